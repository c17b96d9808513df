"""Never lost, never twice: a binding that changes, a clock that jumps, a source that fails, days without delivery."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.reminder.line import AnyLine, DayLine, EndingLine, ItemLine
from bot.domain.reminder.message import DayReminder
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.services import outbox
from bot.services.outbox import Claimed
from bot.services.people import account as accounts
from bot.services.reminder import delivery
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder.plan import SOURCES
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.reminder import plan as storage
from tests.clock import local
from tests.services.reminder.reminders import Reminders, kinds_of, lines_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting

BIND = "INSERT INTO account (id, person_id, language) VALUES (9999, $1, 'zh') RETURNING id"
NEW = 9999
NOBODY = timedelta(seconds=-1)
"""What is claimed for so long can be claimed again at once."""
STALE = "SELECT subject, subject_id FROM reminder_stale"


async def waiting(reminders: Reminders, account: int) -> list[list[int]]:
    """Rows of each day's message that waits to be sent to that account."""
    rows = await reminders.world.rows(
        "SELECT data FROM outbox WHERE kind = 'reminder.day' AND state = 'queued' AND chat_id = $1", account
    )
    return [json.loads(row["data"])["rows"] for row in rows]


async def said(
    reminders: Reminders, account: int, *, last: bool = False, sources: Sequence[Source] = SOURCES
) -> list[DayLine]:
    """What reaches that account now: its messages are composed, and done with."""
    uow, context, lines = reminders.world.uow, reminders.context, list[DayLine]()
    for row in await outbox.claim(uow, 60, NOBODY, "zh"):
        if row.chat_id != account:
            continue
        if row.kind == delivery.DAY:
            message = await delivery.compose(uow, context, row.kind, account, row.data["rows"], sources, last=last)
            lines += message.lines if isinstance(message, DayReminder) else []
        await outbox.sent(uow, row.id, context.now, None)
    return lines


async def claimed(reminders: Reminders) -> Claimed:
    """The owner's message of the day after an item was due."""
    await reminders.item("2026-11-25")
    await reminders.half_past_eight("2026-11-26")
    rows = await outbox.claim(reminders.world.uow, 60, timedelta(minutes=2), "zh")
    [own] = [row for row in rows if row.chat_id == ACCOUNTS + reminders.owner]
    return own


def failing(kind: Kind) -> tuple[Source, ...]:
    """All sources; that of a kind can neither plan nor say anything."""

    async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
        raise ArithmeticError

    async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
        raise ArithmeticError

    return tuple(replace(one, plan=plan, lines=lines) if kind in one.kinds else one for one in SOURCES)


async def hand_over(reminders: Reminders) -> None:
    await reminders.plan()
    await delivery.hand_over_due(reminders.world.uow, reminders.context)


async def unbind(reminders: Reminders) -> None:
    account = ACCOUNTS + reminders.owner
    await reminders.world.act(reminders.branch.secretary, accounts.unbind, reminders.owner, account)


async def test_what_was_on_its_way_to_an_account_reaches_the_persons_next_one(
    world: World, reminders: Reminders
) -> None:
    await reminders.item("2026-12-04")
    await reminders.half_past_eight("2026-12-04")
    await unbind(reminders)
    reminders.at("2026-12-04", "09:00")
    await hand_over(reminders)
    await world.run(BIND, reminders.owner)
    reminders.at("2026-12-04", "10:00")
    await hand_over(reminders)
    assert kinds_of(await said(reminders, NEW)) == ["due"]


async def test_what_is_composed_for_an_account_that_is_theirs_no_more_is_due_as_before(
    world: World, reminders: Reminders
) -> None:
    await reminders.item("2026-12-04")
    await reminders.half_past_eight("2026-12-04")
    [ids] = await waiting(reminders, ACCOUNTS + reminders.owner)
    await world.run("UPDATE account SET person_id = NULL WHERE person_id = $1", reminders.owner)
    await world.run(BIND, reminders.owner)
    assert await reminders.compose(ACCOUNTS + reminders.owner, ids) is None
    rows = await world.rows(
        "SELECT DISTINCT state FROM reminder WHERE person_id = $1 AND kind = 'due'", reminders.owner
    )
    assert [row["state"] for row in rows] == ["planned"]


async def test_a_message_that_is_given_up_leaves_its_reminders_for_the_next_day(
    world: World, reminders: Reminders
) -> None:
    own = await claimed(reminders)
    await outbox.park(world.uow, own, "BadRequest", world.clock.now())
    assert await waiting(reminders, ACCOUNTS + reminders.owner) == []
    await reminders.half_past_eight("2026-11-27")
    assert [
        (line.kind, line.days) for line in lines_of(ItemLine, await said(reminders, ACCOUNTS + reminders.owner))
    ] == [(Kind.OVERDUE, 2)]


async def test_a_message_given_up_twice_takes_nothing_back_that_is_on_its_way_again(
    world: World, reminders: Reminders
) -> None:
    """The database had kept it the first time, and nobody heard so."""
    own = await claimed(reminders)
    [reminder] = own.data["rows"]
    await outbox.park(world.uow, own, "BadRequest", world.clock.now())
    await world.run("UPDATE reminder SET state = 'queued' WHERE id = $1 AND state = 'planned' RETURNING id", reminder)
    await outbox.park(world.uow, own, "BadRequest", world.clock.now())
    [row] = await world.rows("SELECT state FROM reminder WHERE id = $1", reminder)
    assert row["state"] == "queued"


async def test_two_days_without_delivery_become_one_message(reminders: Reminders) -> None:
    await reminders.item("2026-11-25")
    await reminders.half_past_eight("2026-11-26")
    await reminders.half_past_eight("2026-11-27")
    assert len(await waiting(reminders, ACCOUNTS + reminders.owner)) == 1
    assert [
        (line.kind, line.days) for line in lines_of(ItemLine, await said(reminders, ACCOUNTS + reminders.owner))
    ] == [(Kind.OVERDUE, 2)]


async def test_yesterdays_message_says_nothing_and_todays_says_all(reminders: Reminders) -> None:
    """It was being sent when today's was put together."""
    await reminders.item("2026-12-04")
    await reminders.half_past_eight("2026-12-01")
    reminders.at("2026-12-02", "07:45")
    assert await said(reminders, ACCOUNTS + reminders.owner) == []
    await reminders.half_past_eight("2026-12-02")
    assert kinds_of(await said(reminders, ACCOUNTS + reminders.owner)) == ["due", "month"]


async def test_a_clock_that_jumps_ahead_once_loses_nothing(world: World, branch: Branch, reminders: Reminders) -> None:
    await call_meeting(world, branch.id, branch.people, starts=local("2026-12-02 15:00"))
    await reminders.item("2026-12-04")
    reminders.at("2026-11-25", "10:00")
    await reminders.plan()
    ahead = "SELECT kind, subject_id, person_id, occasion, day, at FROM reminder WHERE state = 'planned' ORDER BY id"
    before = await world.rows(ahead)
    reminders.at("2026-12-20", "10:00")
    await delivery.hand_over_due(world.uow, reminders.context)
    assert {row["state"] for row in await world.rows("SELECT state FROM reminder")} >= {"dropped"}
    reminders.at("2026-11-25", "10:01")
    await delivery.hand_over_due(world.uow, reminders.context)
    await reminders.plan()
    assert await world.rows(ahead) == before


@pytest.mark.parametrize("kind", ["deputy", "secretary"])
async def test_however_short_messages_are_kept_a_term_is_told_once(
    world: World, branch: Branch, reminders: Reminders, kind: str
) -> None:
    await world.run("UPDATE post SET ended_on = '2026-12-30' WHERE kind = $1", kind)
    told = []
    for day in days(date(2026, 11, 25), date(2026, 12, 29)):
        await reminders.half_past_eight(day.isoformat())
        for account in (ACCOUNTS + person for person in branch.people):
            told += [(account, line.ends) for line in lines_of(EndingLine, await said(reminders, account))]
        await reminder_plan.forget(world.uow, reminders.context, timedelta(days=7))
    assert len(told) == len(set(told)) > 0


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


async def test_a_source_that_fails_stops_no_other(world: World, reminders: Reminders) -> None:
    """And what asked for everything is not done with before everything is planned."""
    reminders.at("2026-11-25", "06:00")
    await reminders.item("2026-12-04")
    async with world.uow.begin() as work:
        await storage.mark_stale(work, Subject.ALL)
        await work.commit()
    await world.run("UPDATE post SET ended_on = '2026-12-26' WHERE kind = 'deputy'")
    await reminder_plan.plan_stale(world.uow, reminders.context, failing(Kind.MONTH))
    kinds = {row["kind"] for row in await world.rows("SELECT kind FROM reminder")}
    assert kinds == {"due", "overdue", "norm", "term"}
    assert len(await world.rows(STALE)) == 1
    await reminder_plan.plan_stale(world.uow, reminders.context)
    assert {row["kind"] for row in await world.rows("SELECT kind FROM reminder")} == kinds | {"month"}
    assert await world.rows(STALE) == []


async def test_a_source_that_fails_keeps_nobody_from_the_rest_of_the_day(world: World, reminders: Reminders) -> None:
    await reminders.item("2026-12-04")
    reminders.at("2026-12-01", "06:00")
    await reminders.plan()
    reminders.at("2026-12-01")
    await delivery.hand_over_due(world.uow, reminders.context, failing(Kind.MONTH))
    assert kinds_of(await said(reminders, ACCOUNTS + reminders.owner)) == ["due"]
    await reminders.half_past_eight("2026-12-02")
    assert kinds_of(await said(reminders, ACCOUNTS + reminders.owner)) == ["month"]


async def test_a_message_waits_for_all_of_it_and_at_last_goes_without_what_fails(
    world: World, reminders: Reminders
) -> None:
    await reminders.item("2026-12-04")
    await reminders.half_past_eight("2026-12-01")
    [ids] = await waiting(reminders, ACCOUNTS + reminders.owner)
    with pytest.raises(ArithmeticError):
        await said(reminders, ACCOUNTS + reminders.owner, sources=failing(Kind.MONTH))
    assert await waiting(reminders, ACCOUNTS + reminders.owner) == [ids]
    world.clock.forward(minutes=3)
    lines = await said(reminders, ACCOUNTS + reminders.owner, last=True, sources=failing(Kind.MONTH))
    assert kinds_of(lines) == ["due"]
    await reminders.half_past_eight("2026-12-02")
    assert kinds_of(await said(reminders, ACCOUNTS + reminders.owner)) == ["month"]


async def test_a_plan_that_changes_nothing_keeps_no_writer_waiting(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    await call_meeting(world, branch.id, branch.people, starts=local("2026-12-02 15:00"))
    await reminders.plan()
    async with world.uow.begin() as work:
        await work.execute("UPDATE account SET language = 'zh' WHERE id = $1", ACCOUNTS + reminders.owner)
        await storage.lock_planning(work)
        await reminders.plan()
        await work.commit()
