"""What has become of messages: kept in memory until the database has it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.gateway.backoff import Backoff

log = logging.getLogger(__name__)

LONGEST_PAUSE = 5.0
"""Seconds between two tries: a database that is back has every answer long before the claim on its message ends."""
T = TypeVar("T")


class Recorder:
    """Waits for the database; what a stop cuts off is kept for one last try."""

    def __init__(self, backoff: Backoff) -> None:
        self._backoff = Backoff(backoff.base, min(backoff.most, LONGEST_PAUSE), backoff.sleep)
        self._cut_off: list[Callable[[], Awaitable[None]]] = []

    async def surely(self, work: Callable[[], Awaitable[T]]) -> T:
        """The database is waited for."""
        pauses = self._backoff.fresh()
        while True:
            try:
                return await work()
            except (StorageUnavailable, CommitFailed) as error:
                if not pauses.tries:
                    log.warning("outbox waits for the database: %s", type(error).__name__)
                await pauses.wait()

    async def record(self, write: Callable[[], Awaitable[None]]) -> None:
        """Returns when it is written."""
        try:
            await self.surely(write)
        except asyncio.CancelledError:
            self._cut_off.append(write)
            raise

    async def last_try(self) -> None:
        """Raises StorageUnavailable or CommitFailed when the database does not answer now either."""
        for write in self._cut_off:
            await write()
