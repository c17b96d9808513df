"""Measure how long a task has waited for its turn at the database, which does not count against its deadline."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Waiting:
    """Measures how long the task that made it has waited."""

    def __init__(self) -> None:
        self._total = 0.0
        self._since: float | None = None
        _current.set(self)

    @property
    def seconds(self) -> float:
        """The seconds waited so far."""
        running = 0.0 if self._since is None else time.monotonic() - self._since
        return self._total + running

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the time of the block."""
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._total += time.monotonic() - self._since
            self._since = None


_current: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def waiting() -> Iterator[None]:
    """Count the time of a block that waits for the database, and not of one that works in it."""
    meter = _current.get()
    if meter is None:
        yield
        return
    with meter.counted():
        yield
