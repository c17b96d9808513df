"""Days by which things are to be done, milestones, and what does not fit together."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import FARTHEST, ItemPlan, PlannedMilestone, check_dates, paragraph, read_milestones
from bot.domain.rectification.sheet import LONGEST, MOST_MILESTONES
from bot.domain.when.due_day import read_day, read_start

NOW = datetime(2026, 11, 25, 14, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月1日", date(2026, 10, 1)),
        ("十月一日", date(2026, 10, 1)),
        ("7/15", date(2026, 7, 15)),
        ("1 Oct", date(2026, 10, 1)),
        ("12月1日", date(2026, 12, 1)),
        ("2月1日", date(2027, 2, 1)),
        ("8月底", date(2026, 8, 31)),
        ("2027年10月1日", date(2027, 10, 1)),
        ("明年10月1日", date(2027, 10, 1)),
        ("明天", date(2026, 11, 26)),
        ("三个月后", date(2027, 2, 25)),
    ],
)
def test_a_start_without_its_year_is_the_nearest_such_day(text: str, day: date) -> None:
    assert read_start(text, NOW) == day


def test_in_january_a_start_may_be_last_years() -> None:
    assert read_start("11月1日", NOW.replace(year=2027, month=1, day=5)) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月31日", date(2026, 12, 31)),
        ("12月31日之前", date(2026, 12, 31)),
        ("2027-03-31", date(2027, 3, 31)),
        ("明天下午三点", date(2026, 11, 26)),
        ("30天内", date(2026, 12, 25)),
        ("年底", date(2026, 12, 31)),
        ("明年底前", date(2027, 12, 31)),
        ("3月底", date(2027, 3, 31)),
        ("二月末", date(2027, 2, 28)),
        ("2028年2月底", date(2028, 2, 29)),
        ("明年6月底", date(2027, 6, 30)),
        ("本月底", date(2026, 11, 30)),
        ("下个月底", date(2026, 12, 31)),
        ("三个月内", date(2027, 2, 25)),
        ("半年内", date(2027, 5, 25)),
        ("一年后", date(2027, 11, 25)),
        ("10月30日", date(2026, 10, 30)),
        ("31 Dec", date(2026, 12, 31)),
        ("end of March", date(2027, 3, 31)),
        ("by the end of next year", date(2027, 12, 31)),
        ("in 3 months", date(2027, 2, 25)),
    ],
)
def test_a_day_as_people_type_it(text: str, day: date) -> None:
    assert read_day(text, NOW) == day


def test_a_month_on_from_its_last_day_is_the_last_day_of_that_month() -> None:
    assert read_day("一个月后", NOW.replace(month=1, day=31)) == date(2026, 2, 28)
    assert read_day("两年内", NOW.replace(year=2028, month=2, day=29)) == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            ("随便", "day_unreadable"),
            ("15:00", "day_unreadable"),
            ("", "day_unreadable"),
            ("x" * 500, "day_unreadable"),
        ),
        *(("2月30日", "when_impossible"), ("13月底", "when_impossible")),
    ],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(DomainError) as error:
        read_day(text, NOW)
    assert error.value.code == code


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (read_day, read_milestones):
        with suppress(DomainError):
            assert read(text, NOW)


@pytest.mark.parametrize(
    "line",
    [
        "12月10日 制度上墙",
        "12月10日制度上墙",
        "制度上墙 12月10日",
        "12月10日：制度上墙",
        "2026-12-10，制度上墙",
        "10 Dec 制度上墙",
    ],
)
def test_a_milestone_has_its_date_before_or_after(line: str) -> None:
    assert read_milestones(line, NOW) == (PlannedMilestone(name="制度上墙", due_on=date(2026, 12, 10)),)


def test_milestones_come_by_date_and_not_too_many() -> None:
    found = read_milestones("1月15日 中期检查\n\n年底 制度上墙", NOW)
    assert [one.name for one in found] == ["制度上墙", "中期检查"]
    for text, code in (
        ("\n" * 3, "text_missing"),
        ("12月10日 甲\n" * (MOST_MILESTONES + 1), "milestones_too_many"),
        ("制度上墙", "milestone_unreadable"),
        ("12月10日 " + "长" * 101, "text_too_long"),
    ):
        with pytest.raises(DomainError) as error:
            read_milestones(text, NOW)
        assert error.value.code == code


@pytest.mark.parametrize(
    ("starts", "due", "milestone", "code"),
    [
        (0, -1, None, "due_past"),
        (5, 4, None, "due_before_start"),
        (0, FARTHEST.days + 1, None, "due_too_far"),
        (-FARTHEST.days - 1, 5, None, "start_too_far"),
        (0, 10, 11, "milestone_outside"),
        (5, 10, 4, "milestone_outside"),
    ],
)
def test_days_that_do_not_fit_together(starts: int, due: int, milestone: int | None, code: str) -> None:
    with pytest.raises(DomainError) as error:
        check_dates(plan(starts, due, milestone), TODAY)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("starts", "due", "milestone"), [(0, 0, 0), (-30, 0, -30), (5, 5, 5), (0, FARTHEST.days, None)]
)
def test_days_at_the_edge_fit(starts: int, due: int, milestone: int | None) -> None:
    check_dates(plan(starts, due, milestone), TODAY)


def plan(starts: int, due: int, milestone: int | None) -> ItemPlan:
    """In days from today."""
    on = [] if milestone is None else [PlannedMilestone(name="中期", due_on=TODAY + timedelta(days=milestone))]
    days = TODAY + timedelta(days=starts), TODAY + timedelta(days=due)
    return ItemPlan(starts_on=days[0], due_on=days[1], milestones=tuple(on))


def test_a_paragraph_keeps_its_lines() -> None:
    assert paragraph("  一、甲\x00 \n\n 二、  乙 ") == "一、甲\n二、 乙"
    assert len(paragraph("长" * LONGEST)) == LONGEST
    for text, code in (("长" * (LONGEST + 1), "text_too_long"), (" \n\x00", "text_missing")):
        with pytest.raises(DomainError) as error:
            paragraph(text)
        assert error.value.code == code
