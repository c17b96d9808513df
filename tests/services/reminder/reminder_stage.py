"""Days that go by in the small branch: planned, swept and composed at half past eight of each, as the engine does."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.clock import to_ms
from bot.domain.reminder import rules
from bot.domain.reminder.model import Subject
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder import sweep
from bot.services.reminder.source import Line, ReminderContext
from bot.services.workdays import is_working_day
from bot.storage.connection import Database
from bot.storage.reminder import store as storage
from bot.texts.speech import Texts
from bot.views.reminder import day as view
from bot.views.view import View
from tests.services.attendance.attendance_branch import ROOT, Branch, Rows, branch

RULES = rules.read((ROOT / "config" / "reminders.toml").read_text(encoding="utf-8"))
TEXTS = Texts(ZoneInfo("Asia/Shanghai"))
ITEM = """
INSERT INTO rectify_item (unit_id, problem, measure, owner_id, horizon, starts_on, due_on, first_due_on, state,
  entered_at, opened_at)
VALUES ($1, $2, '整改', $3, 'near', '2026-01-01', $4, $4, 'open', $5, $5) RETURNING id"""
EVENT = "INSERT INTO rectify_event (item_id, kind, data, at) VALUES ($1, 'opened', '{}', $2)"
MOVE = "UPDATE rectify_item SET state = $2 WHERE id = $1"
SENT = "UPDATE outbox SET state = 'sent', sent_at = $2 WHERE kind = 'reminder.day' AND key LIKE $1"
OF_DAY = "SELECT chat_id, data FROM outbox WHERE kind = 'reminder.day' AND key LIKE $1 ORDER BY id"


@dataclass(frozen=True, slots=True)
class Reminded:
    """The branch with a liaison and an attached leader sent by the committee above."""

    house: Branch
    liaison: int
    leader: int

    @property
    def hall(self) -> Rows:
        return self.house.hall

    @property
    def owner(self) -> int:
        return self.house.members[0]

    @property
    def context(self) -> ReminderContext:
        return ReminderContext(self.hall.now, self.hall.zone, RULES, self.hall.rules, is_working_day)

    def at(self, day: str, hour: str = "08:30") -> None:
        self.hall.clock.moment = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=self.hall.zone)

    async def item(
        self, due: str, *, owner: int | None = None, unit: int | None = None, problem: str = "灯不亮"
    ) -> int:
        """Open from now on."""
        at, whose = to_ms(self.hall.now), owner or self.owner
        made = await self.hall.run(ITEM, unit or self.house.unit, problem, whose, due, at)
        await self.hall.run(EVENT, made, at)
        await self.touch(made)
        return made

    async def move(self, item: int, state: str) -> None:
        await self.hall.run(MOVE, item, state)
        await self.touch(item)

    async def touch(self, item: int) -> None:
        async with self.hall.uow.begin() as work:
            await storage.touch(work, Subject.ITEM, item)
            await work.commit()

    async def plan(self) -> None:
        await reminder_plan.plan_all(self.hall.uow, self.context)

    async def hand_over(self) -> list[tuple[int, list[int]]]:
        """Planned anew and swept: accounts with the rows that their message of the day is to say."""
        await self.plan()
        await sweep.sweep(self.hall.uow, self.context)
        rows = await self.hall.rows(OF_DAY, f"%:{self.context.today.isoformat()}")
        return [(row["chat_id"], json.loads(row["data"])["rows"]) for row in rows]

    async def half_past_eight(self, day: str) -> list[tuple[int, list[int]]]:
        """As `hand_over`, after the plan that is made every hour."""
        self.at(day, "06:00")
        await self.plan()
        self.at(day)
        return await self.hand_over()

    async def compose(self, account: int, ids: list[int]) -> dict[str, Any] | None:
        return await sweep.compose(self.hall.uow, self.context, "reminder.day", account, ids)

    async def morning(self, day: str) -> dict[int, list[Line]]:
        """What each person reads that morning, and is sent; every message can be said in both languages."""
        found = {}
        for account, ids in await self.half_past_eight(day):
            data = await self.compose(account, ids)
            if data is not None:
                assert all(view.day(data, TEXTS.speech(language)).text for language in ("zh", "en"))
                found[account - 1_000] = data["lines"]
        await self.hall.run(SENT, f"%:{day}", to_ms(self.hall.now))
        return found

    async def mornings(self, days: Iterable[date], kind: str) -> dict[str, set[int]]:
        """By day, who reads a line of that kind; days on which nobody does are left out."""
        found: dict[str, set[int]] = {}
        for day in days:
            said = await self.morning(day.isoformat())
            people = {person for person, lines in said.items() if any(line["kind"] == kind for line in lines)}
            if people:
                found[day.isoformat()] = people
        return found


def text_of(lines: list[Line], language: str = "zh") -> str:
    """Their message, as it is read."""
    data = {"lines": lines, "day": lines[0]["today"]}
    return view.day(data, TEXTS.speech(language)).text


def buttons(shown: View) -> list[InlineKeyboardButton]:
    """All that a view offers, row by row."""
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    return [one for line in shown.keyboard.inline_keyboard for one in line]


async def reminded(database: Database) -> Reminded:
    house = await branch(database)
    hall = house.hall
    liaison, leader = await hall.person("联络员", house.top), await hall.person("挂点领导", house.top)
    await hall.post(liaison, house.top, "liaison")
    await hall.post(leader, house.top, "attached_leader")
    return Reminded(house, liaison, leader)
