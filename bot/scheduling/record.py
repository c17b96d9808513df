"""Keep in memory what became of messages until the database has recorded it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.gateway.backoff import Backoff

log = logging.getLogger(__name__)

LONGEST_PAUSE = 5.0
"""The longest pause, in seconds, between two tries, so that a database that is back gets every result long before the
claim on its message ends."""
T = TypeVar("T")


class Recorder:
    """Repeats writes until the database takes them; writes that a stop interrupts are kept for one last try."""

    def __init__(self, backoff: Backoff) -> None:
        self._backoff = Backoff(backoff.base, min(backoff.most, LONGEST_PAUSE), backoff.sleep)
        self._cut_off: list[Callable[[], Awaitable[None]]] = []

    async def surely(self, work: Callable[[], Awaitable[T]]) -> T:
        """Repeat work until the database can be reached."""
        pauses = self._backoff.fresh()
        while True:
            try:
                return await work()
            except (StorageUnavailable, CommitFailed) as error:
                if not pauses.tries:
                    log.warning("outbox waits for the database: %s", type(error).__name__)
                await pauses.wait()

    async def record(self, write: Callable[[], Awaitable[None]]) -> None:
        """Return when the result is written."""
        try:
            await self.surely(write)
        except asyncio.CancelledError:
            self._cut_off.append(write)
            raise

    async def last_try(self) -> bool:
        """Write what a stop has interrupted, each result by itself; False when one of them could not be written."""
        written = True
        for write in self._cut_off:
            try:
                await write()
            except StorageUnavailable:
                return False
            except Exception as error:
                log.warning("a result of delivery is not written: %s", type(error).__name__)
                written = False
        return written
