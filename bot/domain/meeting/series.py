"""Computes the dates of a series of meetings, moved off holidays as its holiday rule says."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.meeting.rules import Frozen

HolidayRule = Literal["keep", "earlier", "later", "skip"]
Weekday = Annotated[int, Field(ge=1, le=7)]
"""Monday is 1, Sunday 7."""
MonthDay = Annotated[int, Field(ge=1, le=31)]
"""In a shorter month the last day stands for it."""

REACH = 31
"""Days within which a working day is looked for."""


class Weekly(Frozen):
    """A weekday of every n-th week, counted from the first such weekday of the series."""

    kind: Literal["weekly"] = "weekly"
    weekday: Weekday
    every: Annotated[int, Field(ge=1, le=52)] = 1


class MonthlyDay(Frozen):
    """A day of every month."""

    kind: Literal["monthly_day"] = "monthly_day"
    day: MonthDay


class MonthlyWeekday(Frozen):
    """The first to fourth such weekday of every month, or the last (-1)."""

    kind: Literal["monthly_weekday"] = "monthly_weekday"
    nth: Literal[1, 2, 3, 4, -1]
    weekday: Weekday


class Quarterly(Frozen):
    """A day of the first, second or third month of every quarter."""

    kind: Literal["quarterly"] = "quarterly"
    month: Annotated[int, Field(ge=1, le=3)]
    day: MonthDay


Rule = Annotated[Weekly | MonthlyDay | MonthlyWeekday | Quarterly, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, order=True)
class Planned:
    """A date of the series: the day it is held on, and the day that the rule alone gives."""

    actual: date
    nominal: date


def dates(
    rule: Rule, first: date, last: date, is_working_day: Callable[[date], bool], holiday_rule: HolidayRule
) -> list[Planned]:
    """The dates whose nominal day lies in first..last, both included, in the order of the days they are held on.

    `earlier` and `later` move a date off a day without work to the nearest free working day on that side in its month,
    else on the other side in its month, else within 31 days on that side, then the other. A date never leaves
    first..last nor falls on another date, and stays where no day is free.
    """
    nominal = list(_nominal(rule, first, last))
    if holiday_rule == "keep":
        return [Planned(day, day) for day in nominal]
    held = [day for day in nominal if is_working_day(day)]
    planned = [Planned(day, day) for day in held]
    if holiday_rule != "skip":
        taken = set(nominal)
        for day in (day for day in nominal if day not in set(held)):
            candidates = _neighbours(day, 1 if holiday_rule == "later" else -1)
            free = (other for other in candidates if first <= other <= last and other not in taken)
            actual = next((other for other in free if is_working_day(other)), day)
            taken.add(actual)
            planned.append(Planned(actual, day))
    return sorted(planned)


def _neighbours(day: date, side: int) -> list[date]:
    """The days around `day`, in the order in which they are tried."""
    ahead = [day + timedelta(days=side * step) for step in range(1, REACH + 1)]
    behind = [day - timedelta(days=side * step) for step in range(1, REACH + 1)]
    return sorted(ahead + behind, key=lambda other: (other.year, other.month) != (day.year, day.month))


def _nominal(rule: Rule, first: date, last: date) -> Iterator[date]:
    if isinstance(rule, Weekly):
        day = first + timedelta(days=(rule.weekday - first.isoweekday()) % 7)
        while day <= last:
            yield day
            day += timedelta(weeks=rule.every)
        return
    for year, month in _months(first, last):
        found = _in_month(rule, year, month)
        if found is not None and first <= found <= last:
            yield found


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(count, 12)
        yield year, month + 1


def _in_month(rule: MonthlyDay | MonthlyWeekday | Quarterly, year: int, month: int) -> date | None:
    if isinstance(rule, MonthlyWeekday):
        return _nth_weekday(year, month, rule.nth, rule.weekday)
    if isinstance(rule, Quarterly) and (month - 1) % 3 + 1 != rule.month:
        return None
    return date(year, month, min(rule.day, monthrange(year, month)[1]))


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    length = monthrange(year, month)[1]
    if nth == -1:
        end = date(year, month, length)
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    start = date(year, month, 1)
    return start + timedelta(days=(weekday - start.isoweekday()) % 7 + 7 * (nth - 1))
