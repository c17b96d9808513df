"""Sealed ballots: the only module that seals and opens them, and makes and destroys keys. A box shows nothing without
the private key of its rating; its row shows neither person nor time nor order (decision 14)."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from bot.storage.connection import Connection
from bot.storage.disk import synced

_mix = secrets.SystemRandom()
INSTALLATION = "house"
"""The key of the row of `state` that holds the installation's random name, which goes into backups of the database
too: two installations never share keys."""
BOXES = "SELECT box FROM envelope WHERE rating_id = $1"
EMPTY = "DELETE FROM envelope WHERE rating_id = $1"
PUT = "INSERT INTO envelope (rating_id, id, box) VALUES ($1, $2, $3)"
COUNT = "SELECT COUNT(*) AS n FROM envelope WHERE rating_id = $1"


class KeyLost(Exception):
    """The private key of a rating is missing, or belongs to another public key."""


class BoxDamaged(Exception):
    """A sealed ballot does not open, so nothing is counted."""


class KeyFolder:
    """The private keys of one installation's open ratings, one file each, readable by their owner alone."""

    def __init__(self, root: Path, installation: str) -> None:
        self.folder = root / installation

    def make(self, rating_id: int) -> str:
        """Make a key pair, durable before this returns, and return the public key (hexadecimal)."""
        # Each folder that is made here is its owner's alone: of a whole path, mkdir gives its mode to the last one.
        self.folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder.mkdir(exist_ok=True, mode=0o700)
        key = PrivateKey.generate()
        draft = self._file(rating_id).with_suffix(".new")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._file(rating_id))
        synced(self.folder)
        return key.public_key.encode().hex()

    def require(self, rating_id: int, public: str) -> None:
        """Check that the private key is here and belongs to that public key. KeyLost otherwise."""
        self._key(rating_id, public)

    def open(self, rating_id: int, public: str, boxes: Sequence[bytes]) -> list[bytes]:
        """Return what the boxes hold, in random order. KeyLost; BoxDamaged when a single box does not open."""
        box = SealedBox(self._key(rating_id, public))
        try:
            plain = [box.decrypt(one) for one in boxes]
        except CryptoError:
            raise BoxDamaged from None
        _mix.shuffle(plain)
        return plain

    def destroy(self, rating_id: int) -> None:
        """Overwrite and remove a key; nothing happens where it is gone already."""
        for file in (self._file(rating_id), self._file(rating_id).with_suffix(".new")):
            if not file.exists():
                continue
            with file.open("r+b") as open_file:
                open_file.write(secrets.token_bytes(PrivateKey.SIZE))
                open_file.flush()
                os.fsync(open_file.fileno())
            file.unlink()
            synced(self.folder)

    def ratings(self) -> set[int]:
        """Return the ids of the ratings whose key is here; other files are ignored."""
        return {int(file.stem) for file in self.folder.glob("*.key") if file.stem.isascii() and file.stem.isdigit()}

    def _file(self, rating_id: int) -> Path:
        return self.folder / f"{rating_id}.key"

    def _key(self, rating_id: int, public: str) -> PrivateKey:
        try:
            key = PrivateKey(self._file(rating_id).read_bytes())
        except (OSError, ValueError, CryptoError):
            raise KeyLost from None
        if key.public_key.encode().hex() != public:
            raise KeyLost
        return key


def sealed(public: str, plain: bytes) -> bytes:
    """Seal bytes so that only the rating's private key opens them; the same content never gives the same box."""
    return bytes(SealedBox(PublicKey(bytes.fromhex(public))).encrypt(plain))


async def put(cx: Connection, rating_id: int, *added: bytes) -> None:
    """Add a box, or none. All boxes of the rating are written anew, in random order and under new ids, so that neither
    the place in the file nor PostgreSQL's xmin and ctid tell an older one from a newer one."""
    boxes = [*await boxes_of(cx, rating_id), *added]
    _mix.shuffle(boxes)
    await cx.execute(EMPTY, rating_id)
    await cx.executemany(PUT, [(rating_id, secrets.token_hex(16), one) for one in boxes])


async def boxes_of(cx: Connection, rating_id: int) -> list[bytes]:
    """Return all boxes of a rating."""
    return [bytes(row["box"]) for row in await cx.fetch(BOXES, rating_id)]


async def count(cx: Connection, rating_id: int) -> int:
    """Count the boxes of a rating."""
    row = await cx.fetchrow(COUNT, rating_id)
    return int(row["n"]) if row else 0


async def empty(cx: Connection, rating_id: int) -> None:
    """Delete all boxes of a rating."""
    await cx.execute(EMPTY, rating_id)
