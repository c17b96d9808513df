"""Swept on both databases: claimed once, however many sweep; at the hour of the place; nobody stops the others."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.clock import from_ms
from bot.domain.reminder.line import AnyLine
from bot.domain.reminder.model import PlannedReminder, Reminder
from bot.services.reminder import delivery
from bot.services.reminder import meeting as reminder_meeting
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder.source import Lines, Plan, ReminderContext
from bot.storage.connection import Connection
from tests.services.reminder.planner import MINUTES, Planner
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting
from tests.world.messages import messages
from tests.world.people import add_person

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def planner(world: World, branch: Branch) -> Planner:
    return Planner(world, branch)


async def test_two_who_sweep_at_once_hand_over_once(world: World, branch: Branch, planner: Planner) -> None:
    await planner.call("2026-12-02 15:00")
    world.clock.moment = planner.local("2026-11-29 08:30")
    await asyncio.gather(*(planner.hand_over() for _ in range(4)))
    rows = await world.rows("SELECT chat_id, data FROM outbox WHERE kind = 'reminder.day'")
    assert len(rows) == len({row["chat_id"] for row in rows}) == len(branch.people)
    world.clock.moment = planner.local("2026-12-02 14:30")
    await asyncio.gather(*(planner.hand_over() for _ in range(4)))
    rows = await world.rows("SELECT chat_id, data FROM outbox WHERE kind = 'reminder.checkin'")
    assert len({json.loads(row["data"])["rows"][0] for row in rows}) == len(rows) == len(branch.people)


async def test_what_comes_after_the_days_message_waits_for_the_next(
    world: World, branch: Branch, planner: Planner
) -> None:
    await planner.call("2026-12-02 15:00")
    assert len(await planner.at("2026-11-29 08:30")) == len(branch.people)
    await world.run(
        "INSERT INTO reminder (kind, subject_id, person_id, occasion, day, state) "
        "SELECT kind, subject_id, person_id, '2026-12-02/2', '2026-11-29', 'planned' FROM reminder "
        "WHERE occasion = '2026-12-02/1'"
    )
    assert await planner.at("2026-11-29 12:00") == []
    assert len(await planner.at("2026-11-30 08:30")) == len(branch.people)


async def test_whoever_has_left_or_has_no_account_is_passed_over(
    world: World, branch: Branch, planner: Planner
) -> None:
    unbound = await add_person(world, "未绑", branch.id, account=False)
    people = [branch.secretary, branch.deputy, unbound]
    await call_meeting(world, branch.id, people, starts=planner.local("2026-12-02 15:00"))
    await planner.plan_all()
    await world.run("UPDATE person SET left_on = '2026-11-28' WHERE id = $1", branch.deputy)
    assert await planner.at("2026-11-29 08:30") == [ACCOUNTS + branch.secretary]
    assert await planner.at("2026-11-29 08:31") == []


@pytest.mark.parametrize(
    ("meeting", "too_soon", "due"),
    [
        ("2026-03-30 15:00", "2026-03-29 08:29", "2026-03-29 08:30"),
        ("2026-10-26 15:00", "2026-10-25 08:29", "2026-10-25 08:30"),
        ("2028-03-01 15:00", "2028-02-28 22:00", "2028-02-29 08:30"),
        ("2027-01-01 15:00", "2026-12-30 22:00", "2026-12-31 08:30"),
        ("2027-02-28 15:00", "2027-02-26 22:00", "2027-02-27 08:30"),
    ],
)
async def test_the_day_before_by_the_calendar_of_the_place(
    world: World, branch: Branch, planner: Planner, meeting: str, too_soon: str, due: str
) -> None:
    """The days on which summer time begins and ends in Berlin, 29 February, the last days of a month and a year."""
    planner.zone = BERLIN
    world.clock.moment = planner.local(meeting) - timedelta(days=10)
    await planner.call(meeting)
    three = (planner.local(meeting).astimezone(BERLIN).date() - timedelta(days=3)).isoformat()
    assert len(await planner.at(f"{three} 08:30")) == len(branch.people)
    assert await planner.at(too_soon) == []
    assert len(await planner.at(due)) == len(branch.people)
    assert await planner.at(due) == []


@pytest.mark.parametrize(
    "starts", ["2026-03-29T01:15:00+00:00", "2026-10-25T00:45:00+00:00", "2026-10-25T01:15:00+00:00"]
)
async def test_half_an_hour_is_half_an_hour_also_while_the_clocks_change(
    world: World, branch: Branch, planner: Planner, starts: str
) -> None:
    """Check-in reminders over the hour that is left out, and in the hour that comes twice."""
    planner.zone, begins = BERLIN, datetime.fromisoformat(starts)
    world.clock.moment = begins - timedelta(days=2)
    await call_meeting(world, branch.id, branch.people, starts=begins)
    await planner.plan_all()
    rows = await world.rows("SELECT DISTINCT at FROM reminder WHERE kind = 'checkin'")
    assert [from_ms(row["at"]) for row in rows] == [begins - timedelta(minutes=MINUTES)]
    world.clock.moment = begins - timedelta(minutes=MINUTES, seconds=1)
    await planner.hand_over()
    assert await messages(world, "reminder.checkin") == []
    world.clock.forward(seconds=1)
    await planner.hand_over()
    assert len(await messages(world, "reminder.checkin")) == len(branch.people)


async def test_what_fails_for_one_stops_nobody(
    world: World, branch: Branch, planner: Planner, caplog: pytest.LogCaptureFixture
) -> None:
    """A source that stumbles over one meeting plans the others; over one person's row, the others are told."""
    calls = [await planner.call("2026-12-02 15:00"), await planner.call("2026-12-02 18:00")]
    await world.run("DELETE FROM reminder")
    stumbling = replace(reminder_meeting.SOURCE, plan=partial(over, reminder_meeting.plan, calls[0].id))
    await reminder_plan.plan_all(world.uow, planner.context, (stumbling,))
    assert {row["subject_id"] for row in await planner.rows()} == {calls[1].id}
    world.clock.moment = planner.local("2026-11-29 08:30")
    stumbling = replace(reminder_meeting.SOURCE, lines=stumble_over_the_secretary(planner))
    await delivery.hand_over_due(world.uow, planner.context, (stumbling,))
    told = {one.chat for one in await messages(world, "reminder.day")}
    assert told == {ACCOUNTS + person for person in branch.people if person != branch.secretary}
    assert len([one for one in caplog.records if one.exc_info]) == 2
    await planner.hand_over()
    assert len(await messages(world, "reminder.day")) == len(branch.people), "tried again"


async def over(
    plan: Plan, wrong: int, cx: Connection, context: ReminderContext, ids: Sequence[int] | None
) -> list[PlannedReminder]:
    if wrong in (ids or ()):
        raise ArithmeticError
    return await plan(cx, context, ids)


def stumble_over_the_secretary(planner: Planner) -> Lines:
    async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
        if planner.branch.secretary in {row.planned.person_id for row in rows}:
            raise ArithmeticError
        return await reminder_meeting.lines(cx, context, rows)

    return lines
