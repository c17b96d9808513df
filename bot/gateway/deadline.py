"""Limit how long the work on one update may take; waiting for the database does not count."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.services.unit_of_work import Waiting


class Deadline:
    """The seconds allowed for one attempt at an update, counted from the moment this is made."""

    def __init__(self, allowed: float) -> None:
        self._allowed = allowed
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._waiting = Waiting()

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Cancel the block and raise TimeoutError when the time is over."""
        async with asyncio.timeout(None) as limit:
            self._timer = self._loop.call_later(self._allowed, self._check, limit)
            try:
                yield
            finally:
                self._timer.cancel()

    def _check(self, limit: asyncio.Timeout) -> None:
        worked = self._loop.time() - self._begun - self._waiting.seconds
        if worked < self._allowed:
            self._timer = self._loop.call_later(self._allowed - worked, self._check, limit)
        else:
            limit.reschedule(self._loop.time())
