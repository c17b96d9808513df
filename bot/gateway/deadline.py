"""A limit on how long the work on one update may take; waiting for the database does not count."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.services.unit_of_work import Waiting


class Deadline:
    """One attempt's time. `seconds` is what it took so far without its waiting."""

    def __init__(self, allowed: float) -> None:
        self._allowed = allowed
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._waiting = Waiting()
        self._ended: float | None = None

    @property
    def seconds(self) -> float:
        now = self._loop.time() if self._ended is None else self._ended
        return now - self._begun - self._waiting.seconds

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Raises TimeoutError when the time is over."""
        async with asyncio.timeout(None) as limit:
            check = self._loop.call_later(self._allowed, self._check, limit)
            try:
                yield
            finally:
                self._ended = self._loop.time()
                check.cancel()

    def _check(self, limit: asyncio.Timeout) -> None:
        if self._ended is not None:
            return
        left = self._allowed - self.seconds
        if left > 0:
            self._loop.call_later(left, self._check, limit)
        else:
            limit.reschedule(self._loop.time())
