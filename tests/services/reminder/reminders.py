"""Days that go by in the branch: reminders planned, swept and composed at half past eight, as the engine does."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from bot.domain.clock import to_ms
from bot.domain.reminder.line import DayLine, Line
from bot.domain.reminder.message import DayReminder
from bot.services.reminder import delivery, plan
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Value
from bot.views.reminder import day as view
from tests.clock import ZONE, local
from tests.installation import EN, INSTALLATION, TEXTS, ZH
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch

L = TypeVar("L", bound=Line)
ITEM = {"problem": "灯不亮", "measure": "整改", "horizon": "near", "starts_on": "2026-01-01", "state": "open"}
SENT = "UPDATE outbox SET state = 'sent', sent_at = $2 WHERE kind = 'reminder.day' AND key LIKE $1"
OF_DAY = "SELECT chat_id, data FROM outbox WHERE kind = 'reminder.day' AND key LIKE $1 ORDER BY id"


class Reminders:
    """`owner` of what is to be rectified is the first member."""

    def __init__(self, world: World, branch: Branch) -> None:
        self.world, self.branch, self.owner = world, branch, branch.members[0]

    @property
    def context(self) -> ReminderContext:
        return ReminderContext.of(self.world.clock.now(), ZONE, INSTALLATION)

    def at(self, day: str, hour: str = "08:30") -> None:
        """It is that hour."""
        self.world.clock.moment = local(f"{day} {hour}")

    async def item(self, due: str, **columns: Value) -> int:
        """Open from now on; `columns`: what is otherwise than usual."""
        at = to_ms(self.world.clock.now())
        usual = ITEM | {"unit_id": self.branch.id, "owner_id": self.owner, "entered_at": at, "opened_at": at}
        made = await self.world.insert("rectify_item", **usual | {"due_on": due, "first_due_on": due} | columns)
        await self.world.insert("rectify_event", item_id=made, kind="opened", data="{}", at=at)
        return made

    async def plan(self) -> None:
        await plan.plan_all(self.world.uow, self.context)

    async def half_past_eight(self, day: str) -> dict[int, list[int]]:
        """After the plan that is made every hour: the rows that each account's message of the day is to say."""
        for hour in ("06:00", "08:30"):
            self.at(day, hour)
            await self.plan()
        await delivery.hand_over_due(self.world.uow, self.context)
        sent = await self.world.rows(OF_DAY, f"%:{day}")
        return {row["chat_id"]: json.loads(row["data"])["rows"] for row in sent}

    async def compose(self, account: int, ids: Sequence[int]) -> DayReminder | None:
        message = await delivery.compose(self.world.uow, self.context, DayReminder.kind, account, ids)
        assert message is None or isinstance(message, DayReminder)
        return message

    async def morning(self, day: str) -> dict[int, list[DayLine]]:
        """What each person reads that morning, and is sent; every message can be said in both languages."""
        found = {}
        for account, ids in (await self.half_past_eight(day)).items():
            if message := await self.compose(account, ids):
                assert all(view.day(message, say).text for say in (ZH, EN))
                found[account - ACCOUNTS] = list(message.lines)
        await self.world.run(SENT, f"%:{day}", to_ms(self.world.clock.now()))
        return found

    async def mornings(self, days: Iterable[date], kind: str) -> dict[str, set[int]]:
        """By day, who reads a line of that kind; days on which nobody does are left out."""
        said = {day.isoformat(): await self.morning(day.isoformat()) for day in days}
        heard = {day: {who for who, lines in found.items() if kind in kinds_of(lines)} for day, found in said.items()}
        return {day: people for day, people in heard.items() if people}


def kinds_of(lines: Iterable[DayLine]) -> list[str]:
    return [line.kind.value for line in lines]


def lines_of(kind: type[L], lines: Iterable[DayLine]) -> list[L]:
    """Those of that class."""
    return [line for line in lines if isinstance(line, kind)]


def text_of(lines: Sequence[DayLine], language: str = "zh") -> str:
    """Their message, as it is read."""
    message = DayReminder(day=lines[0].today, lines=tuple(lines))
    return view.day(message, TEXTS.speech(language)).text
