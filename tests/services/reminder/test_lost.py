"""Never lost, never twice: a binding that changes, a clock that jumps, a source that fails, days without delivery."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.reminder.model import Kind, Reminder, Subject, Wanted
from bot.services import outbox as delivery
from bot.services.people import account as accounts
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder import sweep
from bot.services.reminder.plan import SOURCES
from bot.services.reminder.source import Line, ReminderContext, Source
from bot.storage.connection import Connection, Database
from bot.storage.reminder import store as storage
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.reminder.reminder_stage import Reminded, reminded

BIND = "INSERT INTO account (id, person_id, language) VALUES (9999, $1, 'zh') RETURNING id"
NEW = 9999
NOBODY = timedelta(seconds=-1)
"""What is claimed for so long can be claimed again at once."""
STALE = "SELECT subject, subject_id FROM reminder_stale"


@pytest.fixture
async def one(database: Database) -> Reminded:
    return await reminded(database)


async def waiting(one: Reminded, account: int) -> list[list[int]]:
    """Rows of each day's message that waits to be sent to that account."""
    rows = await one.hall.rows(
        "SELECT data FROM outbox WHERE kind = 'reminder.day' AND state = 'queued' AND chat_id = $1", account
    )
    return [json.loads(row["data"])["rows"] for row in rows]


async def said(one: Reminded, account: int, *, last: bool = False, sources: Sequence[Source] = SOURCES) -> list[Line]:
    """What reaches that account now: its messages are composed, and done with."""
    lines: list[Line] = []
    claimed = [row for row in await delivery.claim(one.hall.uow, 60, NOBODY, "zh") if row.chat_id == account]
    for row in claimed:
        if row.kind == sweep.DAY:
            ids = row.data["rows"]
            data = await sweep.compose(one.hall.uow, one.context, row.kind, account, ids, sources, last=last)
            lines += data["lines"] if data is not None else []
        await delivery.sent(one.hall.uow, row.id, one.hall.clock.now(), None)
    return lines


def failing(kind: Kind) -> tuple[Source, ...]:
    """All sources; that of a kind can neither plan nor say anything."""

    async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[Wanted]:
        raise ArithmeticError

    async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, Line]:
        raise ArithmeticError

    return tuple(replace(one, plan=plan, lines=lines) if kind in one.kinds else one for one in SOURCES)


async def unbind(one: Reminded) -> None:
    request = one.hall.ask(one.house.secretary)
    await accounts.unbind(one.hall.uow, request, one.owner, ACCOUNTS + one.owner)


async def test_what_was_on_its_way_to_an_account_reaches_the_persons_next_one(one: Reminded) -> None:
    await one.item("2026-12-04")
    await one.half_past_eight("2026-12-04")
    await unbind(one)
    one.at("2026-12-04", "09:00")
    await one.hand_over()
    await one.hall.run(BIND, one.owner)
    one.at("2026-12-04", "10:00")
    await one.hand_over()
    assert [line["kind"] for line in await said(one, NEW)] == ["due"]


async def test_what_is_composed_for_an_account_that_is_theirs_no_more_is_due_as_before(one: Reminded) -> None:
    await one.item("2026-12-04")
    await one.half_past_eight("2026-12-04")
    [ids] = await waiting(one, ACCOUNTS + one.owner)
    await one.hall.run("UPDATE account SET person_id = NULL WHERE person_id = $1", one.owner)
    await one.hall.run(BIND, one.owner)
    assert await one.compose(ACCOUNTS + one.owner, ids) is None
    rows = await one.hall.rows("SELECT DISTINCT state FROM reminder WHERE person_id = $1 AND kind = 'due'", one.owner)
    assert [row["state"] for row in rows] == ["planned"]


async def test_a_message_that_is_given_up_leaves_its_reminders_for_the_next_day(one: Reminded) -> None:
    await one.item("2026-11-25")
    await one.half_past_eight("2026-11-26")
    claimed = await delivery.claim(one.hall.uow, 60, timedelta(minutes=2), "zh")
    [own] = [row for row in claimed if row.chat_id == ACCOUNTS + one.owner]
    await delivery.park(one.hall.uow, own, "BadRequest", one.hall.clock.now())
    assert await waiting(one, ACCOUNTS + one.owner) == []
    await one.half_past_eight("2026-11-27")
    assert [(line["kind"], line["days"]) for line in await said(one, ACCOUNTS + one.owner)] == [("overdue", 2)]


async def test_a_message_given_up_twice_takes_nothing_back_that_is_on_its_way_again(one: Reminded) -> None:
    """The database had kept it the first time, and nobody heard so."""
    await one.item("2026-11-25")
    await one.half_past_eight("2026-11-26")
    claimed = await delivery.claim(one.hall.uow, 60, timedelta(minutes=2), "zh")
    [own] = [row for row in claimed if row.chat_id == ACCOUNTS + one.owner]
    [reminder] = own.data["rows"]
    await delivery.park(one.hall.uow, own, "BadRequest", one.hall.clock.now())
    await one.hall.run(
        "UPDATE reminder SET state = 'queued' WHERE id = $1 AND state = 'planned' RETURNING id", reminder
    )
    await delivery.park(one.hall.uow, own, "BadRequest", one.hall.clock.now())
    [row] = await one.hall.rows("SELECT state FROM reminder WHERE id = $1", reminder)
    assert row["state"] == "queued"


async def test_two_days_without_delivery_become_one_message(one: Reminded) -> None:
    await one.item("2026-11-25")
    await one.half_past_eight("2026-11-26")
    await one.half_past_eight("2026-11-27")
    assert len(await waiting(one, ACCOUNTS + one.owner)) == 1
    assert [(line["kind"], line["days"]) for line in await said(one, ACCOUNTS + one.owner)] == [("overdue", 2)]


async def test_yesterdays_message_says_nothing_and_todays_says_all(one: Reminded) -> None:
    """It was being sent when today's was put together."""
    await one.item("2026-12-04")
    await one.half_past_eight("2026-12-01")
    one.at("2026-12-02", "07:45")
    assert await said(one, ACCOUNTS + one.owner) == []
    await one.half_past_eight("2026-12-02")
    assert [line["kind"] for line in await said(one, ACCOUNTS + one.owner)] == ["due", "month"]


async def test_a_clock_that_jumps_ahead_once_loses_nothing(one: Reminded) -> None:
    hall, house = one.hall, one.house
    await hall.meeting(house.unit, house.people, starts=afternoon(one, "2026-12-02"))
    await one.item("2026-12-04")
    one.at("2026-11-25", "10:00")
    await one.plan()
    ahead = "SELECT kind, subject_id, person_id, occasion, day, at FROM reminder WHERE state = 'planned' ORDER BY id"
    before = await hall.rows(ahead)
    one.at("2026-12-20", "10:00")
    await sweep.sweep(hall.uow, one.context)
    assert {row["state"] for row in await hall.rows("SELECT state FROM reminder")} >= {"dropped"}
    one.at("2026-11-25", "10:01")
    await sweep.sweep(hall.uow, one.context)
    await one.plan()
    assert await hall.rows(ahead) == before


def afternoon(one: Reminded, day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=one.hall.zone)


@pytest.mark.parametrize("kind", ["deputy", "secretary"])
async def test_however_short_messages_are_kept_a_term_is_told_once(one: Reminded, kind: str) -> None:
    await one.hall.run("UPDATE post SET ended_on = '2026-12-30' WHERE kind = $1", kind)
    told = []
    for day in days(date(2026, 11, 25), date(2026, 12, 29)):
        await one.half_past_eight(day.isoformat())
        for account in (ACCOUNTS + person for person in one.house.people):
            told += [(account, line["ends"]) for line in await said(one, account) if line["kind"] == "term"]
        await reminder_plan.forget(one.hall.uow, one.context, timedelta(days=7))
    assert len(told) == len(set(told)) > 0


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


async def test_a_source_that_fails_stops_no_other(one: Reminded) -> None:
    """And what asked for everything is not done with before everything is planned."""
    one.at("2026-11-25", "06:00")
    await one.item("2026-12-04")
    async with one.hall.uow.begin() as work:
        await storage.touch(work, Subject.ALL)
        await work.commit()
    await one.hall.run("UPDATE post SET ended_on = '2026-12-26' WHERE kind = 'deputy'")
    await reminder_plan.plan_stale(one.hall.uow, one.context, failing(Kind.MONTH))
    kinds = {row["kind"] for row in await one.hall.rows("SELECT kind FROM reminder")}
    assert kinds == {"due", "overdue", "norm", "term"}
    assert len(await one.hall.rows(STALE)) == 1
    await reminder_plan.plan_stale(one.hall.uow, one.context)
    assert {row["kind"] for row in await one.hall.rows("SELECT kind FROM reminder")} == kinds | {"month"}
    assert await one.hall.rows(STALE) == []


async def test_a_source_that_fails_keeps_nobody_from_the_rest_of_the_day(one: Reminded) -> None:
    await one.item("2026-12-04")
    one.at("2026-12-01", "06:00")
    await one.plan()
    one.at("2026-12-01")
    await sweep.sweep(one.hall.uow, one.context, failing(Kind.MONTH))
    assert [line["kind"] for line in await said(one, ACCOUNTS + one.owner)] == ["due"]
    await one.half_past_eight("2026-12-02")
    assert [line["kind"] for line in await said(one, ACCOUNTS + one.owner)] == ["month"]


async def test_a_message_waits_for_all_of_it_and_at_last_goes_without_what_fails(one: Reminded) -> None:
    await one.item("2026-12-04")
    await one.half_past_eight("2026-12-01")
    [ids] = await waiting(one, ACCOUNTS + one.owner)
    with pytest.raises(ArithmeticError):
        await said(one, ACCOUNTS + one.owner, sources=failing(Kind.MONTH))
    assert await waiting(one, ACCOUNTS + one.owner) == [ids]
    one.hall.clock.forward(minutes=3)
    lines = await said(one, ACCOUNTS + one.owner, last=True, sources=failing(Kind.MONTH))
    assert [line["kind"] for line in lines] == ["due"]
    await one.half_past_eight("2026-12-02")
    assert [line["kind"] for line in await said(one, ACCOUNTS + one.owner)] == ["month"]


async def test_a_plan_that_changes_nothing_keeps_no_writer_waiting(one: Reminded) -> None:
    await one.hall.meeting(one.house.unit, one.house.people, starts=afternoon(one, "2026-12-02"))
    await one.plan()
    async with one.hall.uow.begin() as work:
        await work.execute("UPDATE account SET language = 'zh' WHERE id = $1", ACCOUNTS + one.owner)
        await storage.alone(work)
        await one.plan()
        await work.commit()
