"""Days that go by in the branch: reminders planned, swept and composed at half past eight, as the engine does."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.domain.clock import to_ms
from bot.domain.reminder.line import DayLine, Line
from bot.domain.reminder.message import DayReminder
from bot.domain.reminder.model import Subject
from bot.services.reminder import delivery, plan
from bot.services.reminder.source import ReminderContext
from bot.storage.reminder import plan as storage
from bot.views.reminder import day as view
from tests.clock import ZONE, local
from tests.installation import EN, INSTALLATION, TEXTS, ZH
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch

L = TypeVar("L", bound=Line)
ITEM = """
INSERT INTO rectify_item (unit_id, problem, measure, owner_id, horizon, starts_on, due_on, first_due_on, state,
  entered_at, opened_at)
VALUES ($1, $2, '整改', $3, 'near', '2026-01-01', $4, $4, 'open', $5, $5) RETURNING id"""
EVENT = "INSERT INTO rectify_event (item_id, kind, data, at) VALUES ($1, 'opened', '{}', $2)"
MOVE = "UPDATE rectify_item SET state = $2 WHERE id = $1"
SENT = "UPDATE outbox SET state = 'sent', sent_at = $2 WHERE kind = 'reminder.day' AND key LIKE $1"
OF_DAY = "SELECT chat_id, data FROM outbox WHERE kind = 'reminder.day' AND key LIKE $1 ORDER BY id"


@dataclass(frozen=True, slots=True)
class Reminders:
    """The committee has attached a leader and a liaison to the branch; `owner` is its first member."""

    world: World
    branch: Branch
    liaison: int
    leader: int

    @property
    def owner(self) -> int:
        return self.branch.members[0]

    @property
    def context(self) -> ReminderContext:
        return ReminderContext.of(self.world.now, ZONE, INSTALLATION)

    def at(self, day: str, hour: str = "08:30") -> None:
        """It is that hour."""
        self.world.clock.moment = local(f"{day} {hour}")

    async def item(
        self, due: str, *, owner: int | None = None, unit: int | None = None, problem: str = "灯不亮"
    ) -> int:
        """Open from now on."""
        at, whose = to_ms(self.world.now), owner or self.owner
        made = await self.world.run(ITEM, unit or self.branch.id, problem, whose, due, at)
        await self.world.run(EVENT, made, at)
        await self.touch(made)
        return made

    async def move(self, item: int, state: str) -> None:
        await self.world.run(MOVE, item, state)
        await self.touch(item)

    async def touch(self, item: int) -> None:
        async with self.world.uow.begin() as work:
            await storage.mark_stale(work, Subject.ITEM, item)
            await work.commit()

    async def plan(self) -> None:
        await plan.plan_all(self.world.uow, self.context)

    async def hand_over(self) -> list[tuple[int, list[int]]]:
        """Planned anew and handed over: accounts with the rows that their message of the day is to say."""
        await self.plan()
        await delivery.hand_over_due(self.world.uow, self.context)
        rows = await self.world.rows(OF_DAY, f"%:{self.context.today.isoformat()}")
        return [(row["chat_id"], json.loads(row["data"])["rows"]) for row in rows]

    async def half_past_eight(self, day: str) -> list[tuple[int, list[int]]]:
        """As `hand_over`, after the plan that is made every hour."""
        self.at(day, "06:00")
        await self.plan()
        self.at(day)
        return await self.hand_over()

    async def compose(self, account: int, ids: list[int]) -> DayReminder | None:
        message = await delivery.compose(self.world.uow, self.context, DayReminder.kind, account, ids)
        assert message is None or isinstance(message, DayReminder)
        return message

    async def morning(self, day: str) -> dict[int, list[DayLine]]:
        """What each person reads that morning, and is sent; every message can be said in both languages."""
        found = {}
        for account, ids in await self.half_past_eight(day):
            message = await self.compose(account, ids)
            if message is not None:
                assert all(view.day(message, say).text for say in (ZH, EN))
                found[account - ACCOUNTS] = list(message.lines)
        await self.world.run(SENT, f"%:{day}", to_ms(self.world.now))
        return found

    async def mornings(self, days: Iterable[date], kind: str) -> dict[str, set[int]]:
        """By day, who reads a line of that kind; days on which nobody does are left out."""
        found: dict[str, set[int]] = {}
        for day in days:
            said = await self.morning(day.isoformat())
            people = {person for person, lines in said.items() if kind in kinds_of(lines)}
            if people:
                found[day.isoformat()] = people
        return found


def kinds_of(lines: Iterable[DayLine]) -> list[str]:
    return [line.kind.value for line in lines]


def lines_of(kind: type[L], lines: Iterable[DayLine]) -> list[L]:
    """Those of that class."""
    return [line for line in lines if isinstance(line, kind)]


def text_of(lines: Sequence[DayLine], language: str = "zh") -> str:
    """Their message, as it is read."""
    message = DayReminder(day=lines[0].today, lines=tuple(lines))
    return view.day(message, TEXTS.speech(language)).text


async def reminders_of(world: World, branch: Branch) -> Reminders:
    liaison = await world.person("联络员", branch.committee)
    leader = await world.person("挂点领导", branch.committee)
    await world.posts((liaison, branch.committee, "liaison"), (leader, branch.committee, "attached_leader"))
    return Reminders(world, branch, liaison, leader)
