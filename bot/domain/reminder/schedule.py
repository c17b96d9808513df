"""The days on which someone is reminded of a date: before it, after it, and off days without work. Dates only.

Days before a date move to the previous working day, days after it to the next; of two that meet on one day, the one
nearer to its end stays, so that nobody hears of one thing twice on a day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.period import Month

REACH = 31
"""Days within which a working day is looked for; where there is none, a day stays where it is."""

WorkingDay = Callable[[date], bool]


@dataclass(frozen=True, slots=True, order=True)
class ReminderDay:
    """`days` before or after the date that counts; `day`: when it is said."""

    day: date
    days: int


def earlier(day: date, is_working_day: WorkingDay) -> date:
    """The day itself, or the last working day before it."""
    return _nearest(day, -1, is_working_day)


def later(day: date, is_working_day: WorkingDay) -> date:
    """The day itself, or the first working day after it."""
    return _nearest(day, 1, is_working_day)


def _nearest(day: date, side: int, is_working_day: WorkingDay) -> date:
    near = (day + timedelta(days=side * step) for step in range(REACH + 1))
    return next((one for one in near if is_working_day(one)), day)


def countdown(due: date, days_before: Iterable[int], is_working_day: WorkingDay) -> list[ReminderDay]:
    """Towards a date, in order; of those that meet, the one with the fewest days to go."""
    found = {}
    for days in sorted(set(days_before), reverse=True):
        day = earlier(due - timedelta(days=days), is_working_day)
        found[day] = ReminderDay(day, days)
    return sorted(found.values())


def arrears(due: date, days_after: Iterable[int], is_working_day: WorkingDay) -> list[ReminderDay]:
    """Since a date, in order; of those that meet, the one with the most days gone by."""
    found = {}
    for days in sorted(set(days_after)):
        day = later(due + timedelta(days=days), is_working_day)
        found[day] = ReminderDay(day, days)
    return sorted(found.values())


def owner_days(daily: int, last: int) -> list[int]:
    """Days overdue on which the owner hears: so many in a row, then every seventh, up to `last`."""
    return [*range(1, min(daily, last) + 1), *range(daily + 7, last + 1, 7)]


def escalation_days(first: int, last: int) -> list[int]:
    """Days overdue on which others hear: from that day on every seventh, never before the first day overdue."""
    return list(range(max(first, 1), last + 1, 7))


def from_latest_due(days: Iterable[ReminderDay], today: date) -> list[ReminderDay]:
    """Those still ahead, and the latest of those whose day has come."""
    ordered = sorted(days)
    return [one for one in ordered if one.day <= today][-1:] + [one for one in ordered if one.day > today]


def not_before_today(day: date, today: date, until: date, is_working_day: WorkingDay) -> date:
    """The day itself; once it is past, the next working day from today that is not after `until`, else today."""
    if day >= today:
        return day
    next_one = later(today, is_working_day)
    return next_one if next_one <= until else today


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the month's last: 29 February and twelve months are 28 February."""
    month = Month.of(day).later(months)
    return min(month.first + timedelta(days=day.day - 1), month.last)
