"""Sheets waiting for a yes, as files that only the bot's user may read, for a day."""

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

from bot.services.files import whole_file

KEPT_FOR = timedelta(days=1)


def name(account_id: int, digest: str, ending: str) -> str:
    """By whoever sent it and the SHA-256 of what it holds: what one person answers leaves another's alone."""
    return f"{account_id}-{digest}{ending}"


def keep(folder: Path, name: str, data: bytes, now: datetime) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    whole_file.write(path, data)
    os.utime(path, (now.timestamp(), now.timestamp()))


def sweep(folder: Path, now: datetime) -> None:
    """Forget those that nobody has answered in time."""
    for old in folder.glob("*"):
        if old.is_file() and old.stat().st_mtime < (now - KEPT_FOR).timestamp():
            old.unlink(missing_ok=True)


def read(folder: Path, name: str, digest: str) -> bytes | None:
    """None when it is kept no more, or holds anything but what that SHA-256 tells."""
    path = folder / name
    data = path.read_bytes() if path.is_file() else None
    return data if data is not None and hashlib.sha256(data).hexdigest() == digest else None


def drop(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
