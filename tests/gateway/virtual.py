"""A clock that only moves when everybody waits for it."""

import asyncio
import heapq
from collections.abc import Awaitable
from itertools import count

ROUNDS = 20


class VirtualClock:
    """`sleep` returns when the clock has come to its moment; `run` moves it from moment to moment."""

    def __init__(self) -> None:
        self.now = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.now + seconds, next(self._numbers), done))
        await done

    async def run(self, *work: Awaitable[object]) -> None:
        """Until all of the work is done."""
        task = asyncio.gather(*work)
        while not task.done():
            for _ in range(ROUNDS):
                await asyncio.sleep(0)
            if self._waiting and not task.done():
                self.now, _, done = heapq.heappop(self._waiting)
                if not done.done():
                    done.set_result(None)
        await task
