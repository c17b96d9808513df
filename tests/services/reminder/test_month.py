"""Rectification month by month: on the first working day, to owners, the secretary and the committee above."""

from datetime import date

from bot.domain.clock import to_ms
from bot.domain.reminder.line import MonthLine, Scope
from tests.services.reminder.reminders import Reminders, kinds_of, lines_of, text_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch

EXTENSION = """
INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at, decided_at)
VALUES ($1, '2027-01-31', '设备没到', 'agreed', $2, 0, $3)"""
SIGNED = """
UPDATE rectify_item SET state = 'signed_off', signed_off_at = $2, signed_off_for = $3, sign_off_year = 2026,
  sign_off_number = 1 WHERE id = $1"""


async def test_on_the_first_working_day_whoever_it_concerns(branch: Branch, reminders: Reminders) -> None:
    """1 to 3 January are off; Sunday 4 January 2026 is a made-up workday."""
    reminders.at("2025-12-20", "10:00")
    await reminders.item("2026-03-31")
    days = [date(2026, 1, day) for day in range(1, 8)]
    assert await reminders.mornings(days, "month") == {"2026-01-04": {reminders.owner, branch.secretary, branch.above}}


async def test_what_is_open_falls_due_and_moved(world: World, branch: Branch, reminders: Reminders) -> None:
    reminders.at("2026-11-10", "10:00")
    await reminders.item("2026-12-15", problem="活动室漏雨")
    late = await reminders.item("2026-11-20", problem="会议少")
    waiting = await reminders.item("2026-12-20", problem="台账乱")
    signed = await reminders.item("2026-11-12", owner_id=branch.members[1], problem="灯不亮")
    await world.run(EXTENSION, waiting, reminders.owner, to_ms(world.clock.now()))
    await world.run("UPDATE rectify_item SET state = 'handed_in' WHERE id = $1", waiting)
    await world.run(SIGNED, signed, to_ms(world.clock.now()), branch.committee)
    said = await reminders.morning("2026-12-01")
    own = lines_of(MonthLine, said[reminders.owner])[0]
    assert counts(own) == [3, 1, 1, 1, 0, 1]
    assert late
    unit = lines_of(MonthLine, said[branch.secretary])[0]
    assert counts(unit) == [3, 1, 1, 1, 1, 1]
    below = lines_of(MonthLine, said[branch.above])[0]
    assert (counts(below), below.units, below.named) == ([3, 1, 1, 1, 1, 1], 1, ())
    text = text_of([own])
    assert "未销号 3 项、其中已交材料等销号 1 项、已逾期 1 项、本月到期 1 项、上月延期 1 项" in text
    assert "活动室漏雨（12月15日周二）" in text
    assert "下级 1 个党组织" in text_of([below])
    assert "1 signed off last month" in text_of([below], "en")
    assert [line.signed_off for line in lines_of(MonthLine, said[branch.members[1]])] == [1]


def counts(line: MonthLine) -> list[int]:
    return [line.open, line.waiting, line.overdue, line.due, line.signed_off, line.put_off]


async def test_what_has_nothing_to_say_any_more_is_silent(world: World, branch: Branch, reminders: Reminders) -> None:
    """Handed over for delivery, then signed off: not of last month, and no longer open."""
    reminders.at("2026-11-20", "10:00")
    item = await reminders.item("2027-03-31")
    rows = (await reminders.half_past_eight("2026-12-01"))[account := ACCOUNTS + reminders.owner]
    await world.run(SIGNED, item, to_ms(world.clock.now()), branch.committee)
    assert await reminders.compose(account, rows) is None


async def test_after_a_sleep_it_comes_within_its_month_and_never_in_the_next(
    world: World, reminders: Reminders
) -> None:
    reminders.at("2026-11-20", "10:00")
    await reminders.item("2027-03-31")
    await reminders.plan()
    said = await reminders.morning("2026-12-28")
    assert [line.month for line in lines_of(MonthLine, said[reminders.owner])] == [date(2026, 12, 1)]
    await world.run("UPDATE reminder SET state = 'planned' WHERE kind = 'month'")
    said = await reminders.morning("2027-01-04")
    assert [line.month for line in lines_of(MonthLine, said[reminders.owner])] == [date(2027, 1, 1)]


async def test_the_secretary_who_owns_items_has_both_lines(branch: Branch, reminders: Reminders) -> None:
    reminders.at("2026-11-20", "10:00")
    await reminders.item("2027-03-31", owner_id=branch.secretary)
    said = await reminders.morning("2026-12-01")
    assert kinds_of(said[branch.secretary]) == ["month", "month"]
    assert [line.scope for line in lines_of(MonthLine, said[branch.secretary])] == [Scope.OWN, Scope.UNIT]
