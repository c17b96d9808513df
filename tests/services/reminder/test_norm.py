"""Norms: ten days before a period's end to the secretary, afterwards what was missed to the committee above, once."""

from datetime import date, datetime, timedelta

import pytest

from bot.services.reminder.source import Line
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.reminder.reminder_stage import Reminded, reminded, text_of

PRESENT = """
INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'present', 'button', 0)"""


@pytest.fixture
async def one(database: Database) -> Reminded:
    found = await reminded(database)
    await found.hall.run("DELETE FROM post WHERE person_id = $1", found.house.stranger)
    return found


async def meet(one: Reminded, kind: str, day: str, unit: int | None = None, *, attended: bool = True) -> int:
    starts = datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=one.hall.zone)
    people = [one.house.secretary, one.owner]
    called = await one.hall.meeting(unit or one.house.unit, people, starts=starts, type_code=kind)
    if attended:
        await one.hall.run(PRESENT, called.session, one.owner)
    return called.id


def owed(lines: list[Line]) -> dict[str, int]:
    return {f"{piece['type']}{piece['group']}": piece["times"] for line in lines for piece in line["pieces"]}


async def test_ten_days_before_the_month_ends_what_is_neither_held_nor_planned(one: Reminded) -> None:
    """20 November is a Friday."""
    one.at("2026-11-10", "10:00")
    await meet(one, "committee", "2026-11-03")
    await meet(one, "theme_day", "2026-11-28", attended=False)
    await meet(one, "group", "2026-11-04", one.house.groups[0], attended=False)
    await one.plan()
    said = await one.morning("2026-11-20")
    assert set(said) == {one.house.secretary}
    [line] = said[one.house.secretary]
    assert owed([line]) == {"group一组": 1, "group二组": 1}
    assert "11月30日周一前 一组的党小组会 1 次、二组的党小组会 1 次" in text_of([line])
    assert await one.morning("2026-11-21") == {}


async def test_the_day_before_where_it_falls_on_a_day_off_and_month_quarter_and_year_together(one: Reminded) -> None:
    """21 June 2026 is a Sunday, Friday the 19th a holiday; half a year has no norm of its own."""
    one.at("2026-06-10", "10:00")
    await one.plan()
    heard = await one.mornings([date(2026, 6, day) for day in range(15, 23)], "norm")
    assert heard == {"2026-06-18": {one.house.secretary}}
    said = await one.morning("2026-12-21")
    [line] = said[one.house.secretary]
    every = {"assembly": 1, "committee": 1, "group一组": 1, "group二组": 1, "theme_day": 1, "lecture": 1}
    assert owed([line]) == {**every, "life": 1, "appraisal": 1}


async def test_whoever_comes_when_its_day_has_passed_is_told_until_the_month_ends_and_once(one: Reminded) -> None:
    """The day was Friday, 20 November; December's is its own."""
    one.at("2026-11-25", "10:00")
    await meet(one, "committee", "2026-11-03")
    days = [date(2026, 11, 25) + timedelta(days=count) for count in range(6)]
    assert await one.mornings(days, "norm") == {"2026-11-25": {one.house.secretary}}
    await one.hall.run("DELETE FROM reminder")
    await one.hall.run("DELETE FROM outbox")
    [line] = (await one.morning("2026-11-30"))[one.house.secretary]
    assert owed([line]) == {"group一组": 1, "group二组": 1, "theme_day": 1}
    await one.hall.run("DELETE FROM reminder")
    one.at("2026-12-01", "06:00")
    await one.plan()
    assert await one.hall.rows("SELECT id FROM reminder WHERE person_id = $1", one.house.secretary) == []


async def test_called_meanwhile_it_is_silent_although_its_message_was_queued(one: Reminded) -> None:
    one.at("2026-11-10", "10:00")
    for kind in ("committee", "group"):
        units = one.house.groups if kind == "group" else (one.house.unit,)
        for unit in units:
            await meet(one, kind, "2026-11-03", unit)
    [(account, rows)] = await one.half_past_eight("2026-11-20")
    assert account == ACCOUNTS + one.house.secretary
    called = await meet(one, "theme_day", "2026-11-29", attended=False)
    assert await one.compose(account, rows) is None
    await one.hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called)
    assert await one.compose(account, rows) is not None


async def test_what_was_missed_goes_up_once_after_the_period(one: Reminded) -> None:
    """1 December is a Tuesday; a meeting nobody came to was not held, the other branch held nothing at all."""
    one.at("2026-11-25", "10:00")
    await meet(one, "committee", "2026-11-03")
    await meet(one, "theme_day", "2026-11-10", attended=False)
    days = [date(2026, 11, 26) + timedelta(days=count) for count in range(20)]
    assert await one.mornings(days[:5], "norm") == {"2026-11-26": {one.house.secretary}}
    said = await one.morning("2026-12-01")
    [line] = said[one.house.above]
    pieces = {piece["zh"]: (piece["count"], piece["units"]) for piece in line["pieces"]}
    assert pieces == {"党小组会": (1, ["一支部"]), "主题党日": (2, ["一支部", "二支部"])}
    assert "截至11月30日周一 党小组会 1 个（一支部）、主题党日 2 个（一支部、二支部）" in text_of([line])
    assert await one.mornings(days[6:], "norm") == {}


async def test_a_meeting_planned_for_the_last_day_and_held_is_not_reported(one: Reminded) -> None:
    one.at("2026-11-25", "10:00")
    house = one.house
    for kind, unit in (("committee", house.unit), ("group", house.groups[0]), ("group", house.groups[1])):
        await meet(one, kind, "2026-11-03", unit)
    await meet(one, "theme_day", "2026-11-30")
    await meet(one, "theme_day", "2026-11-30", house.other)
    await one.plan()
    assert await one.hall.rows("SELECT id FROM reminder WHERE kind = 'norm' AND person_id = $1", house.above) != []
    assert await one.morning("2026-12-01") == {}


async def test_of_a_unit_that_came_during_the_period_nothing_is_reported(one: Reminded) -> None:
    one.at("2026-11-25", "10:00")
    await one.hall.run("UPDATE unit SET created_at = $1", round(one.hall.now.timestamp() * 1000))
    assert await one.morning("2026-12-01") == {}
    said = await one.morning("2026-12-21")
    assert set(said) == {one.house.secretary}


async def test_after_new_year_on_the_first_working_day(one: Reminded) -> None:
    one.at("2025-12-20", "10:00")
    heard = await one.mornings([date(2026, 1, day) for day in range(1, 8)], "norm")
    assert heard == {"2026-01-04": {one.house.above}}
    await one.hall.run("DELETE FROM reminder")
    one.at("2026-01-03", "10:00")
    await one.plan()
    rows = await one.hall.rows("SELECT DISTINCT occasion FROM reminder WHERE kind = 'norm' ORDER BY occasion")
    assert {row["occasion"].rpartition("/")[0].partition("/")[2] for row in rows} == {"2025-12", "2025-Q4", "2025"}
