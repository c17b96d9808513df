"""Deliver the outbox: rows are claimed, rendered, sent at the limited rate and marked. Each is sent at least once, in
order within a chat."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.gateway.backoff import Backoff
from bot.gateway.sender import Sender
from bot.scheduling.composer import Composer
from bot.scheduling.record import Recorder
from bot.scheduling.verdict import verdict_of
from bot.services import outbox
from bot.services.outbox import Claimed
from bot.services.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

Leads = Callable[[], Awaitable[bool]]

AT_ONCE = 60
A_CHAT = 2
"""The most messages of one chat in hand at once, so that a slow chat leaves room for the others."""
CROWDED = timedelta(seconds=2)
VISIBILITY = timedelta(seconds=120)
EVERY = {"sqlite": 30.0, "postgresql": 0.5}
"""Seconds between two looks at the outbox: on PostgreSQL messages queued by other workers are not announced here."""
AGAIN = 5.0


async def alone() -> bool:
    """Lead always: there is no other worker."""
    return True


class Delivery:
    """The loop that delivers the outbox. `leads` tells whether this worker delivers now: only one does, so that the
    rate limits hold over all workers."""

    def __init__(
        self,
        uow: UnitOfWork,
        sender: Sender,
        composer: Composer,
        clock: Clock,
        *,
        leads: Leads = alone,
        backoff: Backoff | None = None,
    ) -> None:
        self._uow = uow
        self._sender = sender
        self._composer = composer
        self._clock = clock
        self._leads = leads
        self._backoff = backoff or Backoff(1.0, 300.0)
        self._recorder = Recorder(self._backoff)
        self._every = EVERY[uow.database.dialect]
        self._lanes: dict[int, deque[Claimed]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: dict[int, datetime] = {}
        self._failing: dict[int, Backoff] = {}
        self._claiming = asyncio.Lock()
        self._full = False
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Deliver until stopped."""
        self._loop = asyncio.create_task(self._forever())
        await asyncio.wait([self._loop])
        if not self._loop.cancelled():
            self._loop.result()

    async def stop(self, within: float) -> None:
        """Claim nothing more. What is being sent gets `within` seconds; the rest is released for the next that
        delivers."""
        self._stopping = True
        self._uow.mail.set()
        under_way = self._under_way()
        if under_way:
            await asyncio.wait(under_way, timeout=within)
        under_way = self._under_way()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._give_back()

    def _under_way(self) -> list[asyncio.Task[None]]:
        return [*self._tasks, *([self._loop] if self._loop is not None else [])]

    async def _give_back(self) -> None:
        """Record what Telegram has answered, then release the rest; what cannot be written stays claimed, with the
        rest."""
        if await self._recorder.last_try() and (left := self._in_hand()):
            with contextlib.suppress(StorageUnavailable, CommitFailed):
                await outbox.release(self._uow, left)

    def _in_hand(self) -> list[Claimed]:
        return [row for lane in self._lanes.values() for row in lane]

    async def _forever(self) -> None:
        if self._uow.database.dialect == "sqlite":
            await self._recorder.surely(lambda: outbox.release_all(self._uow))
        while not self._stopping:
            try:
                await self._sleep(await self._recorder.surely(self._look))
            except Exception:
                log.exception("outbox: one look failed, the next one follows")
                await self._sleep(AGAIN)

    async def _look(self) -> float:
        """Look at the outbox once and return the seconds until the next look. Messages queued after the beginning of
        this one are looked for at once."""
        self._uow.mail.clear()
        if not await self._leads():
            return AGAIN
        return 0.0 if await self._round() else await self._until_due()

    async def _round(self) -> bool:
        """Claim as many rows as there is room for; False when none are due."""
        async with self._claiming:
            at, in_hand = self._clock.now(), self._in_hand()
            self._held = {chat: until for chat, until in self._held.items() if until > at}
            room = AT_ONCE - len(in_hand)
            language = self._composer.fallback_language
            claimed = await outbox.claim(self._uow, room, VISIBILITY, language, in_hand) if room > 0 else []
            self._full = len(claimed) == room
            dues = [(row, due) for row in claimed if (due := self._admit(row, at)) is not None]
        if dues:
            await self._put_off(lambda: outbox.later(self._uow, dues, "earlier ones first"))
        return bool(claimed)

    def _admit(self, row: Claimed, at: datetime) -> datetime | None:
        """Begin a row now and return None, or return the moment until which its chat is held, or was held when claiming
        began: what waits for that moment was not claimed together with it."""
        lane = self._lanes.get(row.chat_id, deque())
        if row.chat_id in self._held:
            return self._held[row.chat_id]
        if len(lane) >= A_CHAT:
            return self._hold(row.chat_id, at + CROWDED)
        lane.append(row)
        if len(lane) == 1:
            self._lanes[row.chat_id] = lane
            task = asyncio.create_task(self._drain(row.chat_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return None

    async def _drain(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        try:
            while lane and not self._stopping and await self._settle(lane):
                lane.popleft()
        finally:
            if not self._stopping:
                del self._lanes[chat_id]
            if self._full:
                self._uow.mail.set()

    async def _settle(self, lane: deque[Claimed]) -> bool:
        """Send the first row of a lane. True when it is done with; False when the whole lane is put off."""
        row, message = lane[0], None
        try:
            data = await self._recorder.surely(lambda: self._composer.prepare(row))
        except Exception as error:
            return await self._unready(row, error)
        if row.until <= self._clock.now():
            # The database was away so long that other workers may send the lane; what they have not claimed is free.
            return await self._put_off_lane(lane, self._clock.now(), "claimed too long ago")
        try:
            if data is not None:
                call = self._composer.render(row.kind, data, row.language, row.chat_id)
                message = await self._sender.deliver(call, paced=not row.prompt)
        except Exception as error:
            return await self._refused(lane, error)
        self._failing.pop(row.chat_id, None)
        at, message_id = self._clock.now(), getattr(message, "message_id", None)
        await self._recorder.record(lambda: outbox.sent(self._uow, row.id, at, message_id))
        return True

    async def _unready(self, row: Claimed, error: Exception) -> bool:
        """Put off a row whose content cannot be composed now; it is tried again without end, and its chat does not wait
        for it."""
        log.error("message %d (%s) is not ready", row.id, row.kind, exc_info=error)
        due = self._clock.now() + timedelta(seconds=self._backoff.after(row.attempts))
        await self._put_off(lambda: outbox.later(self._uow, [(row, due)], type(error).__name__))
        return True

    async def _refused(self, lane: deque[Claimed], error: Exception) -> bool:
        row, now, verdict = lane[0], self._clock.now(), verdict_of(error)
        if verdict.again:
            pauses = self._failing.setdefault(row.chat_id, self._backoff.fresh())
            due = self._hold(row.chat_id, now + timedelta(seconds=verdict.wait or pauses.next()))
            return await self._put_off_lane(lane, due, verdict.reason)
        log.error("message %d (%s) is given up: %s", row.id, row.kind, verdict.reason, exc_info=verdict.trace)
        unreachable = row.chat_id if verdict.unreachable else None
        await self._recorder.record(lambda: outbox.park(self._uow, row, verdict.reason, now, unreachable))
        return True

    def _hold(self, chat_id: int, until: datetime) -> datetime:
        """Hold a chat until that moment, or as long as before, so that later messages to it wait too and the order
        stays."""
        self._held[chat_id] = max(until, self._held.get(chat_id, until))
        return self._held[chat_id]

    async def _put_off_lane(self, lane: deque[Claimed], due: datetime, reason: str) -> bool:
        """Put off the lane together with what has joined it while the database was waited for, so that nothing
        overtakes it by being claimed meanwhile."""

        async def write() -> None:
            async with self._claiming:
                await outbox.later(self._uow, [(row, due) for row in lane], reason)

        await self._put_off(write)
        return False

    async def _put_off(self, write: Callable[[], Awaitable[None]]) -> None:
        await self._recorder.record(write)
        self._uow.mail.set()

    async def _until_due(self) -> float:
        """Return the seconds until the next look at the outbox."""
        due = await outbox.next_due(self._uow, self._in_hand())
        if due is None or self._full:
            return self._every
        return min(max((due - self._clock.now()).total_seconds(), 0.0), self._every)

    async def _sleep(self, seconds: float) -> None:
        if self._stopping:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._uow.mail.wait()
        except TimeoutError:
            return
