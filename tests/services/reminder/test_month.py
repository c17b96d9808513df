"""Rectification month by month: on the first working day, to owners, the secretary and the committee above."""

from datetime import date

import pytest

from bot.domain.clock import to_ms
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.reminder.reminder_stage import Reminded, reminded, text_of

EXTENSION = """
INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at, decided_at)
VALUES ($1, '2027-01-31', '设备没到', 'agreed', $2, 0, $3)"""
SIGNED = """
UPDATE rectify_item SET state = 'signed_off', signed_off_at = $2, signed_off_for = $3, sign_off_year = 2026,
  sign_off_number = 1 WHERE id = $1"""


@pytest.fixture
async def one(database: Database) -> Reminded:
    return await reminded(database)


async def test_on_the_first_working_day_whoever_it_concerns(one: Reminded) -> None:
    """1 to 3 January are off; Sunday 4 January 2026 is a made-up workday."""
    one.at("2025-12-20", "10:00")
    await one.item("2026-03-31")
    days = [date(2026, 1, day) for day in range(1, 8)]
    assert await one.mornings(days, "month") == {"2026-01-04": {one.owner, one.house.secretary, one.house.above}}


async def test_what_is_open_falls_due_and_moved(one: Reminded) -> None:
    house = one.house
    one.at("2026-11-10", "10:00")
    await one.item("2026-12-15", problem="活动室漏雨")
    late = await one.item("2026-11-20", problem="会议少")
    waiting = await one.item("2026-12-20", problem="台账乱")
    signed = await one.item("2026-11-12", owner=house.members[1], problem="灯不亮")
    await one.hall.run(EXTENSION, waiting, one.owner, to_ms(one.hall.now))
    await one.move(waiting, "handed_in")
    await one.hall.run(SIGNED, signed, to_ms(one.hall.now), house.top)
    said = await one.morning("2026-12-01")
    own = next(line for line in said[one.owner] if line["kind"] == "month")
    counted = ("open", "waiting", "overdue", "due", "signed_off", "put_off")
    assert [own[name] for name in counted] == [3, 1, 1, 1, 0, 1]
    assert late
    unit = next(line for line in said[house.secretary] if line["kind"] == "month")
    assert [unit[name] for name in counted] == [3, 1, 1, 1, 1, 1]
    below = next(line for line in said[house.above] if line["kind"] == "month")
    assert ([below[name] for name in counted], below["units"], below["named"]) == ([3, 1, 1, 1, 1, 1], 1, [])
    text = text_of([own])
    assert "未销号 3 项、其中已交材料等销号 1 项、已逾期 1 项、本月到期 1 项、上月延期 1 项" in text
    assert "活动室漏雨（12月15日周二）" in text
    assert "下级 1 个党组织" in text_of([below])
    assert "1 signed off last month" in text_of([below], "en")
    assert [line["signed_off"] for line in said[house.members[1]] if line["kind"] == "month"] == [1]


async def test_what_has_nothing_to_say_any_more_is_silent(one: Reminded) -> None:
    """Handed over for delivery, then signed off: not of last month, and no longer open."""
    one.at("2026-11-20", "10:00")
    item = await one.item("2027-03-31")
    rows = dict(await one.half_past_eight("2026-12-01"))[account := ACCOUNTS + one.owner]
    await one.hall.run(SIGNED, item, to_ms(one.hall.now), one.house.top)
    assert await one.compose(account, rows) is None


async def test_after_a_sleep_it_comes_within_its_month_and_never_in_the_next(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.item("2027-03-31")
    await one.plan()
    said = await one.morning("2026-12-28")
    assert [line["month"] for line in said[one.owner] if line["kind"] == "month"] == ["2026-12-01"]
    await one.hall.run("UPDATE reminder SET state = 'planned' WHERE kind = 'month'")
    said = await one.morning("2027-01-04")
    assert [line["month"] for line in said[one.owner] if line["kind"] == "month"] == ["2027-01-01"]


async def test_the_secretary_who_owns_items_has_both_lines(one: Reminded) -> None:
    one.at("2026-11-20", "10:00")
    await one.item("2027-03-31", owner=one.house.secretary)
    said = await one.morning("2026-12-01")
    assert [line["scope"] for line in said[one.house.secretary]] == ["own", "unit"]
