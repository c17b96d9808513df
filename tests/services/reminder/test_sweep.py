"""Swept on both databases: claimed once, however many sweep; at the hour of the place; nobody stops the others."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.domain.clock import from_ms
from bot.domain.reminder.model import Reminder, Wanted
from bot.services.reminder import meeting as reminder_meeting
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder import sweep
from bot.services.reminder.source import Line, Lines, Plan, ReminderContext
from bot.storage.connection import Connection, Database
from tests.services.attendance.attendance_branch import branch
from tests.services.reminder.reminder_desk import BERLIN, MINUTES, Desk


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(await branch(database))


async def test_two_who_sweep_at_once_hand_over_once(desk: Desk) -> None:
    await desk.call("2026-12-02 15:00")
    desk.clock.moment = desk.local("2026-11-29 08:30")
    await asyncio.gather(*(desk.sweep() for _ in range(4)))
    rows = await desk.there.hall.rows("SELECT chat_id, data FROM outbox WHERE kind = 'reminder.day'")
    assert len(rows) == len({row["chat_id"] for row in rows}) == len(desk.there.people)
    desk.clock.moment = desk.local("2026-12-02 14:30")
    await asyncio.gather(*(desk.sweep() for _ in range(4)))
    rows = await desk.there.hall.rows("SELECT chat_id, data FROM outbox WHERE kind = 'reminder.checkin'")
    assert len({json.loads(row["data"])["rows"][0] for row in rows}) == len(rows) == len(desk.there.people)


async def test_what_comes_after_the_days_message_waits_for_the_next(desk: Desk) -> None:
    await desk.call("2026-12-02 15:00")
    assert len(await desk.at("2026-11-29 08:30")) == len(desk.there.people)
    await desk.there.hall.run(
        "INSERT INTO reminder (kind, subject_id, person_id, occasion, day, state) "
        "SELECT kind, subject_id, person_id, '2026-12-02/2', '2026-11-29', 'planned' FROM reminder "
        "WHERE occasion = '2026-12-02/1'"
    )
    assert await desk.at("2026-11-29 12:00") == []
    assert len(await desk.at("2026-11-30 08:30")) == len(desk.there.people)


async def test_whoever_has_left_or_has_no_account_is_passed_over(desk: Desk) -> None:
    hall = desk.there.hall
    unbound = await hall.person("未绑", desk.there.unit, account=False)
    people = [desk.there.secretary, desk.there.deputy, unbound]
    await hall.meeting(desk.there.unit, people, starts=desk.local("2026-12-02 15:00"))
    await desk.plan_all()
    await hall.run("UPDATE person SET left_on = '2026-11-28' WHERE id = $1", desk.there.deputy)
    assert await desk.at("2026-11-29 08:30") == [1000 + desk.there.secretary]
    assert await desk.at("2026-11-29 08:31") == []


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
async def test_the_day_before_by_the_calendar_of_the_place(desk: Desk, meeting: str, too_soon: str, due: str) -> None:
    """The days on which summer time begins and ends in Berlin, 29 February, the last days of a month and a year."""
    desk.zone = BERLIN
    desk.clock.moment = desk.local(meeting) - timedelta(days=10)
    await desk.call(meeting)
    three = (desk.local(meeting).astimezone(BERLIN).date() - timedelta(days=3)).isoformat()
    assert len(await desk.at(f"{three} 08:30")) == len(desk.there.people)
    assert await desk.at(too_soon) == []
    assert len(await desk.at(due)) == len(desk.there.people)
    assert await desk.at(due) == []


@pytest.mark.parametrize(
    "starts", ["2026-03-29T01:15:00+00:00", "2026-10-25T00:45:00+00:00", "2026-10-25T01:15:00+00:00"]
)
async def test_half_an_hour_is_half_an_hour_also_while_the_clocks_change(desk: Desk, starts: str) -> None:
    """Check-in reminders over the hour that is left out, and in the hour that comes twice."""
    desk.zone, begins = BERLIN, datetime.fromisoformat(starts)
    desk.clock.moment = begins - timedelta(days=2)
    await desk.there.hall.meeting(desk.there.unit, desk.there.people, starts=begins)
    await desk.plan_all()
    rows = await desk.there.hall.rows("SELECT DISTINCT at FROM reminder WHERE kind = 'checkin'")
    assert [from_ms(row["at"]) for row in rows] == [begins - timedelta(minutes=MINUTES)]
    desk.clock.moment = begins - timedelta(minutes=MINUTES, seconds=1)
    await desk.sweep()
    assert await desk.there.hall.messages("reminder.checkin") == []
    desk.clock.forward(seconds=1)
    await desk.sweep()
    assert len(await desk.there.hall.messages("reminder.checkin")) == len(desk.there.people)


async def test_what_fails_for_one_stops_nobody(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A source that stumbles over one meeting plans the others; over one person's row, the others are told."""
    calls = [await desk.call("2026-12-02 15:00"), await desk.call("2026-12-02 18:00")]
    await desk.there.hall.run("DELETE FROM reminder")
    stumbling = replace(reminder_meeting.SOURCE, plan=partial(over, reminder_meeting.plan, calls[0].id))
    await reminder_plan.plan_all(desk.uow, desk.context, (stumbling,))
    assert {row["subject_id"] for row in await desk.rows()} == {calls[1].id}
    desk.clock.moment = desk.local("2026-11-29 08:30")
    stumbling = replace(reminder_meeting.SOURCE, lines=stumble_over_the_secretary(desk))
    await sweep.sweep(desk.uow, desk.context, (stumbling,))
    told = {row["chat_id"] for row in await desk.there.hall.messages("reminder.day")}
    assert told == {1000 + person for person in desk.there.people if person != desk.there.secretary}
    assert len([one for one in caplog.records if one.exc_info]) == 2
    await desk.sweep()
    assert len(await desk.there.hall.messages("reminder.day")) == len(desk.there.people), "tried again"


async def over(
    plan: Plan, wrong: int, cx: Connection, context: ReminderContext, ids: Sequence[int] | None
) -> list[Wanted]:
    if wrong in (ids or ()):
        raise ArithmeticError
    return await plan(cx, context, ids)


def stumble_over_the_secretary(desk: Desk) -> Lines:
    async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, Line]:
        if desk.there.secretary in {row.wanted.person_id for row in rows}:
            raise ArithmeticError
        return await reminder_meeting.lines(cx, context, rows)

    return lines
