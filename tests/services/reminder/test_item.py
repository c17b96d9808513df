"""Items that fall due and are overdue: who hears of them on which day, and silence once they are handed in."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.domain.reminder.line import ItemLine
from bot.domain.reminder.model import Kind
from bot.services.reminder import delivery
from tests.services.reminder.reminders import Reminders, kinds_of, lines_of, text_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.people import add_person, add_units, give_posts

MONDAY = "2026-11-30"
MOVE = "UPDATE rectify_item SET state = $2 WHERE id = $1"
LEADER = 11
"""The first on the roster after the usual branch."""


@pytest.fixture
async def reminders(world: World, branch: Branch) -> Reminders:
    """The committee has attached a liaison and a leader to the branch."""
    assert await add_person(world, "挂点领导", branch.committee) == LEADER
    await give_posts(
        world, (branch.supervisor, branch.committee, "liaison"), (LEADER, branch.committee, "attached_leader")
    )
    return Reminders(world, branch)


def days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


async def test_before_the_due_date_the_owner_and_on_the_day_the_secretary_too(
    branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-10", "10:00")
    await reminders.item("2026-11-27")
    heard = await reminders.mornings(days("2026-11-11", "2026-11-27"), "due")
    assert heard == {
        "2026-11-13": {reminders.owner},
        "2026-11-20": {reminders.owner},
        "2026-11-24": {reminders.owner},
        "2026-11-26": {reminders.owner},
        "2026-11-27": {reminders.owner, branch.secretary},
    }


async def test_rungs_on_days_off_come_on_the_working_day_before_and_only_once(
    branch: Branch, reminders: Reminders
) -> None:
    """Due on Sunday: the days before it and the day itself are said on Friday."""
    reminders.at("2026-11-20", "10:00")
    await reminders.item("2026-11-29")
    heard = await reminders.mornings(days("2026-11-20", "2026-11-29"), "due")
    assert heard == {
        "2026-11-26": {reminders.owner},
        "2026-11-27": {reminders.owner, branch.secretary},
    }


async def test_a_rung_that_had_passed_when_the_item_opened_is_not_said(world: World, reminders: Reminders) -> None:
    """Seven days before the due date, after the hour."""
    reminders.at("2026-11-20", "10:00")
    await reminders.item("2026-11-27")
    await reminders.plan()
    rows = await world.rows("SELECT day FROM reminder WHERE kind = 'due' ORDER BY day")
    assert sorted({row["day"] for row in rows}) == ["2026-11-24", "2026-11-26", "2026-11-27"]
    reminders.at("2026-11-20", "07:00")
    await reminders.item("2026-11-27")
    assert await reminders.mornings(days("2026-11-20", "2026-11-20"), "due") == {"2026-11-20": {reminders.owner}}


async def test_who_hears_of_an_overdue_item_on_which_day(branch: Branch, reminders: Reminders) -> None:
    """Due on a Monday: days 1, 2, 3 and 10 the owner, from day 3 the liaison, from day 7 leader and committee."""
    reminders.at("2026-11-20", "10:00")
    await reminders.item(MONDAY)
    heard = await reminders.mornings(days("2026-12-01", "2026-12-18"), "overdue")
    assert heard == {
        "2026-12-01": {reminders.owner},
        "2026-12-02": {reminders.owner},
        "2026-12-03": {reminders.owner, reminders.branch.supervisor},
        "2026-12-07": {LEADER, branch.above},
        "2026-12-10": {reminders.owner, reminders.branch.supervisor},
        "2026-12-14": {LEADER, branch.above},
        "2026-12-17": {reminders.owner, reminders.branch.supervisor},
    }


async def test_handed_in_it_is_silent_at_once_also_when_its_message_was_queued(
    world: World, reminders: Reminders
) -> None:
    reminders.at("2026-11-20", "10:00")
    item = await reminders.item(MONDAY)
    assert set(await reminders.morning("2026-12-01")) >= {reminders.owner}
    rows = (await reminders.half_past_eight("2026-12-02"))[account := ACCOUNTS + reminders.owner]
    await reminders.world.run(MOVE, item, "handed_in")
    assert await reminders.compose(account, rows) is None
    assert await reminders.mornings(days("2026-12-03", "2026-12-18"), "overdue") == {}
    assert await world.rows("SELECT id FROM reminder WHERE kind = 'overdue' AND state = 'planned'") == []


async def test_returned_it_goes_on(reminders: Reminders) -> None:
    reminders.at("2026-11-20", "10:00")
    item = await reminders.item(MONDAY)
    await reminders.morning("2026-12-01")
    await reminders.world.run(MOVE, item, "handed_in")
    assert await reminders.mornings(days("2026-12-02", "2026-12-08"), "overdue") == {}
    await reminders.world.run(MOVE, item, "returned")
    heard = await reminders.mornings(days("2026-12-09", "2026-12-11"), "overdue")
    assert heard["2026-12-10"] == {reminders.owner, reminders.branch.supervisor}


async def test_a_later_date_begins_anew_and_silences_what_was_queued(world: World, reminders: Reminders) -> None:
    reminders.at("2026-11-20", "10:00")
    item = await reminders.item(MONDAY)
    rows = (await reminders.half_past_eight("2026-12-01"))[account := ACCOUNTS + reminders.owner]
    await world.run("UPDATE rectify_item SET due_on = '2026-12-15' WHERE id = $1", item)
    composed = await reminders.compose(account, rows)
    assert composed is None or set(kinds_of(composed.lines)) == {"month"}
    assert set(await reminders.mornings(days("2026-12-02", "2026-12-15"), "overdue")) == set()
    assert await reminders.mornings(days("2026-12-16", "2026-12-16"), "overdue") == {"2026-12-16": {reminders.owner}}


async def test_three_days_of_sleep_over_the_due_date_are_said_once(reminders: Reminders) -> None:
    reminders.at("2026-11-20", "10:00")
    await reminders.item(MONDAY)
    await reminders.plan()
    reminders.at("2026-12-03", "11:00")
    await reminders.plan()
    await delivery.hand_over_due(reminders.world.uow, reminders.context)
    account = ACCOUNTS + reminders.owner
    [row] = await reminders.world.rows("SELECT data FROM outbox WHERE chat_id = $1", account)
    message = await reminders.compose(account, json.loads(row["data"])["rows"])
    assert message is not None
    assert [(line.kind, line.days) for line in lines_of(ItemLine, message.lines)] == [(Kind.OVERDUE, 3)]
    assert set(kinds_of(message.lines)) <= {"overdue", "month"}


async def test_whoever_becomes_liaison_late_hears_at_once_and_once(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-20", "10:00")
    await reminders.item(MONDAY)
    await reminders.mornings(days("2026-12-01", "2026-12-04"), "overdue")
    new = await add_person(world, "新联络员", branch.committee)
    await give_posts(world, (new, branch.id, "liaison"))
    heard = await reminders.mornings(days("2026-12-05", "2026-12-12"), "overdue")
    assert {day for day, people in heard.items() if new in people} == {"2026-12-05", "2026-12-10"}
    assert all(reminders.branch.supervisor not in people for people in heard.values())


async def test_an_owner_who_is_also_the_liaison_hears_once_a_day(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-20", "10:00")
    await give_posts(world, (reminders.owner, branch.id, "liaison"))
    await reminders.item(MONDAY)
    await reminders.plan()
    rows = await world.rows(
        "SELECT day FROM reminder WHERE person_id = $1 AND kind IN ('due', 'overdue') ORDER BY day", reminders.owner
    )
    assert len({row["day"] for row in rows}) == len(rows) > 4
    said = await reminders.morning("2026-12-03")
    assert [(line.kind, line.own) for line in lines_of(ItemLine, said[reminders.owner])] == [(Kind.OVERDUE, True)]


async def test_a_unit_without_anybody_above_reminds_the_owner_alone(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    [alone] = await add_units(world, "branch", "独立支部")
    owner = await add_person(world, "独自", alone)
    reminders.at("2026-11-20", "10:00")
    await reminders.item(MONDAY, owner_id=owner, unit_id=alone)
    heard = await reminders.mornings(days("2026-12-01", "2026-12-10"), "overdue")
    assert {person for people in heard.values() for person in people} == {owner}


async def test_what_is_planned_twice_comes_once(world: World, reminders: Reminders) -> None:
    reminders.at("2026-11-20", "10:00")
    await reminders.item(MONDAY)
    await reminders.plan()
    before = await world.rows("SELECT kind, person_id, occasion, day FROM reminder ORDER BY id")
    await reminders.plan()
    assert await world.rows("SELECT kind, person_id, occasion, day FROM reminder ORDER BY id") == before


async def test_the_words(branch: Branch, reminders: Reminders) -> None:
    reminders.at("2026-11-20", "10:00")
    await reminders.item(MONDAY, problem="活动室漏雨")
    secretary = branch.secretary
    said = await reminders.morning(MONDAY)
    assert "今天（11月30日周一）到期的整改事项：活动室漏雨" in text_of(said[reminders.owner])
    assert "责任人党员0" in text_of(said[secretary])
    assert "is due: 活动室漏雨" in text_of(said[reminders.owner], "en")
    said = await reminders.morning("2026-12-03")
    assert "已逾期 3 天（11月30日周一到期）：活动室漏雨" in text_of(said[reminders.owner])
    assert "一支部的整改事项已逾期 3 天" in text_of(said[reminders.branch.supervisor])
    assert "3 days overdue" in text_of(said[reminders.branch.supervisor], "en")
