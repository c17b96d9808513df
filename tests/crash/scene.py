"""Town, local Telegram and the bot as a process; everyone acts while it is killed and started again."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from port_for import get_port

from bot.domain.clock import SystemClock
from bot.sandbox.server import Telegram
from bot.storage.connection import Row
from bot.storage.unit_of_work import UnitOfWork
from tests.conftest import open_database
from tests.crash import town
from tests.crash.killed import KilledBot
from tests.crash.lives import Lives, Queue
from tests.crash.member import Member
from tests.crash.person import Person
from tests.crash.secretary import Secretary
from tests.crash.size import Size
from tests.process import TOKEN

AFTERWARDS = 100.0
"""Seconds that a bot which nobody kills any more may need for all that is left."""


@dataclass(slots=True)
class Scene:
    """`uow` looks at the database beside the running process."""

    uow: UnitOfWork
    telegram: Telegram
    queue: Queue
    process: KilledBot
    lives: Lives
    members: list[Member]
    secretaries: list[Secretary]
    seconds: float = 0.0

    @property
    def people(self) -> list[Person]:
        return [*self.members, *self.secretaries]

    @property
    def interrupted(self) -> int:
        """Conversations that a kill found between their first step and their last."""
        return sum(one.interrupted for one in self.secretaries)

    async def rows(self, sql: str, *args: int | str) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)

    async def play(self, size: Size) -> None:
        """Everyone does what they came for; AssertionError naming what has not come that must."""
        before = time.monotonic()
        try:
            async with asyncio.timeout(size.seconds) as limit, asyncio.TaskGroup() as group:
                for person in self.people:
                    group.create_task(person.live())
                await self.lives.all(size.kills, size.most_events)
                limit.reschedule(min(limit.when() or 0.0, asyncio.get_running_loop().time() + AFTERWARDS))
        except TimeoutError:
            waiting = Counter(one.waits_for for one in self.people)
            raise AssertionError(f"still waiting: {waiting}\n{self.process.log.read_text()[-1000:]}") from None
        assert await self.process.stop() == 0
        self.seconds = time.monotonic() - before


@asynccontextmanager
async def raised(url: str, folder: Path, size: Size, chance: random.Random) -> AsyncIterator[Scene]:
    """Everything but the bot is up; nothing is left running."""
    telegram = Telegram()
    await telegram.start()
    account = telegram.add_bot(TOKEN, "zhibu_kill_bot", "支部助手")
    queue = account.updates = Queue(time.time)
    database = open_database(url)
    await database.open()
    process = KilledBot(url, folder, telegram, get_port(None) or 0)
    try:
        uow = UnitOfWork(database, SystemClock())
        here = await town.found(uow, telegram, size.branches, chance)
        queue.clear()  # they have pressed Start long ago
        lives = Lives(telegram, queue, process, chance)
        members = [Member(one, lives, place % size.kills, chance) for place, one in enumerate(here.members)]
        secretaries = [Secretary(one, lives, place % size.kills, chance) for place, one in enumerate(here.secretaries)]
        lives.at_work = lambda: sum(not one.done for one in [*members, *secretaries])
        lives.in_forms = lambda: sum(one.in_form for one in secretaries)
        yield Scene(uow, telegram, queue, process, lives, members, secretaries)
    finally:
        process.kill()
        await database.close()
        await telegram.stop()
