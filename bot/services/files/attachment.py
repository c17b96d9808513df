"""Attachments on disk, named by the SHA-256 of their contents: the same file twice is one file.

A file is written before the row that names it. The folder's lock keeps the clean-up away while a file is written or
a backup is taken.
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

from bot.services.files import atomic_file
from bot.storage.rectification import evidence
from bot.storage.unit_of_work import UnitOfWork

ATTACHMENTS = "attachments"
"""The folder of attachments, in BOT_DATA_DIR and in a backup."""
KEPT_FOR = timedelta(days=1)
"""How long a file that no row names stays: its row may be about to be written."""


def folder_of(data_dir: Path) -> Path:
    """The folder of attachments in BOT_DATA_DIR."""
    return data_dir / ATTACHMENTS


def keep(folder: Path, data: bytes, now: datetime) -> str:
    """Write an attachment, durable when this returns; its name. Blocking."""
    name = hashlib.sha256(data).hexdigest()
    with locked(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = folder / name
        if not place.is_file():
            atomic_file.write(place, data)
        os.utime(place, (now.timestamp(), now.timestamp()))
    return name


def read(folder: Path, name: str) -> bytes | None:
    """Read an attachment; None when it is missing, as after a restore of the database alone. Blocking."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None


async def with_contents(folder: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Add to the data of a message the attachment that its `file` names, as `contents`; None where it is missing."""
    name = data.get("file")
    return data | {"contents": await asyncio.to_thread(read, folder, name) if name else None}


async def sweep(uow: UnitOfWork, folder: Path, now: datetime) -> int:
    """Delete files that no row names once they are a day old; how many. None while a backup is taken."""
    async with uow.reading() as cx:
        named = await evidence.files(cx)
    return await asyncio.to_thread(_sweep, folder, named, now)


def _sweep(folder: Path, named: set[str], now: datetime) -> int:
    """Delete old files outside `named`; whatever was written since that was read is younger than a day."""
    try:
        with locked(folder, alone=True):
            old = [path for path in folder.glob("*") if _over(path, named, now)]
            for path in old:
                path.unlink()
            return len(old)
    except BlockingIOError:
        return 0


def _over(path: Path, named: set[str], now: datetime) -> bool:
    """Whether a file may go: an old one that this module wrote, an attachment or a draft that a crash left behind."""
    written_here = path.name.startswith(atomic_file.DRAFT) or (len(path.name) == 64 and path.suffix == "")
    too_old = (now - KEPT_FOR).timestamp()
    return written_here and path.name not in named and path.is_file() and path.stat().st_mtime < too_old


@contextmanager
def locked(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the folder's lock, shared, or with `alone` exclusively: BlockingIOError at once while others hold it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)
