"""The lock by which only one process serves an SQLite file; the command line works beside it and takes none."""

import fcntl
import os
from pathlib import Path

from bot.domain.errors import DomainError


class ServingLock:
    """A lock that is held until it is released or the process ends, in whatever way."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        os.close(self._descriptor)


def take(database: Path) -> ServingLock:
    """Lock a database file, by whichever name. DomainError("already_serving") when another process serves it."""
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
