"""Items that fall due and are overdue: who hears of them on which day, and silence once they are handed in."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.reminder.reminder_stage import Reminded, reminded, text_of

MONDAY = "2026-11-30"


@pytest.fixture
async def one(database: Database) -> Reminded:
    return await reminded(database)


def days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


async def test_before_the_due_date_the_owner_and_on_the_day_the_secretary_too(one: Reminded) -> None:
    one.at("2026-11-10", "10:00")
    await one.item("2026-11-27")
    heard = await one.mornings(days("2026-11-11", "2026-11-27"), "due")
    assert heard == {
        "2026-11-13": {one.owner},
        "2026-11-20": {one.owner},
        "2026-11-24": {one.owner},
        "2026-11-26": {one.owner},
        "2026-11-27": {one.owner, one.house.secretary},
    }


async def test_rungs_on_days_off_come_on_the_working_day_before_and_only_once(one: Reminded) -> None:
    """Due on Sunday: the days before it and the day itself are said on Friday."""
    one.at("2026-11-20", "10:00")
    await one.item("2026-11-29")
    heard = await one.mornings(days("2026-11-20", "2026-11-29"), "due")
    assert heard == {
        "2026-11-26": {one.owner},
        "2026-11-27": {one.owner, one.house.secretary},
    }


async def test_a_rung_that_had_passed_when_the_item_opened_is_not_said(one: Reminded) -> None:
    """Seven days before the due date, after the hour."""
    one.at("2026-11-20", "10:00")
    await one.item("2026-11-27")
    await one.plan()
    rows = await one.hall.rows("SELECT day FROM reminder WHERE kind = 'due' ORDER BY day")
    assert sorted({row["day"] for row in rows}) == ["2026-11-24", "2026-11-26", "2026-11-27"]
    one.at("2026-11-20", "07:00")
    await one.item("2026-11-27")
    assert await one.mornings(days("2026-11-20", "2026-11-20"), "due") == {"2026-11-20": {one.owner}}


async def test_who_hears_of_an_overdue_item_on_which_day(one: Reminded) -> None:
    """Due on a Monday: days 1, 2, 3 and 10 the owner, from day 3 the liaison, from day 7 leader and committee."""
    one.at("2026-11-20", "10:00")
    await one.item(MONDAY)
    heard = await one.mornings(days("2026-12-01", "2026-12-18"), "overdue")
    assert heard == {
        "2026-12-01": {one.owner},
        "2026-12-02": {one.owner},
        "2026-12-03": {one.owner, one.liaison},
        "2026-12-07": {one.leader, one.house.above},
        "2026-12-10": {one.owner, one.liaison},
        "2026-12-14": {one.leader, one.house.above},
        "2026-12-17": {one.owner, one.liaison},
    }


async def test_handed_in_it_is_silent_at_once_also_when_its_message_was_queued(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    item = await one.item(MONDAY)
    assert set(await one.morning("2026-12-01")) >= {one.owner}
    rows = dict(await one.half_past_eight("2026-12-02"))[account := ACCOUNTS + one.owner]
    await one.move(item, "handed_in")
    assert await one.compose(account, rows) is None
    assert await one.mornings(days("2026-12-03", "2026-12-18"), "overdue") == {}
    assert await one.hall.rows("SELECT id FROM reminder WHERE kind = 'overdue' AND state = 'planned'") == []


async def test_returned_it_goes_on(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    item = await one.item(MONDAY)
    await one.morning("2026-12-01")
    await one.move(item, "handed_in")
    assert await one.mornings(days("2026-12-02", "2026-12-08"), "overdue") == {}
    await one.move(item, "returned")
    heard = await one.mornings(days("2026-12-09", "2026-12-11"), "overdue")
    assert heard["2026-12-10"] == {one.owner, one.liaison}


async def test_a_later_date_begins_anew_and_silences_what_was_queued(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    item = await one.item(MONDAY)
    rows = dict(await one.half_past_eight("2026-12-01"))[account := ACCOUNTS + one.owner]
    await one.hall.run("UPDATE rectify_item SET due_on = '2026-12-15' WHERE id = $1", item)
    await one.touch(item)
    composed = await one.compose(account, rows)
    assert composed is None or {line["kind"] for line in composed["lines"]} == {"month"}
    assert set(await one.mornings(days("2026-12-02", "2026-12-15"), "overdue")) == set()
    assert await one.mornings(days("2026-12-16", "2026-12-16"), "overdue") == {"2026-12-16": {one.owner}}


async def test_three_days_of_sleep_over_the_due_date_are_said_once(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.item(MONDAY)
    await one.plan()
    one.at("2026-12-03", "11:00")
    heard = dict(await one.hand_over())
    data = await one.compose(ACCOUNTS + one.owner, heard[ACCOUNTS + one.owner])
    assert data is not None
    assert [(line["kind"], line.get("days")) for line in data["lines"] if line["kind"] != "month"] == [("overdue", 3)]


async def test_whoever_becomes_liaison_late_hears_at_once_and_once(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.item(MONDAY)
    await one.mornings(days("2026-12-01", "2026-12-04"), "overdue")
    new = await one.hall.person("新联络员", one.house.top)
    await one.hall.post(new, one.house.unit, "liaison")
    heard = await one.mornings(days("2026-12-05", "2026-12-12"), "overdue")
    assert {day for day, people in heard.items() if new in people} == {"2026-12-05", "2026-12-10"}
    assert all(one.liaison not in people for people in heard.values())


async def test_an_owner_who_is_also_the_liaison_hears_once_a_day(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.hall.post(one.owner, one.house.unit, "liaison")
    await one.item(MONDAY)
    await one.plan()
    rows = await one.hall.rows(
        "SELECT day FROM reminder WHERE person_id = $1 AND kind IN ('due', 'overdue') ORDER BY day", one.owner
    )
    assert len({row["day"] for row in rows}) == len(rows) > 4
    said = await one.morning("2026-12-03")
    assert [line["own"] for line in said[one.owner] if line["kind"] == "overdue"] == [True]


async def test_a_unit_without_anybody_above_reminds_the_owner_alone(one: Reminded) -> None:
    alone = await one.hall.unit("独立支部", "branch")
    owner = await one.hall.person("独自", alone)
    one.at("2026-11-20", "10:00")
    await one.item(MONDAY, owner=owner, unit=alone)
    heard = await one.mornings(days("2026-12-01", "2026-12-10"), "overdue")
    assert {person for people in heard.values() for person in people} == {owner}


async def test_what_is_planned_twice_comes_once(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.item(MONDAY)
    await one.plan()
    before = await one.hall.rows("SELECT kind, person_id, occasion, day FROM reminder ORDER BY id")
    await one.plan()
    assert await one.hall.rows("SELECT kind, person_id, occasion, day FROM reminder ORDER BY id") == before


async def test_the_words(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.item(MONDAY, problem="活动室漏雨")
    secretary = one.house.secretary
    said = await one.morning(MONDAY)
    assert "今天（11月30日周一）到期的整改事项：活动室漏雨" in text_of(said[one.owner])
    assert "责任人党员0" in text_of(said[secretary])
    assert "is due: 活动室漏雨" in text_of(said[one.owner], "en")
    said = await one.morning("2026-12-03")
    assert "已逾期 3 天（11月30日周一到期）：活动室漏雨" in text_of(said[one.owner])
    assert "一支部的整改事项已逾期 3 天" in text_of(said[one.liaison])
    assert "3 days overdue" in text_of(said[one.liaison], "en")
