"""The engine at a moment: planned and swept by the facts of the small branch."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.reminder.model import Subject
from bot.services.reminder import meeting
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder import sweep as reminder
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Row
from bot.storage.reminder import store as storage
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.services.attendance.attendance_branch import Branch, Called
from tests.services.meeting.meeting_stage import REMINDERS

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
DAYS, MINUTES = REMINDERS.meeting.days_before, REMINDERS.meeting.minutes_before
SOURCES = (meeting.SOURCE,)
ROWS = "SELECT kind, subject_id, person_id, occasion, day, at, state FROM reminder ORDER BY id"


@dataclass
class Desk:
    """The engine at the moment where the branch's clock stands."""

    there: Branch
    zone: ZoneInfo = SHANGHAI

    @property
    def clock(self) -> Standing:
        return self.there.hall.clock

    @property
    def uow(self) -> UnitOfWork:
        return self.there.hall.uow

    @property
    def context(self) -> ReminderContext:
        return ReminderContext(
            self.clock.now(), self.zone, REMINDERS, self.there.hall.rules, lambda day: day.weekday() < 5
        )

    def local(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    async def plan(self) -> None:
        await reminder_plan.plan_stale(self.uow, self.context, SOURCES)

    async def plan_all(self) -> None:
        await reminder_plan.plan_all(self.uow, self.context, SOURCES)

    async def sweep(self) -> None:
        await reminder.sweep(self.uow, self.context, SOURCES)

    async def at(self, text: str) -> list[int]:
        """To whom something is handed over at that local time."""
        before = {row["key"] for row in await self.there.hall.rows("SELECT key FROM outbox")}
        self.clock.moment = self.local(text)
        await self.sweep()
        rows = await self.there.hall.rows("SELECT key, chat_id FROM outbox ORDER BY id")
        return [row["chat_id"] for row in rows if row["key"] not in before]

    async def call(self, starts: str) -> Called:
        """Everybody of the branch is invited; planned."""
        called = await self.there.hall.meeting(self.there.unit, self.there.people, starts=self.local(starts))
        await self.plan_all()
        return called

    async def rows(self) -> list[Row]:
        return await self.there.hall.rows(ROWS)


async def touch(desk: Desk, subject: Subject, id: int) -> None:
    async with desk.uow.begin() as work:
        await storage.touch(work, subject, id)
        await work.commit()
