"""Sealed ballots: the only place where they are sealed and opened, and where keys are made and destroyed.

A box shows nothing without the private key of its rating; the box's row shows neither person nor time nor order
(decision 14).
"""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from bot.storage.connection import Connection

_mix = secrets.SystemRandom()
HOUSE = "house"
"""Of the state: a random name that goes with the database, also into its backups: two houses never share keys."""
BOXES = "SELECT box FROM envelope WHERE rating_id = $1"
EMPTY = "DELETE FROM envelope WHERE rating_id = $1"
PUT = "INSERT INTO envelope (rating_id, id, box) VALUES ($1, $2, $3)"
COUNT = "SELECT COUNT(*) AS n FROM envelope WHERE rating_id = $1"


class KeyLost(Exception):
    """There is no private key for the rating, or another one than its public key's."""


class BoxDamaged(Exception):
    """An envelope does not open: nothing is counted."""


class KeyFolder:
    """Private keys of the open ratings of one house, one file each, readable by their owner alone."""

    def __init__(self, root: Path, house: str) -> None:
        self.folder = root / house

    def make(self, rating_id: int) -> str:
        """A new key pair, durable before this returns; the public key, hexadecimal."""
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
        _synced(self.folder)
        return key.public_key.encode().hex()

    def require(self, rating_id: int, public: str) -> None:
        """KeyLost when the private key is not there or does not belong to that public one."""
        self._key(rating_id, public)

    def open(self, rating_id: int, public: str, boxes: Sequence[bytes]) -> list[bytes]:
        """What the boxes hold, mixed. KeyLost; BoxDamaged when a single one does not open."""
        box = SealedBox(self._key(rating_id, public))
        try:
            plain = [box.decrypt(one) for one in boxes]
        except CryptoError:
            raise BoxDamaged from None
        _mix.shuffle(plain)
        return plain

    def destroy(self, rating_id: int) -> None:
        """Overwrite and remove; nothing happens where it is gone already."""
        for file in (self._file(rating_id), self._file(rating_id).with_suffix(".new")):
            if not file.exists():
                continue
            with file.open("r+b") as open_file:
                open_file.write(secrets.token_bytes(PrivateKey.SIZE))
                open_file.flush()
                os.fsync(open_file.fileno())
            file.unlink()
            _synced(self.folder)

    def ratings(self) -> set[int]:
        """Those whose key is here; other files are none of its business."""
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
    """Only the rating's private key opens it; the same content never gives the same box."""
    return bytes(SealedBox(PublicKey(bytes.fromhex(public))).encrypt(plain))


async def put(cx: Connection, rating_id: int, *added: bytes) -> None:
    """Add a box, or none. All of the rating's are written anew, in an order of chance and under new ids, so that
    neither the place in the file nor PostgreSQL's xmin and ctid tell an older one from a newer one."""
    boxes = [*await boxes_of(cx, rating_id), *added]
    _mix.shuffle(boxes)
    await cx.execute(EMPTY, rating_id)
    await cx.executemany(PUT, [(rating_id, secrets.token_hex(16), one) for one in boxes])


async def boxes_of(cx: Connection, rating_id: int) -> list[bytes]:
    return [bytes(row["box"]) for row in await cx.fetch(BOXES, rating_id)]


async def count(cx: Connection, rating_id: int) -> int:
    row = await cx.fetchrow(COUNT, rating_id)
    return int(row["n"]) if row else 0


async def empty(cx: Connection, rating_id: int) -> None:
    """No envelope is left."""
    await cx.execute(EMPTY, rating_id)


def _synced(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
