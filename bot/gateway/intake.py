"""Process updates: those of one person in order, those of different people side by side, each until it is finished."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import Application

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.gateway import outcome
from bot.gateway.backoff import Backoff
from bot.gateway.deadline import Deadline
from bot.gateway.kinds import kind_of, lane_of
from bot.services.installation import lifecycle
from bot.services.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

AT_ONCE = 32
SECONDS = 30.0
ATTEMPTS = 3
CUT_OFF = 10
"""An update that was in hand at so many unclean stops is taken for their cause. The number allows for bad luck: when
the power fails again and again, the update that is first in the queue is in hand each time."""
DATABASE = (StorageUnavailable, CommitFailed)
"""Errors of the database: it is waited for, and the attempt does not count as a failure."""
T = TypeVar("T")
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class Item:
    """An update in hand and the future that tells when it is finished."""

    update: Update
    done: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Intake:
    """Process updates and tell when each is finished.

    With `careful`, after an unclean stop, updates run one at a time until `calm` is called.
    """

    def __init__(
        self,
        application: AnyApplication,
        uow: UnitOfWork,
        bot_id: int,
        *,
        careful: bool = False,
        at_once: int = AT_ONCE,
        seconds: float = SECONDS,
        backoff: Backoff | None = None,
    ) -> None:
        assert_all_block(application)
        self._application = application
        self._uow = uow
        self._bot_id = bot_id
        self._seconds = seconds
        self._backoff = backoff or Backoff(0.2, 5.0)
        self._slots = asyncio.Semaphore(at_once)
        self._in_hand: dict[int, Item] = {}
        self._lanes: dict[Hashable, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._database_away = False
        self._closed = False
        self.careful = careful

    def calm(self) -> None:
        """Let people's updates run side by side again: all that came before the unclean stop are finished."""
        self.careful = False

    def accept(self, update: Update) -> "asyncio.Future[None]":
        """Return a future that is done when the update is finished, and cancelled when this process will not finish it.

        An update in hand is not started twice. Wait with `asyncio.wait`: cancelling the future does not stop the work.
        """
        known = self._in_hand.get(update.update_id)
        if known is not None:
            return known.done
        item = Item(update)
        if self._closed:
            item.done.cancel()
            return item.done
        self._in_hand[update.update_id] = item
        lane: Hashable = "careful" if self.careful else lane_of(update)
        if lane in self._lanes:
            self._lanes[lane].append(item)
        else:
            self._lanes[lane] = deque([item])
            task = asyncio.create_task(self._drain(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return item.done

    async def finish(self, within: float) -> None:
        """Accept nothing more and give what is in hand `within` seconds; the rest is left for the next start."""
        self._closed = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for item in tuple(self._in_hand.values()):
            self._put_down(item, finished=False)

    async def _drain(self, lane: Hashable) -> None:
        waiting = self._lanes[lane]
        while waiting:
            async with self._slots:
                await self._see_to(waiting[0])
            waiting.popleft()
        del self._lanes[lane]

    async def _see_to(self, item: Item) -> None:
        finished = False
        try:
            await self._settle(item.update)
            finished = True
        except Exception:
            log.exception("update %d stays with Telegram", item.update.update_id)
        finally:
            self._put_down(item, finished=finished)

    def _put_down(self, item: Item, *, finished: bool) -> None:
        self._in_hand.pop(item.update.update_id, None)
        if item.done.done():
            return
        if finished:
            item.done.set_result(None)
        else:
            item.done.cancel()

    async def _settle(self, update: Update) -> None:
        """Return when the update has had its effect or is parked."""
        if not self.careful:
            await self._try(update)
            return
        times = await self._patiently(lambda: lifecycle.count_try(self._uow, update.update_id))
        if times > CUT_OFF:
            await self._park(update, "")
        else:
            await self._try(update)
        await self._patiently(lambda: lifecycle.clear_tries(self._uow, update.update_id))

    async def _try(self, update: Update) -> None:
        pauses = self._backoff.fresh()
        for attempt in range(1, ATTEMPTS + 1):
            result = await self._attempt(update, last=attempt == ATTEMPTS)
            if result.error is None:
                return
            log.warning("update %d failed %d of %d: %s", update.update_id, attempt, ATTEMPTS, _name(result.error))
            if attempt < ATTEMPTS:
                await pauses.wait()
        await self._park(update, result.reference)

    async def _attempt(self, update: Update, *, last: bool) -> outcome.Outcome:
        """Make one attempt; attempts that did not reach the database are repeated without counting."""
        pauses = self._backoff.fresh()
        while True:
            result = await self._process(update, last=last)
            if not isinstance(result.error, DATABASE):
                self._database_back()
                return result
            await self._wait_for_database(pauses, result.error)

    async def _process(self, update: Update, *, last: bool) -> outcome.Outcome:
        result = outcome.begin(last=last)
        try:
            async with Deadline(self._seconds).kept():
                await self._application.process_update(update)
        except Exception as error:
            result.error = result.error or error
        return result

    async def _park(self, update: Update, reference: str) -> None:
        kind = kind_of(update)
        await self._patiently(lambda: lifecycle.park_update(self._uow, self._bot_id, update.update_id, kind, reference))
        log.error("update %d (%s) is given up; reference %s", update.update_id, kind, reference or "none")

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        pauses = self._backoff.fresh()
        while True:
            try:
                result = await work()
            except DATABASE as error:
                await self._wait_for_database(pauses, error)
            else:
                self._database_back()
                return result

    async def _wait_for_database(self, pauses: Backoff, error: Exception) -> None:
        if not self._database_away:
            self._database_away = True
            log.warning("连不上数据库，先等着。 The database cannot be reached, waiting for it: %s", _name(error))
        await pauses.wait()

    def _database_back(self) -> None:
        if self._database_away:
            self._database_away = False
            log.info("数据库恢复了。 The database is back.")


def assert_all_block(application: AnyApplication) -> None:
    """Raise RuntimeError naming each handler that was registered with `block=False`: it would not be done when
    `process_update` returns, so that an update would be confirmed before its effect."""
    handlers = [handler for group in application.handlers.values() for handler in group]
    loose = [repr(handler) for handler in handlers if not handler.block]
    loose += [repr(callback) for callback, block in application.error_handlers.items() if not block]
    defaults = getattr(application.bot, "defaults", None)
    if defaults is not None and not defaults.block:
        loose.append("Defaults(block=False)")
    if loose:
        raise RuntimeError(f"block=False confirms updates before their effect: {', '.join(loose)}")


def _name(error: Exception) -> str:
    return type(error).__name__
