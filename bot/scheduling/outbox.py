"""Delivery of the outbox: claimed, rendered, sent at the pace, marked. At least once, in order within a chat."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.domain.clock import Clock
from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.gateway.backoff import Backoff
from bot.gateway.sender import Call, Sender
from bot.scheduling.verdict import verdict_of
from bot.services import outbox
from bot.services.outbox import Claimed
from bot.services.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

Render = Callable[[str, dict[str, Any], str, int], Call]
"""kind, data, the reader's language, chat id -> what to send."""
Prepare = Callable[[Claimed], Awaitable[dict[str, Any] | None]]
"""What a row says at the moment it is sent; None: nothing any more, and it is done with."""
Leads = Callable[[], Awaitable[bool]]

AT_ONCE = 60
A_CHAT = 2
"""So many messages of one chat are in hand at most, so that a slow chat leaves room for the others."""
CROWDED = timedelta(seconds=2)
VISIBILITY = timedelta(seconds=120)
EVERY = {"sqlite": 30.0, "postgresql": 0.5}
"""Seconds between looks without a call: on PostgreSQL other workers' messages are not announced here."""
AGAIN = 5.0
T = TypeVar("T")


async def alone() -> bool:
    """There is no other worker."""
    return True


async def as_posted(row: Claimed) -> dict[str, Any] | None:
    return row.data


class Delivery:
    """`leads` says whether this worker delivers now: one does, so that the pace holds over all workers."""

    def __init__(
        self,
        uow: UnitOfWork,
        sender: Sender,
        render: Render,
        clock: Clock,
        fallback_language: str,
        *,
        prepare: Prepare = as_posted,
        leads: Leads = alone,
        backoff: Backoff | None = None,
    ) -> None:
        self._uow = uow
        self._sender = sender
        self._render = render
        self._clock = clock
        self._fallback = fallback_language
        self._prepare = prepare
        self._leads = leads
        self._backoff = backoff or Backoff(1.0, 300.0)
        self._every = EVERY[uow.database.dialect]
        self._lanes: dict[int, deque[Claimed]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: dict[int, datetime] = {}
        self._failing: dict[int, Backoff] = {}
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
        """Claim nothing more; what is being sent gets that many seconds, the rest is free for whoever delivers next."""
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
        left = [row.id for lane in self._lanes.values() for row in lane]
        if left:
            with contextlib.suppress(StorageUnavailable, CommitFailed):
                await outbox.release(self._uow, left)

    async def _forever(self) -> None:
        if self._uow.database.dialect == "sqlite":
            await self._surely(lambda: outbox.release_all(self._uow))
        while not self._stopping:
            try:
                if not await self._leads():
                    await self._sleep(AGAIN)
                elif not await self._surely(self._round):
                    await self._sleep(await self._surely(self._until_due))
            except Exception:
                log.exception("outbox: one look failed, the next one follows")
                await self._sleep(AGAIN)

    async def _round(self) -> bool:
        """Claim what there is room for; False when there is nothing to claim now."""
        self._uow.mail.clear()
        room = AT_ONCE - sum(len(lane) for lane in self._lanes.values())
        claimed = await outbox.claim(self._uow, room, VISIBILITY, self._fallback) if room > 0 else []
        self._full = len(claimed) == room
        later: dict[tuple[int, datetime], list[Claimed]] = {}
        for row in claimed:
            if (due := self._admit(row)) is not None:
                later.setdefault((row.chat_id, due), []).append(row)
        for (_, due), rows in later.items():
            await self._put_off(rows, due, "earlier ones first")
        return bool(claimed)

    def _admit(self, row: Claimed) -> datetime | None:
        """None: it goes now. Else the moment until which its chat is held."""
        now = self._clock.now()
        lane = self._lanes.get(row.chat_id, deque())
        if any(other.id == row.id for other in lane):
            return None  # in hand for so long that it was claimed once more
        if self._held.get(row.chat_id, now) > now:
            return self._held[row.chat_id]
        if len(lane) >= A_CHAT:
            self._held[row.chat_id] = now + CROWDED
            return self._held[row.chat_id]
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
        """True when the first of the lane is done with; False when the whole lane is put off."""
        row, message = lane[0], None
        try:
            data = await self._surely(lambda: self._prepare(row))
        except Exception as error:
            return await self._unready(row, error)
        try:
            if data is not None:
                call = self._render(row.kind, data, row.language, row.chat_id)
                message = await self._sender.deliver(call, paced=not row.prompt)
        except Exception as error:
            return await self._refused(lane, error)
        self._failing.pop(row.chat_id, None)
        message_id = getattr(message, "message_id", None)
        await self._surely(lambda: outbox.sent(self._uow, row.id, message_id))
        return True

    async def _unready(self, row: Claimed, error: Exception) -> bool:
        """What cannot be put together now is tried again without end; the others of its chat do not wait for it."""
        log.error("message %d (%s) is not ready", row.id, row.kind, exc_info=error)
        due = self._clock.now() + timedelta(seconds=self._backoff.after(row.attempts))
        await self._surely(lambda: outbox.later(self._uow, [row.id], due, type(error).__name__))
        return True

    async def _refused(self, lane: deque[Claimed], error: Exception) -> bool:
        row, verdict = lane[0], verdict_of(error)
        if verdict.again:
            pauses = self._failing.setdefault(row.chat_id, self._backoff.fresh())
            wait = timedelta(seconds=verdict.wait or pauses.next())
            await self._put_off(list(lane), self._clock.now() + wait, verdict.reason)
            return False
        log.error("message %d (%s) is given up: %s", row.id, row.kind, verdict.reason, exc_info=verdict.trace)
        unreachable = row.chat_id if verdict.unreachable else None
        await self._surely(lambda: outbox.park(self._uow, row, verdict.reason, unreachable))
        return True

    async def _put_off(self, rows: Sequence[Claimed], due: datetime, reason: str) -> None:
        """To one moment, also for what comes for this chat meanwhile, so that their order stays."""
        now = self._clock.now()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._held[rows[0].chat_id] = due
        await self._surely(lambda: outbox.later(self._uow, [row.id for row in rows], due, reason))
        self._uow.mail.set()

    async def _until_due(self) -> float:
        """Seconds until the next look."""
        due = await outbox.next_due(self._uow)
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

    async def _surely(self, work: Callable[[], Awaitable[T]]) -> T:
        """The database is waited for."""
        pauses = self._backoff.fresh()
        while True:
            try:
                return await work()
            except (StorageUnavailable, CommitFailed) as error:
                if not pauses.tries:
                    log.warning("outbox waits for the database: %s", type(error).__name__)
                await pauses.wait()
