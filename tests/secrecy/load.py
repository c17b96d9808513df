"""The people of many branches vote at once, through the bot as a process, which may be killed and started again."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.rating.model import State
from bot.domain.rating.result import Result
from bot.sandbox.server import Telegram
from bot.services.rating import count as rating_count
from bot.services.rating import worker as rating_refresh
from bot.storage.connection import Row
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.crash.lives import INSTANT
from tests.installation import INSTALLATION
from tests.process import ZONE, BotProcess
from tests.secrecy.load_voter import Voter
from tests.services.rating.ratings import GRADES

AT_ONCE = 120
OPEN_FOR = timedelta(hours=6)
BALANCE = """
SELECT rating.id, (SELECT COUNT(*) FROM envelope WHERE rating_id = rating.id) AS boxes,
  (SELECT COUNT(*) FROM elector WHERE rating_id = rating.id AND voted) AS voted FROM rating ORDER BY rating.id"""


@dataclass(frozen=True, slots=True)
class Size:
    """`most`: a life of the bot ends after at most so many votes."""

    branches: int
    members: int
    kills: int = 0
    most: int = 0
    seconds: float = 240.0


@dataclass
class Load:
    """`uow` looks at the database beside the process, with a clock of its own."""

    size: Size
    uow: UnitOfWork
    clock: Standing
    keys: KeyFolder
    telegram: Telegram
    process: BotProcess
    voters: list[Voter] = field(default_factory=list)
    killed: int = 0
    seconds: float = 0.0

    async def rows(self, sql: str) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql)

    @property
    def votes(self) -> int:
        return sum(one.done for one in self.voters)

    async def play(self, chance: random.Random) -> None:
        began = time.monotonic()
        chance.shuffle(self.voters)
        await self._start()
        async with asyncio.timeout(self.size.seconds), asyncio.TaskGroup() as group:
            group.create_task(self._lives(chance))
            side_by_side = asyncio.Semaphore(AT_ONCE)
            for voter in self.voters:
                group.create_task(self._in_turn(voter, side_by_side))
        assert await self.process.stop() == 0
        self.seconds = time.monotonic() - began

    async def _in_turn(self, voter: Voter, side_by_side: asyncio.Semaphore) -> None:
        async with side_by_side:
            await voter.live()

    async def _lives(self, chance: random.Random) -> None:
        """Killed an instant after so many more votes, whatever is in hand."""
        for _ in range(self.size.kills):
            until = min(self.votes + chance.randint(1, self.size.most), len(self.voters) - 1)
            while self.votes < until:
                await asyncio.sleep(INSTANT)
            await asyncio.sleep(chance.expovariate(1 / INSTANT))
            self.process.kill()
            self.killed += 1
            await self.balanced()
            await self._start()

    async def _start(self) -> None:
        self.process.start()
        await self.process.ready()

    async def balanced(self) -> int:
        """Ballots that are in; as many as electors of whom it is said, in every rating."""
        rows = await self.rows(BALANCE)
        assert [row["boxes"] for row in rows] == [row["voted"] for row in rows]
        return sum(row["boxes"] for row in rows)

    async def closed(self) -> dict[int, Counter[str]]:
        """All are counted; the counts by rating."""
        self.clock.forward(seconds=OPEN_FOR.total_seconds())
        found = {}
        for (rating,) in [tuple(row.values()) for row in await self.rows("SELECT id FROM rating")]:
            await rating_refresh.refresh(self.uow, INSTALLATION.rating, rating)
            async with self.uow.begin() as work:
                assert await ratings.move(work, rating, State.ENDED, State.CLOSING)
                await work.commit()
            await rating_count.close(self.uow, self.keys, INSTALLATION.rating, ZONE, rating)
            async with self.uow.reading() as cx:
                found[rating] = Counter(dict(Result.read(await ratings.result(cx, rating) or "").counts[0]))
        return found

    def intended(self) -> dict[int, Counter[str]]:
        found: dict[int, Counter[str]] = {}
        for one in self.voters:
            found.setdefault(one.rating, Counter())[GRADES[one.choice].code] += 1
        return found
