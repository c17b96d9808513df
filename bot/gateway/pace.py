"""Limit the rate of messages by sliding windows: over all chats, for each chat, for each group."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

Now = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]
TINY = 0.001
TIDY_FROM = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """The rate limits: messages over all chats in any one second, to a group in any one minute, and seconds between two
    to one chat."""

    a_second: int = 30
    group_a_minute: int = 20
    chat_seconds: float = 1.0


class Window:
    """A sliding window with `most` places. A place is taken before a message is sent and is free again `seconds` after
    Telegram has answered.

    So the limit holds for the moments at which Telegram receives, however long each message is under way.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._under_way = 0
        self._ended: deque[float] = deque()

    def wait(self, now: float) -> float | None:
        """Return the seconds until a place is free; None while every place belongs to a message that is under way."""
        while self._ended and self._ended[0] + self._seconds <= now:
            self._ended.popleft()
        if self._under_way + len(self._ended) < self._most:
            return 0.0
        return self._ended[0] + self._seconds - now if self._ended else None

    def take(self) -> None:
        self._under_way += 1

    def give_back(self, now: float) -> None:
        self._under_way -= 1
        self._ended.append(now)

    def idle(self, now: float) -> bool:
        """Tell whether all places are free."""
        return self.wait(now) == 0.0 and not self._under_way and not self._ended


class Pace:
    """The rate limits applied to all messages. `now` returns seconds and never goes back; `sleep` waits on the same
    clock."""

    def __init__(self, limits: Limits, now: Now | None = None, sleep: Sleep = asyncio.sleep) -> None:
        self._limits = limits
        self._now = now or asyncio.get_running_loop().time
        self._sleep = sleep
        self._all = Window(limits.a_second, 1.0)
        self._chats: dict[int, list[Window]] = {}
        self._queues: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._queue = asyncio.Lock()
        self._one_ended = asyncio.Event()
        self._tidy_from = TIDY_FROM

    @asynccontextmanager
    async def turn(self, chat_id: int | None) -> AsyncIterator[None]:
        """Wait until a message to that chat may be sent, first come first served; the block ends when Telegram has
        answered."""
        async with AsyncExitStack() as queue:
            own: list[Window] = []
            if chat_id is not None:
                # While this chat's lock is held, no other message takes a place in its own windows.
                await queue.enter_async_context(self._queues[chat_id])
                own = self._chats.setdefault(chat_id, self._windows(chat_id))
                await self._until_free(own)
            await queue.enter_async_context(self._queue)
            await self._until_free([self._all])
            windows = [self._all, *own]
            for window in windows:
                window.take()
        try:
            yield
        finally:
            for window in windows:
                window.give_back(self._now())
            self._one_ended.set()
            self._tidy()

    def _windows(self, chat_id: int) -> list[Window]:
        group = [Window(self._limits.group_a_minute, 60.0)] if chat_id < 0 else []
        return [Window(1, self._limits.chat_seconds), *group]

    async def _until_free(self, windows: Sequence[Window]) -> None:
        # Nothing is awaited between this check and taking the places, so no two messages get the same one.
        while any(waits := [window.wait(self._now()) for window in windows]) or None in waits:
            known = [wait for wait in waits if wait is not None]
            if len(known) < len(waits):
                self._one_ended.clear()
                await self._one_ended.wait()
            else:
                await self._sleep(max(known) + TINY)

    def _tidy(self) -> None:
        """Forget chats to which nothing was sent for a while."""
        if len(self._chats) < self._tidy_from:
            return
        now = self._now()
        for chat_id in [name for name, windows in self._chats.items() if all(window.idle(now) for window in windows)]:
            if not self._queues[chat_id].locked():
                del self._chats[chat_id], self._queues[chat_id]
        self._tidy_from = max(TIDY_FROM, 2 * len(self._chats))
