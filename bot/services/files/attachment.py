"""Attachments on disk, named by the SHA-256 of what they hold: the same file twice is one file.

A file is there before the row that names it. The folder's lock keeps the clean-up away while a file is written or a
backup is taken.
"""

import asyncio
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.services.files import whole_file
from bot.storage.rectification import evidence
from bot.storage.unit_of_work import UnitOfWork

ATTACHMENTS = "attachments"
"""The folder of attachments, in BOT_DATA_DIR and in a backup."""
KEPT_FOR = timedelta(days=1)
"""How long a file that no row names stays: its row may be about to be written."""


def folder_of(data_dir: Path) -> Path:
    return data_dir / ATTACHMENTS


def keep(folder: Path, data: bytes, now: datetime) -> str:
    """Its name; durable when this returns. Blocking."""
    name = hashlib.sha256(data).hexdigest()
    with locked(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = folder / name
        if not place.is_file():
            whole_file.write(place, data)
        os.utime(place, (now.timestamp(), now.timestamp()))
    return name


def read(folder: Path, name: str) -> bytes | None:
    """None when it is not there, as after a restore of the database alone. Blocking."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None


async def filled(folder: Path, data: dict[str, Any]) -> dict[str, Any]:
    """What a message says of an attachment, with the attachment itself as `contents`; None where it is not there."""
    name = data.get("file")
    return data | {"contents": await asyncio.to_thread(read, folder, name) if name else None}


async def sweep(uow: UnitOfWork, folder: Path, now: datetime) -> int:
    """Delete what no row names and has been there for a day; how many. Nothing while a backup is taken."""
    async with uow.reading() as cx:
        named = await evidence.files(cx)
    return await asyncio.to_thread(_sweep, folder, named, now)


def _sweep(folder: Path, named: set[str], now: datetime) -> int:
    """What is written since `named` was read is younger than a day."""
    try:
        with locked(folder, alone=True):
            old = [path for path in folder.glob("*") if _over(path, named, now)]
            for path in old:
                path.unlink()
            return len(old)
    except BlockingIOError:
        return 0


def _over(path: Path, named: set[str], now: datetime) -> bool:
    """Only what this module has written: a digest, or a draft that a crash left behind."""
    ours = path.name.startswith(whole_file.DRAFT) or (len(path.name) == 64 and path.suffix == "")
    too_old = (now - KEPT_FOR).timestamp()
    return ours and path.name not in named and path.is_file() and path.stat().st_mtime < too_old


@contextmanager
def locked(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Shared, or with `alone` exclusive: BlockingIOError at once while others are inside."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)
