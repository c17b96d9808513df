"""The days of reminders: never after what they lead to, on working days, once a day; upward never too soon."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.reminder import schedule
from bot.domain.reminder.schedule import ReminderDay
from bot.services.workdays import is_working_day

DAYS_BEFORE = (14, 7, 3, 1, 0)
DATES = st.dates(date(2024, 1, 1), date(2032, 12, 31))
COUNTS = st.sets(st.integers(0, 40), min_size=1, max_size=8)
SEEDS = st.integers(0, 2**32)


def scattered(seed: int) -> Callable[[date], bool]:
    """Working days scattered over the calendar, at least one in any ten days."""
    return lambda day: day.toordinal() % 10 == 0 or hash((seed, day.toordinal())) % 3 == 0


@given(DATES, COUNTS, SEEDS)
@example(date(2024, 2, 29), {0, 1}, 0)
@example(date(2025, 1, 1), {0, 1, 14}, 1)
def test_before_a_date_never_after_it_on_working_days_and_once_a_day(due: date, counts: set[int], seed: int) -> None:
    working = scattered(seed)
    days = schedule.countdown(due, counts, working)
    assert all(one.day <= due - timedelta(days=one.days) for one in days)
    assert all(working(one.day) for one in days)
    assert len({one.day for one in days}) == len(days)
    assert min(counts) in {one.days for one in days}
    assert days == sorted(days)
    assert [one.days for one in days] == sorted({one.days for one in days}, reverse=True)


@given(DATES, COUNTS, SEEDS)
@example(date(2024, 2, 28), {1, 2}, 0)
@example(date(2026, 12, 31), {1, 2, 3}, 5)
def test_after_a_date_never_before_its_day_on_working_days_and_once_a_day(
    due: date, counts: set[int], seed: int
) -> None:
    working = scattered(seed)
    days = schedule.arrears(due, counts, working)
    assert all(one.day >= due + timedelta(days=one.days) for one in days)
    assert all(working(one.day) for one in days)
    assert len({one.day for one in days}) == len(days)
    assert max(counts) in {one.days for one in days}
    assert [one.days for one in days] == sorted({one.days for one in days})


@given(DATES, st.integers(0, 9), st.integers(1, 9), st.integers(-40, 400), SEEDS)
def test_nobody_hears_of_what_is_overdue_before_their_day(
    due: date, first: int, daily: int, last: int, seed: int
) -> None:
    working = scattered(seed)
    for counts, earliest in (
        (schedule.owner_days(daily, last), 1),
        (schedule.escalation_days(first, last), max(first, 1)),
    ):
        assert all(earliest <= days <= last for days in counts)
        days = schedule.arrears(due, counts, working)
        assert all((one.day - due).days >= earliest for one in days)
        assert (earliest in counts) == (last >= earliest)


def test_the_owner_hears_daily_and_then_weekly_and_the_others_weekly_from_their_day() -> None:
    assert schedule.owner_days(3, 25) == [1, 2, 3, 10, 17, 24]
    assert schedule.owner_days(1, 9) == [1, 8]
    assert schedule.escalation_days(3, 25) == [3, 10, 17, 24]
    assert schedule.escalation_days(7, 25) == [7, 14, 21]
    assert schedule.escalation_days(0, 8) == [1, 8]


@given(DATES, DATES, COUNTS)
def test_what_is_to_be_said_now_is_the_latest_that_has_come_and_all_ahead(
    due: date, today: date, counts: set[int]
) -> None:
    days = schedule.arrears(due, counts, is_working_day)
    now = schedule.from_latest_due(days, today)
    assert [one for one in now if one.day > today] == [one for one in days if one.day > today]
    come = [one for one in now if one.day <= today]
    assert come == ([max(one for one in days if one.day <= today)] if any(r.day <= today for r in days) else [])


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        # Sunday 4 January is a made-up workday, 1 to 3 January are off.
        (date(2026, 1, 4), [("2025-12-19", 14), ("2025-12-26", 7), ("2025-12-31", 1), ("2026-01-04", 0)]),
        # Saturday 14 February is one, the week after is the Spring Festival.
        (date(2026, 2, 20), [("2026-02-06", 14), ("2026-02-13", 7), ("2026-02-14", 0)]),
        # Saturday 28 February is one, and a month's end.
        (date(2026, 2, 28), [("2026-02-14", 7), ("2026-02-25", 3), ("2026-02-27", 1), ("2026-02-28", 0)]),
        # Saturday 9 May.
        (date(2026, 5, 9), [("2026-04-24", 14), ("2026-04-30", 7), ("2026-05-06", 3), ("2026-05-08", 1),
                            ("2026-05-09", 0)]),
        # Sunday 20 September.
        (date(2026, 9, 21), [("2026-09-07", 14), ("2026-09-14", 7), ("2026-09-18", 3), ("2026-09-20", 1),
                             ("2026-09-21", 0)]),
        # Saturday 10 October, after the seven days of National Day.
        (date(2026, 10, 10), [("2026-09-24", 14), ("2026-09-30", 3), ("2026-10-09", 1), ("2026-10-10", 0)]),
        # The year's last day, and the first of the next.
        (date(2026, 12, 31), [("2026-12-17", 14), ("2026-12-24", 7), ("2026-12-28", 3), ("2026-12-30", 1),
                              ("2026-12-31", 0)]),
    ],
)  # fmt: skip
def test_made_up_workdays_and_holidays_of_2026(due: date, expected: list[tuple[str, int]]) -> None:
    found = schedule.countdown(due, DAYS_BEFORE, is_working_day)
    assert [(one.day.isoformat(), one.days) for one in found] == expected


def test_overdue_over_the_national_day() -> None:
    """Due on Wednesday, 30 September: the first three days are off, so that the fourth says it once."""
    found = schedule.arrears(date(2026, 9, 30), schedule.owner_days(3, 12), is_working_day)
    assert found == [ReminderDay(date(2026, 10, 8), 3), ReminderDay(date(2026, 10, 10), 10)]


def test_without_any_working_day_a_day_stays_where_it_is() -> None:
    assert schedule.earlier(date(2026, 5, 1), lambda day: False) == date(2026, 5, 1)
    assert schedule.later(date(2026, 5, 1), lambda day: False) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-08-31", 6, "2027-02-28"),
    ],
)
def test_so_many_months_on(day: str, months: int, expected: str) -> None:
    assert schedule.months_later(date.fromisoformat(day), months).isoformat() == expected


@pytest.mark.parametrize(
    ("day", "today", "until", "expected"),
    [
        ("2026-11-20", "2026-11-22", "2026-11-30", "2026-11-23"),  # set up on a Sunday
        ("2026-11-20", "2026-11-24", "2026-11-30", "2026-11-24"),
        ("2026-11-27", "2026-11-28", "2026-11-29", "2026-11-28"),  # Monday would be too late
        ("2026-11-20", "2026-11-20", "2026-11-30", "2026-11-20"),
        ("2026-11-28", "2026-11-22", "2026-11-30", "2026-11-28"),
    ],
)
def test_what_was_missed_waits_for_a_working_day_in_time(day: str, today: str, until: str, expected: str) -> None:
    read = date.fromisoformat
    assert schedule.not_before_today(read(day), read(today), read(until), is_working_day) == read(expected)
