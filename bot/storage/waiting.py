"""How long one task has waited for its turn at the database: time that is nobody's fault."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Waiting:
    """Seconds spent waiting by the task that made it."""

    def __init__(self) -> None:
        self._total = 0.0
        self._since: float | None = None
        _current.set(self)

    @property
    def seconds(self) -> float:
        running = 0.0 if self._since is None else time.monotonic() - self._since
        return self._total + running

    @contextmanager
    def counted(self) -> Iterator[None]:
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._total += time.monotonic() - self._since
            self._since = None


_current: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def waiting() -> Iterator[None]:
    """Around what waits for the database, not around what works in it."""
    meter = _current.get()
    if meter is None:
        yield
        return
    with meter.counted():
        yield
