"""The folder of sheets that wait for a yes, kept for a day in files that only the bot's user may read."""

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

from bot.services.files import atomic_file

KEPT_FOR = timedelta(days=1)


def name(account_id: int, digest: str, ending: str) -> str:
    """Name a file by its sender and its SHA-256, so that one person's answer leaves another's file alone."""
    return f"{account_id}-{digest}{ending}"


def keep(folder: Path, name: str, data: bytes, now: datetime) -> None:
    """Write a file, in place of an earlier one of that name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    atomic_file.write(path, data)
    os.utime(path, (now.timestamp(), now.timestamp()))


def sweep(folder: Path, now: datetime) -> None:
    """Delete files that nobody has answered in time."""
    for old in folder.glob("*"):
        if old.is_file() and old.stat().st_mtime < (now - KEPT_FOR).timestamp():
            old.unlink(missing_ok=True)


def read(folder: Path, name: str, digest: str) -> bytes | None:
    """Read a file; None when it is gone, or its SHA-256 is another."""
    path = folder / name
    data = path.read_bytes() if path.is_file() else None
    return data if data is not None and hashlib.sha256(data).hexdigest() == digest else None


def drop(folder: Path, name: str) -> None:
    """Delete a file, if it is there."""
    (folder / name).unlink(missing_ok=True)
