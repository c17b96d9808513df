"""The bot's lives: started, killed at a random moment, started again; and what Telegram delivered in which of them."""

import asyncio
import contextlib
import random
import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.sandbox.model import AnyChat
from bot.sandbox.server import Telegram
from bot.sandbox.updates import MESSAGE_LIFETIME, Update, UpdateQueue
from bot.sandbox.world import Watcher
from tests.crash.killed import KilledBot

LONGEST_SECONDS = 8.0
"""A life in which too little happens ends all the same."""
INSTANT = 0.008
"""Seconds in which the bot does most of what follows on an input: the mean of the time from it to the kill."""


class Input(NamedTuple):
    """What a person did: one update. `what`: the text or the button's data."""

    update_id: int
    account_id: int
    what: str


class Queue(UpdateQueue):
    """Telegram's queue, which notes who did what, and in which lives of the bot each update was delivered."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self.life: int | None = None
        self.inputs: list[Input] = []
        self.delivered: defaultdict[int, set[int]] = defaultdict(set)

    def put(self, kind: str, body: dict[str, Any], lane: Hashable, lifetime: float = MESSAGE_LIFETIME) -> None:
        what = str(body.get("data") or body.get("text"))
        self.inputs.append(Input(self._next_id, body["from"]["id"], what))
        super().put(kind, body, lane, lifetime)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:
        life = self.life
        updates = await super().poll(offset, limit, timeout)
        if life is not None and life == self.life:  # otherwise the answer reaches nobody
            for update in updates:
                self.delivered[update.id].add(life)
        return updates

    def clear(self) -> None:
        self.inputs.clear()
        super().clear()


@dataclass(frozen=True, slots=True)
class Kill:
    """`at` in ms, UTC; `calls`: how many calls the bot had made by then in all its lives; `waiting`: unconfirmed."""

    at: int
    start_seconds: float
    life_seconds: float
    events: int
    calls: int
    waiting: int
    at_work: int
    in_forms: int


class Lives(Watcher):
    """`at_work` and `in_forms` say how many people have not finished, and how many are in the middle of a form."""

    def __init__(self, telegram: Telegram, queue: Queue, process: KilledBot, chance: random.Random) -> None:
        self.at_work: Callable[[], int] = lambda: 0
        self.in_forms: Callable[[], int] = lambda: 0
        self.kills: list[Kill] = []
        self._telegram, self._queue, self._process, self._chance = telegram, queue, process, chance
        self._begun: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._serving: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._events = self._until = 0
        self._least = -1
        self._enough = asyncio.Event()
        telegram.world.watchers.append(self)
        queue.on_put = self._input

    def chat_changed(self, chat: AnyChat) -> None:
        """Something was said or changed."""
        self._happened()

    def _input(self, update: Update) -> None:
        self._happened()
        if self._events >= self._until:
            self._enough.set()

    def _happened(self) -> None:
        """Counted while someone is in the middle of a form; and before the last have finished, a life ends."""
        self._events += self.in_forms() > 0
        if self.at_work() <= self._least:
            self._enough.set()

    async def begun(self, life: int) -> None:
        """The process has been started and does not answer yet."""
        await self._begun[life].wait()

    async def serving(self, life: int) -> None:
        await self._serving[life].wait()

    async def all(self, kills: int, most_events: int) -> None:
        """Returns when the process lives that nobody kills."""
        for life in range(kills):
            seconds = await self._start(life)
            await self._die(seconds, 1 + int(most_events * self._chance.random() ** 2))  # short lives more often
        await self._start(kills)

    async def _start(self, life: int) -> float:
        before = time.monotonic()
        self._queue.life = life
        self._process.start()
        self._begun[life].set()
        await self._process.ready()
        self._serving[life].set()
        return time.monotonic() - before

    async def _die(self, start_seconds: float, events: int) -> None:
        """At the first input after so many events, or once half of the people have finished, and an instant more,
        whatever is in hand."""
        before = time.monotonic()
        self._events, self._until, self._least = 0, events, self.at_work() // 2
        self._enough.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_SECONDS):
                await self._enough.wait()
        await asyncio.sleep(self._chance.expovariate(1 / INSTANT))
        self._process.kill()
        self._queue.life = None
        self.kills.append(
            Kill(
                at=round(time.time() * 1000),
                start_seconds=start_seconds,
                life_seconds=time.monotonic() - before,
                events=self._events,
                calls=len(self._telegram.calls),
                waiting=len(self._queue),
                at_work=self.at_work(),
                in_forms=self.in_forms(),
            )
        )
