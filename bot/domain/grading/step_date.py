"""The days on which the steps of a grading round are due, counted in working days."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.grading.scheme_part import Step
from bot.domain.reminder.schedule import WorkingDay

__all__ = ["WorkingDay", "due", "working_days_on"]

REACH = 366
"""Days within which a working day is looked for; where there is none, each day counts."""


def working_days_on(day: date, days: int, is_working_day: WorkingDay) -> date:
    """Return the day so many working days after that day, which itself does not count."""
    for _ in range(days):
        ahead = (day + timedelta(days=step) for step in range(1, REACH))
        day = next((one for one in ahead if is_working_day(one)), day + timedelta(days=1))
    return day


def due(days: Mapping[Step, int], start: date, is_working_day: WorkingDay) -> dict[Step, date]:
    """Return the last day of each of the seven steps, one after the other from the day on which the round starts."""
    found = {}
    for step in Step:
        start = working_days_on(start, days[step], is_working_day)
        found[step] = start
    return found
