"""Months of the calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.period import Month, months_from, year_starts

ZONE = ZoneInfo("Asia/Shanghai")


def test_a_month_begins_in_the_units_zone() -> None:
    assert Month(2026, 12).starts(ZONE) == datetime(2026, 11, 30, 16, tzinfo=ZoneInfo("UTC"))
    assert Month(2026, 12).ends(ZONE) == Month(2027, 1).starts(ZONE) == year_starts(2027, ZONE)
    assert (Month(2028, 2).last, Month(2026, 12).last) == (date(2028, 2, 29), date(2026, 12, 31))


@given(st.integers(1900, 2900), st.integers(1, 12), st.integers(-500, 500))
def test_months_are_numbered_without_gaps(year: int, month: int, by: int) -> None:
    one = Month(year, month)
    assert Month.numbered(one.number) == one
    assert one.later(by).later(-by) == one


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 14)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 25), 3, date(2027, 2, 24)),
    ],
)
def test_the_last_day_of_so_many_months(day: date, months: int, last: date) -> None:
    assert months_from(day, months) == last
