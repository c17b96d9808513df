"""Deliver to a webhook as Telegram does: in order within a lane, lanes side by side, repeated until 2xx."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any

import aiohttp

from bot.sandbox.updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_DELAY = 0.05
LONGEST_DELAY = 2.0
ANSWER_TIMEOUT = aiohttp.ClientTimeout(total=60)


class Webhook:
    """One registered address; a lane is a chat's messages or a person's taps, of which one update is sent at a time."""

    def __init__(self, updates: UpdateQueue, url: str, secret: str, most: int, clock: Callable[[], float]) -> None:
        self.url = url
        self._updates = updates
        self._secret = secret
        self._most = most
        self._clock = clock
        self._connections = asyncio.Semaphore(most)
        self._lanes: dict[Hashable, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._last_error: tuple[int, str] | None = None

    def start(self) -> None:
        """Deliver what waits and everything that comes."""
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers[SECRET_HEADER] = self._secret
        self._session = aiohttp.ClientSession(timeout=ANSWER_TIMEOUT, headers=headers)
        for update in self._updates.all():
            self._enqueue(update)
        self._updates.on_put = self._enqueue

    async def stop(self) -> None:
        """End delivery; what was not delivered stays in the queue."""
        self._updates.on_put = None
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def report(self) -> dict[str, Any]:
        """Return the fields of WebhookInfo that only delivery knows."""
        info: dict[str, Any] = {"max_connections": self._most}
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def _enqueue(self, update: Update) -> None:
        if update.lane in self._lanes:
            self._lanes[update.lane].append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.create_task(self._drain(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: Hashable) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await self._deliver(waiting[0])
            waiting.popleft()
        del self._lanes[lane]

    async def _deliver(self, update: Update) -> None:
        delay = 0.0
        while self._updates.alive(update):
            async with self._connections:
                wait = await self._post(update)
            if wait is None:
                self._updates.confirm(update)
                return
            await asyncio.sleep(wait or delay)
            delay = min(max(delay * 2, FIRST_DELAY), LONGEST_DELAY)

    async def _post(self, update: Update) -> float | None:
        """Return None when the webhook accepted it, else the seconds that it asked to wait (0 if it named none)."""
        assert self._session is not None
        try:
            async with self._session.post(self.url, data=json.dumps(update.as_json())) as answer:
                if 200 <= answer.status < 300:
                    return None
                self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                with contextlib.suppress(ValueError):
                    return float(answer.headers.get("Retry-After", "0"))
                return 0.0
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0

    def _failed(self, message: str) -> None:
        self._last_error = (int(self._clock()), message)
