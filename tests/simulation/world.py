"""What the simulation runs on: a clock that steps to the next moment that matters, and what is done on the way."""

import heapq
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bot.domain.clock import from_ms
from bot.domain.reminder.model import Kind
from bot.domain.request import Request
from bot.sandbox.phone import Phone
from bot.services.attendance import figures as attendance
from bot.services.reminder import delivery as reminder_delivery
from bot.storage.migrate import migrate
from tests.clock import Standing
from tests.e2e.reminder import reminding
from tests.e2e.system import System, has_started, running
from tests.simulation import roster
from tests.simulation.letters import Composing, Letter, letters

BEGINS = datetime(2025, 12, 29, 2, 0, tzinfo=UTC)
"""A Monday, 10:00 in Shanghai: everybody is on the roster and has an account before the year begins."""
MIDNIGHT = time(0, 1)
"""When the hourly plan sees another day."""
Act = Callable[[], Awaitable[None]]
NEXT = """
SELECT min(at) AS at, (SELECT min(due_at) FROM outbox WHERE state = 'queued') AS due
FROM reminder WHERE state = 'planned'"""


@dataclass(frozen=True, slots=True)
class Done:
    """From `since` until `until` (None: for ever) nobody is to be reminded of it. `person` None: everyone;
    `occasion`: how the reminder's begins."""

    kinds: frozenset[Kind]
    subject: int
    since: datetime
    person: int | None = None
    occasion: str = ""
    until: datetime | None = None


class World:
    def __init__(self, system: System) -> None:
        self.system = system
        self.composing = Composing()
        self.done: list[Done] = []
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()

    @property
    def zone(self) -> ZoneInfo:
        return self.system.settings.zone

    @property
    def now(self) -> datetime:
        return self.system.clock.now()

    def phone(self, number: str) -> Phone:
        return self.system.people[number]

    def asks(self, number: str) -> Request:
        """Something that a person does now."""
        return Request(self.system.server.bot.id, self.phone(number).id, self.now, self.system.settings.zone)

    def local(self, day: date, at: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(at), self.zone).astimezone(UTC)

    def later(self, moment: datetime, act: Act) -> None:
        """It is done at that moment."""
        heapq.heappush(self._acts, (moment, next(self._order), act))

    async def run(self, until: datetime) -> None:
        """From moment to moment; at each what people do, then a round of the bot's."""
        while (moment := await self._next()) <= until:
            self.system.clock.moment = max(moment, self.now)
            await self._daily(moment)
            while self._acts and self._acts[0][0] <= self.now:
                await heapq.heappop(self._acts)[2]()
            await reminding.round_(self.system.server)
        self.system.clock.moment = until

    async def _daily(self, moment: datetime) -> None:
        """Run the jobs that the server runs at this hour."""
        local = moment.astimezone(self.zone)
        if local.time() == MIDNIGHT:
            await self.system.server.reminding.plan_all()
        elif local.time() == self.system.server.installation.reminders.hour:
            await attendance.note_absences(self.system.server.uow, self.zone)

    async def _next(self) -> datetime:
        """The clock's own hours, the next act, the next reminder, the next message that waits for its moment."""
        [row] = await self.system.rows(NEXT)
        found = [self._clock(MIDNIGHT), self._clock(self.system.server.installation.reminders.hour)]
        found += [self._acts[0][0]] if self._acts else []
        found += [from_ms(moment) for moment in (row["at"], row["due"]) if moment is not None]
        return min(found)

    def _clock(self, hour: time) -> datetime:
        """The next time that it is that hour; everybody's message of the day comes at the committee's."""
        local = self.now.astimezone(self.zone)
        day = local.date() + timedelta(days=int(local.time() >= hour))
        return datetime.combine(day, hour, self.zone).astimezone(UTC)

    async def letters(self) -> list[Letter]:
        return await letters(self.system, self.composing)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[World]:
    """Everyone of the roster has a phone and has pressed Start."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    url = f"sqlite+aiosqlite:///{folder / 'year.db'}"
    migrate(url)
    async with running(url, folder, Standing(BEGINS)) as system:
        system.server.scheduler.pause()
        await system.import_roster(roster.csv())
        await system.bind(*(line["编号"] for line in roster.lines()))
        for phone in system.people.values():
            has_started(phone)
        world = World(system)
        with patch.object(reminder_delivery, "compose", world.composing):
            yield world
