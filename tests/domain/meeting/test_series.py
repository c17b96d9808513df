"""The dates of a series, and its rule as people type it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.domain.meeting.series import HolidayRule, MonthlyDay, MonthlyWeekday, Planned, Quarterly, Rule, Weekly, dates
from bot.domain.meeting.series_text import read_rule, read_rule_and_hour

NEW_YEAR, YEARS_END = date(2026, 1, 1), date(2026, 12, 31)


def weekdays(day: date) -> bool:
    return day.isoweekday() <= 5


def national_holiday(day: date) -> bool:
    """Weekdays, without 1 to 8 October 2026, with the made-up Saturday, 10 October."""
    return day == date(2026, 10, 10) or (weekdays(day) and not date(2026, 10, 1) <= day <= date(2026, 10, 8))


def held(rule: Rule, first: date, last: date, holiday_rule: HolidayRule = "keep") -> list[date]:
    return [planned.actual for planned in dates(rule, first, last, national_holiday, holiday_rule)]


def test_weekly_counts_from_the_first_such_weekday() -> None:
    assert held(Weekly(weekday=3), date(2026, 11, 25), date(2026, 12, 9)) == [
        date(2026, 11, 25),
        date(2026, 12, 2),
        date(2026, 12, 9),
    ]
    assert held(Weekly(weekday=1, every=2), date(2026, 11, 25), date(2026, 12, 20)) == [
        date(2026, 11, 30),
        date(2026, 12, 14),
    ]


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    found = held(MonthlyDay(day=31), NEW_YEAR, date(2026, 4, 30))
    assert found == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_nth_and_last_weekdays() -> None:
    assert held(MonthlyWeekday(nth=2, weekday=5), date(2026, 5, 1), date(2026, 6, 30)) == [
        date(2026, 5, 8),
        date(2026, 6, 12),
    ]
    assert held(MonthlyWeekday(nth=-1, weekday=5), date(2026, 1, 1), date(2026, 2, 28)) == [
        date(2026, 1, 30),
        date(2026, 2, 27),
    ]


def test_quarterly() -> None:
    found = held(Quarterly(month=2, day=10), NEW_YEAR, YEARS_END)
    assert [(day.month, day.day) for day in found] == [(2, 10), (5, 10), (8, 10), (11, 10)]


@pytest.mark.parametrize(
    ("day", "holiday_rule", "expected"),
    [
        (5, "keep", [date(2026, 10, 5)]),
        (5, "later", [date(2026, 10, 9)]),
        (5, "earlier", [date(2026, 10, 9)]),  # nothing earlier in October
        (5, "skip", []),
        (11, "earlier", [date(2026, 10, 10)]),  # the made-up Saturday
        (31, "later", [date(2026, 10, 30)]),  # a Saturday; nothing later in October
        (12, "later", [date(2026, 10, 12)]),
    ],
)
def test_holidays_move_an_occurrence_within_its_month(
    day: int, holiday_rule: HolidayRule, expected: list[date]
) -> None:
    assert held(MonthlyDay(day=day), date(2026, 10, 1), date(2026, 10, 31), holiday_rule) == expected


def test_an_occurrence_leaves_its_month_where_nothing_in_it_is_free() -> None:
    def only_november(day: date) -> bool:
        return day.month == 11

    found = dates(MonthlyDay(day=31), date(2026, 10, 1), date(2026, 11, 29), only_november, "later")
    assert found == [Planned(date(2026, 11, 1), date(2026, 10, 31))]
    alone = dates(MonthlyDay(day=31), date(2026, 10, 1), date(2026, 10, 31), only_november, "later")
    assert alone == [Planned(date(2026, 10, 31), date(2026, 10, 31))]


def test_moved_occurrences_do_not_meet() -> None:
    off = {date(2026, 11, day) for day in range(2, 14)}
    found = dates(Weekly(weekday=3), date(2026, 11, 1), date(2026, 11, 30), lambda day: day not in off, "later")
    assert [(planned.nominal.day, planned.actual.day) for planned in found] == [(4, 14), (11, 15), (18, 18), (25, 25)]


weekday_numbers = st.integers(1, 7)
rules: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Weekly, weekday=weekday_numbers, every=st.integers(1, 8)),
    st.builds(MonthlyDay, day=st.integers(1, 31)),
    st.builds(MonthlyWeekday, nth=st.sampled_from([1, 2, 3, 4, -1]), weekday=weekday_numbers),
    st.builds(Quarterly, month=st.integers(1, 3), day=st.integers(1, 31)),
)
holiday_rules: st.SearchStrategy[HolidayRule] = st.sampled_from(["keep", "earlier", "later", "skip"])
some_days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
days_off = st.frozensets(st.integers(0, 6), max_size=6).flatmap(
    lambda regular: st.frozensets(st.integers(1, 366), max_size=60).map(
        lambda single: lambda day: day.weekday() not in regular and day.timetuple().tm_yday not in single
    )
)


@given(rules, some_days, st.integers(0, 500), days_off, holiday_rules)
def test_occurrences_are_sorted_apart_and_in_range(
    rule: Rule, first: date, length: int, is_working_day: Callable[[date], bool], holiday_rule: HolidayRule
) -> None:
    last = first + timedelta(days=length)
    found = dates(rule, first, last, is_working_day, holiday_rule)
    actual = [planned.actual for planned in found]
    assert actual == sorted(set(actual))
    assert all(first <= day <= last for planned in found for day in (planned.actual, planned.nominal))
    assert found == dates(rule, first, last, is_working_day, holiday_rule)
    nominal = {planned.nominal for planned in dates(rule, first, last, is_working_day, "keep")}
    assert {planned.nominal for planned in found} <= nominal
    assert holiday_rule == "skip" or len(found) == len(nominal)


@given(rules, some_days, st.integers(0, 500), holiday_rules)
def test_nothing_moves_where_every_day_is_worked(
    rule: Rule, first: date, length: int, holiday_rule: HolidayRule
) -> None:
    last = first + timedelta(days=length)
    found = dates(rule, first, last, lambda day: True, holiday_rule)
    assert found == dates(rule, first, last, lambda day: False, "keep")
    assert all(planned.actual == planned.nominal for planned in found)


@given(rules, st.integers(2024, 2035), st.sampled_from(["earlier", "later"]))
def test_moved_occurrences_are_worked_and_stay_in_their_month(rule: Rule, year: int, holiday_rule: HolidayRule) -> None:
    for planned in dates(rule, date(year, 1, 1), date(year, 12, 31), weekdays, holiday_rule):
        if isinstance(rule, Weekly):
            continue
        assert weekdays(planned.actual)
        assert planned.actual.month == planned.nominal.month
        assert abs(planned.actual - planned.nominal) <= timedelta(days=3)


@given(rules.filter(lambda rule: not isinstance(rule, Weekly)), st.integers(2024, 2035))
def test_a_year_has_twelve_months_and_four_quarters(rule: Rule, year: int) -> None:
    found = dates(rule, date(year, 1, 1), date(year, 12, 31), weekdays, "keep")
    months = [planned.actual.month for planned in found]
    assert months == (
        [rule.month, rule.month + 3, rule.month + 6, rule.month + 9] if isinstance(rule, Quarterly) else [*range(1, 13)]
    )


@given(rules)
def test_a_rule_survives_json(rule: Rule) -> None:
    stored: TypeAdapter[Rule] = TypeAdapter(Rule)
    assert stored.validate_json(stored.dump_json(rule)) == rule


def test_an_impossible_rule_is_refused() -> None:
    with pytest.raises(ValidationError):
        MonthlyDay(day=32)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每月5号", MonthlyDay(day=5)),
        ("每个月的二十五日", MonthlyDay(day=25)),
        ("每月最后一天", MonthlyDay(day=31)),
        ("每月第二个周五", MonthlyWeekday(nth=2, weekday=5)),
        ("每月最后一个星期五", MonthlyWeekday(nth=-1, weekday=5)),
        ("每周一", Weekly(weekday=1)),
        ("每週三", Weekly(weekday=3)),
        ("每周周日", Weekly(weekday=7)),
        ("每两周周三", Weekly(weekday=3, every=2)),
        ("每隔一周的周三", Weekly(weekday=3, every=2)),
        ("隔周三", Weekly(weekday=3, every=2)),
        ("每季度第一个月10号", Quarterly(month=1, day=10)),
        ("每季度末月二十五号", Quarterly(month=3, day=25)),
        ("every month on the 5th", MonthlyDay(day=5)),
        ("monthly on the 31st", MonthlyDay(day=31)),
        ("the last day of every month", MonthlyDay(day=31)),
        ("second Friday of each month", MonthlyWeekday(nth=2, weekday=5)),
        ("every month on the first Mon", MonthlyWeekday(nth=1, weekday=1)),
        ("last Friday", MonthlyWeekday(nth=-1, weekday=5)),
        ("every Monday", Weekly(weekday=1)),
        ("weekly on Mondays", Weekly(weekday=1)),
        ("every second Friday", Weekly(weekday=5, every=2)),
        ("every other Tuesday", Weekly(weekday=2, every=2)),
        ("every 2 weeks on Wed", Weekly(weekday=3, every=2)),
        ("biweekly on Thursday", Weekly(weekday=4, every=2)),
        ("quarterly on the 10th of the first month", Quarterly(month=1, day=10)),
        ("the 10th of the last month of each quarter", Quarterly(month=3, day=10)),
        ("the second month of every quarter, on the 5th", Quarterly(month=2, day=5)),
        ("每月32号", None),
        ("每月第五个周五", None),
        ("每周", None),
        ("每0周周三", None),
        ("每周三和周五", None),
        ("每月五号下午三点", None),
        ("Monday", None),
        ("", None),
    ],
)
def test_rules_are_read(text: str, expected: Rule | None) -> None:
    assert read_rule(text) == expected


ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def written(rule: Rule) -> tuple[str, str]:
    """The rule in Chinese and in English."""
    if isinstance(rule, Weekly):
        sign, name = "一二三四五六日"[rule.weekday - 1], DAYS[rule.weekday - 1]
        return f"每{rule.every}周周{sign}", f"every {rule.every} weeks on {name}"
    if isinstance(rule, MonthlyDay):
        return f"每月{rule.day}号", f"every month on the {rule.day}th"
    if isinstance(rule, Quarterly):
        return (
            f"每季度第{rule.month}个月{rule.day}号",
            f"{rule.day}th of the {ORDINALS[rule.month]} month of every quarter",
        )
    which = "最后一" if rule.nth == -1 else f"第{'一二三四'[rule.nth - 1]}"
    return (
        f"每月{which}个周{'一二三四五六日'[rule.weekday - 1]}",
        f"{ORDINALS[rule.nth]} {DAYS[rule.weekday - 1]} of each month",
    )


@given(rules)
def test_every_written_rule_is_read_back(rule: Rule) -> None:
    assert [read_rule(text) for text in written(rule)] == [rule, rule]


@given(
    st.text()
    | st.lists(st.sampled_from(["每", "月", "周", "五", "第", "10", "every ", "month ", "last "])).map("".join)
)
def test_no_text_raises(text: str) -> None:
    read_rule(text)


@pytest.mark.parametrize(
    ("text", "rule", "start", "minutes"),
    [
        ("每周三下午三点", Weekly(weekday=3), time(15), None),
        ("每周三三点", Weekly(weekday=3), time(15), None),
        ("每周三 15:00-16:30", Weekly(weekday=3), time(15), 90),
        ("每月5日下午3点到5点", MonthlyDay(day=5), time(15), 120),
        ("每月1 23:00", MonthlyDay(day=1), time(23), None),
        ("每月第二个周五上午九点", MonthlyWeekday(nth=2, weekday=5), time(9), None),
        ("下午三点，每周三", Weekly(weekday=3), time(15), None),
        ("every Wednesday at 3pm", Weekly(weekday=3), time(15), None),
        ("9am every month on the 15th", MonthlyDay(day=15), time(9), None),
        ("每周三", Weekly(weekday=3), None, None),
    ],
)
def test_a_rule_and_its_hour_are_read_together(text: str, rule: Rule, start: time | None, minutes: int | None) -> None:
    assert read_rule_and_hour(text, datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))) == (
        rule,
        start,
        minutes,
    )


@pytest.mark.parametrize("text", ["有空就开", "每周三25点", "每周三明天三点", "下午三点"])
def test_a_rule_beside_something_else_is_not_read(text: str) -> None:
    assert read_rule_and_hour(text, datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))) is None
