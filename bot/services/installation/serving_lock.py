"""SQLite mode: one serving process a file. The command line works beside it and takes no lock."""

import fcntl
import os
from pathlib import Path

from bot.domain.errors import DomainError


class ServingLock:
    """Held until released, or until the process ends in whatever way."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        os.close(self._descriptor)


def take(database: Path) -> ServingLock:
    """DomainError("already_serving") when another process serves this database file, by whichever name."""
    database = database.resolve()
    database.parent.mkdir(parents=True, exist_ok=True)
    path = database.with_name(database.name + ".lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise DomainError("already_serving", path=str(database)) from None
    return ServingLock(descriptor)
