"""China's holidays and made-up workdays as the library knows them, and the years that it does not know."""

from datetime import date, timedelta

import pytest
from structlog.testing import capture_logs

from bot.services import workdays

MADE_UP = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}
"""Saturdays and Sundays of 2026 that are worked."""


def test_the_made_up_workdays_of_2026() -> None:
    every = [date(2026, 1, 1) + timedelta(days=count) for count in range(365)]
    weekends = [day for day in every if day.isoweekday() > 5]
    assert {day.isoformat() for day in weekends if workdays.is_working_day(day)} == MADE_UP
    assert {day.isoweekday() for day in map(date.fromisoformat, MADE_UP)} == {6, 7}
    assert not any(workdays.is_working_day(day) for day in (date(2026, 10, 1), date(2026, 2, 23), date(2026, 1, 2)))


@pytest.mark.parametrize("year", [2031, 2032])
def test_a_year_that_is_not_known_falls_back_to_weekdays_with_one_warning(year: int) -> None:
    workdays._calendar.cache_clear()
    with capture_logs() as logs:
        assert not workdays.is_known(year)
        days = [date(year, 10, 1) + timedelta(days=count) for count in range(14)]
        assert [workdays.is_working_day(day) for day in days] == [day.isoweekday() <= 5 for day in days]
    assert [(one["event"], one["year"], one["log_level"]) for one in logs] == [("holidays_unknown", year, "warning")]
