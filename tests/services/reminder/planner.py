"""Reminders of meetings alone, planned and handed over as a test asks for it."""

from datetime import UTC, datetime

from bot.services.reminder import delivery, meeting, plan
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Row
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import Called, call_meeting

RULES = INSTALLATION.reminders
DAYS, MINUTES = RULES.meeting.days_before, RULES.meeting.minutes_before
SOURCES = (meeting.SOURCE,)
ROWS = "SELECT kind, subject_id, person_id, occasion, day, at, state FROM reminder ORDER BY id"


class Planner:
    """In `zone`, where every day from Monday to Friday is a working day."""

    def __init__(self, world: World, branch: Branch) -> None:
        self.world, self.branch, self.zone = world, branch, ZONE

    @property
    def context(self) -> ReminderContext:
        return ReminderContext(
            self.world.clock.now(), self.zone, RULES, INSTALLATION.meetings, lambda day: day.weekday() < 5
        )

    def local(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    async def plan_all(self) -> None:
        await plan.plan_all(self.world.uow, self.context, SOURCES)

    async def hand_over(self) -> None:
        await delivery.hand_over_due(self.world.uow, self.context, SOURCES)

    async def at(self, text: str) -> list[int]:
        """The chats to which something is handed over at that local time."""
        before = {row["key"] for row in await self.world.rows("SELECT key FROM outbox")}
        self.world.clock.moment = self.local(text)
        await self.hand_over()
        rows = await self.world.rows("SELECT key, chat_id FROM outbox ORDER BY id")
        return [row["chat_id"] for row in rows if row["key"] not in before]

    async def call(self, starts: str) -> Called:
        """Everybody of the branch is invited; planned."""
        called = await call_meeting(self.world, self.branch.id, self.branch.people, self.local(starts))
        await self.plan_all()
        return called

    async def rows(self) -> list[Row]:
        return await self.world.rows(ROWS)
