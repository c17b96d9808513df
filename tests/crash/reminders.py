"""Reminders due at one moment, and the bot that is killed while it sends them."""

import asyncio
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from port_for import get_port
from rich.console import Console
from rich.table import Table

from bot.sandbox.model import AnyChat
from bot.sandbox.server import Telegram
from bot.sandbox.world import Watcher
from bot.services.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.conftest import open_database
from tests.crash.copies import starts_of, unexplained
from tests.crash.killed import KilledBot
from tests.crash.lives import INSTANT
from tests.crowd import crowd
from tests.e2e.system import has_started
from tests.process import TOKEN
from tests.waiting import looks

ARRIVE_SECONDS = 60.0
SENT = "SELECT count(*) AS sent FROM outbox WHERE kind = 'reminder.checkin' AND state = 'sent'"


@dataclass(frozen=True, slots=True)
class Crowd:
    """`most`: a life ends after at most so many messages."""

    people: int
    kills: int
    most: int


SMALL, FULL = Crowd(people=60, kills=3, most=20), Crowd(people=600, kills=20, most=45)


@dataclass(frozen=True, slots=True)
class Kill:
    """How many messages had come in that life, how many calls the bot had made in all, who still waited."""

    sent: int
    calls: int
    waiting: int


@dataclass
class Scene(Watcher):
    """`uow` looks at the database beside the running process."""

    crowd: Crowd
    telegram: Telegram
    process: KilledBot
    uow: UnitOfWork
    chats: list[int]
    kills: list[Kill] = field(default_factory=list)
    come: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    until: int = 0

    def chat_changed(self, chat: AnyChat) -> None:
        self.come += 1
        if self.come >= self.until:
            self.enough.set()

    @property
    def waiting(self) -> int:
        """People to whom nothing has come yet."""
        return sum(not self.telegram.phone(id).messages() for id in self.chats)

    async def play(self, chance: random.Random) -> None:
        for _ in range(self.crowd.kills):
            await self._life(chance)
        self.process.start()
        await self._all_sent()
        assert await self.process.stop() == 0

    async def _all_sent(self) -> None:
        async for _ in looks(ARRIVE_SECONDS):
            async with self.uow.reading() as cx:
                [row] = await cx.fetch(SENT)
            if row["sent"] == self.crowd.people:
                return
        raise AssertionError(f"{row['sent']} sent\n{self.process.log.read_text()[-1000:]}")

    async def _life(self, chance: random.Random) -> None:
        """Killed an instant after so many messages, whatever is in hand."""
        most = max(1, min(self.crowd.most, self.waiting // 4))  # so that the next kills find something to do
        before, self.until = self.come, self.come + chance.randint(1, most)
        self.enough.clear()
        self.process.start()
        async with asyncio.timeout(ARRIVE_SECONDS):
            await self.enough.wait()
        await asyncio.sleep(chance.expovariate(1 / INSTANT))
        self.process.kill()
        self.kills.append(Kill(self.come - before, len(self.telegram.calls), self.waiting))


@asynccontextmanager
async def raised(url: str, folder: Path, size: Crowd) -> AsyncIterator[Scene]:
    """Everything but the bot is up; nothing is left running."""
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, "zhibu_kill_bot", "支部助手")
    database = open_database(url)
    await database.open()
    process = KilledBot(url, folder, telegram, get_port(None) or 0)
    try:
        now = datetime.now(UTC)
        accounts = await crowd(database, size.people, now)
        for id in accounts:
            has_started(telegram.add_user(f"党员{id}", id=id))
        scene = Scene(size, telegram, process, UnitOfWork(database, Standing(now)), accounts)
        telegram.world.watchers.append(scene)
        yield scene
    finally:
        process.kill()
        await database.close()
        await telegram.stop()


async def findings(scene: Scene) -> tuple[int, list[int]]:
    """To how many a reminder came, and how many came again after each kill, by which they were in flight;
    AssertionError for a copy that no kill explains."""
    copies: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place, call in enumerate(scene.telegram.calls):
        if call["method"] == "sendMessage" and "就要开始了" in str(call["params"].get("text")):
            copies[int(call["params"]["chat_id"]), "door"].append(place)
    starts = starts_of(scene.telegram.calls, [kill.calls for kill in scene.kills])
    assert unexplained(copies, starts) == []
    async with scene.uow.reading() as cx:
        rows = await cx.fetch("SELECT state, count(*) AS n FROM reminder WHERE kind = 'checkin' GROUP BY state")
        unsent = await cx.fetch("SELECT key FROM outbox WHERE state <> 'sent' AND kind = 'reminder.checkin'")
    assert [(row["state"], row["n"]) for row in rows] == [("queued", scene.crowd.people)]
    assert unsent == []
    again = [bisect_right(starts, place) for places in copies.values() for place in places[:-1]]
    return len({chat for chat, _ in copies}), [again.count(kill) for kill in range(len(starts))]


def show(scene: Scene, seed: int, copies: list[int]) -> None:
    table = Table("kill", "messages in that life", "people still waiting", "in flight, sent again", box=None)
    for number, (kill, again) in enumerate(zip(scene.kills, copies, strict=True), 1):
        table.add_row(str(number), str(kill.sent), str(kill.waiting), str(again))
    console = Console(width=110)
    console.print(table)
    for name, value in {
        "seed": seed,
        "reminders": scene.crowd.people,
        "twice, all in flight at a kill": sum(copies),
    }.items():
        console.print(f"{name:<48} {value:>12}", highlight=False)
