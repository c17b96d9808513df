"""Norms: ten days before a period's end to the secretary, afterwards what was missed to the committee above, once."""

from datetime import date, timedelta

import pytest

from bot.domain.reminder.line import DayLine, NormLine
from tests.clock import local
from tests.services.reminder.reminders import Reminders, text_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import attended, call_meeting


@pytest.fixture
async def reminders(world: World, branch: Branch) -> Reminders:
    """Nobody runs the other branch."""
    await world.run("DELETE FROM post WHERE person_id = $1", branch.stranger)
    return Reminders(world, branch)


async def meet(reminders: Reminders, kind: str, day: str, unit: int | None = None, *, came: bool = True) -> int:
    """At three o'clock, of secretary and owner; the owner `came`."""
    world, branch = reminders.world, reminders.branch
    people, starts = [branch.secretary, reminders.owner], local(f"{day} 15:00")
    called = await call_meeting(world, unit or branch.id, people, starts=starts, type=kind)
    if came:
        await attended(world, called, reminders.owner)
    return called.id


def owed(line: DayLine) -> dict[str, int]:
    assert isinstance(line, NormLine)
    return {f"{piece.type}{piece.group}": piece.times for piece in line.owed}


async def test_ten_days_before_the_month_ends_what_is_neither_held_nor_planned(
    branch: Branch, reminders: Reminders
) -> None:
    """20 November is a Friday."""
    reminders.at("2026-11-10", "10:00")
    await meet(reminders, "committee", "2026-11-03")
    await meet(reminders, "theme_day", "2026-11-28", came=False)
    await meet(reminders, "group", "2026-11-04", branch.groups[0], came=False)
    await reminders.plan()
    said = await reminders.morning("2026-11-20")
    assert set(said) == {branch.secretary}
    [line] = said[branch.secretary]
    assert owed(line) == {"group一组": 1, "group二组": 1}
    assert "11月30日周一前 一组的党小组会 1 次、二组的党小组会 1 次" in text_of([line])
    assert await reminders.morning("2026-11-21") == {}


async def test_the_day_before_where_it_falls_on_a_day_off_and_month_quarter_and_year_together(
    branch: Branch, reminders: Reminders
) -> None:
    """21 June 2026 is a Sunday, Friday the 19th a holiday; half a year has no norm of its own."""
    reminders.at("2026-06-10", "10:00")
    await reminders.plan()
    heard = await reminders.mornings([date(2026, 6, day) for day in range(15, 23)], "norm")
    assert heard == {"2026-06-18": {branch.secretary}}
    said = await reminders.morning("2026-12-21")
    [line] = said[branch.secretary]
    every = {"assembly": 1, "committee": 1, "group一组": 1, "group二组": 1, "theme_day": 1, "lecture": 1}
    assert owed(line) == {**every, "life": 1, "appraisal": 1}


async def test_whoever_comes_when_its_day_has_passed_is_told_until_the_month_ends_and_once(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    """The day was Friday, 20 November; December's is its own."""
    reminders.at("2026-11-25", "10:00")
    await meet(reminders, "committee", "2026-11-03")
    days = [date(2026, 11, 25) + timedelta(days=count) for count in range(6)]
    assert await reminders.mornings(days, "norm") == {"2026-11-25": {branch.secretary}}
    await world.run("DELETE FROM reminder")
    await world.run("DELETE FROM outbox")
    [line] = (await reminders.morning("2026-11-30"))[branch.secretary]
    assert owed(line) == {"group一组": 1, "group二组": 1, "theme_day": 1}
    await world.run("DELETE FROM reminder")
    reminders.at("2026-12-01", "06:00")
    await reminders.plan()
    assert await world.rows("SELECT id FROM reminder WHERE person_id = $1", branch.secretary) == []


async def test_called_meanwhile_it_is_silent_although_its_message_was_queued(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-10", "10:00")
    for kind in ("committee", "group"):
        units = branch.groups if kind == "group" else (branch.id,)
        for unit in units:
            await meet(reminders, kind, "2026-11-03", unit)
    [(account, rows)] = (await reminders.half_past_eight("2026-11-20")).items()
    assert account == ACCOUNTS + branch.secretary
    called = await meet(reminders, "theme_day", "2026-11-29", came=False)
    assert await reminders.compose(account, rows) is None
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called)
    assert await reminders.compose(account, rows) is not None


async def test_what_was_missed_goes_up_once_after_the_period(branch: Branch, reminders: Reminders) -> None:
    """1 December is a Tuesday; a meeting nobody came to was not held, the other branch held nothing at all."""
    reminders.at("2026-11-25", "10:00")
    await meet(reminders, "committee", "2026-11-03")
    await meet(reminders, "theme_day", "2026-11-10", came=False)
    days = [date(2026, 11, 26) + timedelta(days=count) for count in range(20)]
    assert await reminders.mornings(days[:5], "norm") == {"2026-11-26": {branch.secretary}}
    said = await reminders.morning("2026-12-01")
    [line] = said[branch.above]
    assert isinstance(line, NormLine)
    pieces = {piece.zh: (piece.count, piece.units) for piece in line.missed}
    assert pieces == {"党小组会": (1, ("一支部",)), "主题党日": (2, ("一支部", "二支部"))}
    assert "截至11月30日周一 党小组会 1 个（一支部）、主题党日 2 个（一支部、二支部）" in text_of([line])
    assert await reminders.mornings(days[6:], "norm") == {}


async def test_a_meeting_planned_for_the_last_day_and_held_is_not_reported(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-25", "10:00")

    for kind, unit in (("committee", branch.id), ("group", branch.groups[0]), ("group", branch.groups[1])):
        await meet(reminders, kind, "2026-11-03", unit)
    await meet(reminders, "theme_day", "2026-11-30")
    await meet(reminders, "theme_day", "2026-11-30", branch.other)
    await reminders.plan()
    assert await world.rows("SELECT id FROM reminder WHERE kind = 'norm' AND person_id = $1", branch.above) != []
    assert await reminders.morning("2026-12-01") == {}


async def test_of_a_unit_that_came_during_the_period_nothing_is_reported(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    reminders.at("2026-11-25", "10:00")
    await world.run("UPDATE unit SET created_at = $1", round(world.clock.now().timestamp() * 1000))
    assert await reminders.morning("2026-12-01") == {}
    said = await reminders.morning("2026-12-21")
    assert set(said) == {branch.secretary}


async def test_after_new_year_on_the_first_working_day(world: World, branch: Branch, reminders: Reminders) -> None:
    reminders.at("2025-12-20", "10:00")
    heard = await reminders.mornings([date(2026, 1, day) for day in range(1, 8)], "norm")
    assert heard == {"2026-01-04": {branch.above}}
    await world.run("DELETE FROM reminder")
    reminders.at("2026-01-03", "10:00")
    await reminders.plan()
    rows = await world.rows("SELECT DISTINCT occasion FROM reminder WHERE kind = 'norm' ORDER BY occasion")
    assert {row["occasion"].rpartition("/")[0].partition("/")[2] for row in rows} == {"2025-12", "2025-Q4", "2025"}
