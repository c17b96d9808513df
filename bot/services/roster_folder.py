"""Rosters waiting for a yes, as files that only the bot's user may read, for a day."""

import os
from datetime import datetime, timedelta
from pathlib import Path

KEPT_FOR = timedelta(days=1)
ANY = "?" * 64 + ".*"
"""Files are called by the SHA-256 of what they hold."""


def keep(folder: Path, digest: str, ending: str, data: bytes, now: datetime) -> None:
    """Write a file, and forget those that nobody has answered in time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.glob(ANY):
        if old.stat().st_mtime < (now - KEPT_FOR).timestamp():
            old.unlink(missing_ok=True)
    path = folder / f"{digest}{ending}"
    path.touch(mode=0o600)
    path.write_bytes(data)
    os.utime(path, (now.timestamp(), now.timestamp()))


def read(folder: Path, digest: str, ending: str) -> bytes | None:
    """None when it is kept no more."""
    path = folder / f"{digest}{ending}"
    return path.read_bytes() if path.is_file() else None


def drop(folder: Path, digest: str, ending: str) -> None:
    (folder / f"{digest}{ending}").unlink(missing_ok=True)
