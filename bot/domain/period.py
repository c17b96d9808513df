"""Compute with calendar months and years, and turn them into moments in the unit's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def numbered(cls, number: int) -> "Month":
        """Return the month of that number; the inverse of `number`."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """The number of the month, counted from January of year 0."""
        return self.year * 12 + self.month - 1

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.later(1).first - timedelta(days=1)

    def later(self, months: int) -> "Month":
        """Return the month so many months later."""
        return Month.numbered(self.number + months)

    def starts(self, zone: tzinfo) -> datetime:
        """Return the moment at which the month begins."""
        return datetime.combine(self.first, time.min, zone)

    def ends(self, zone: tzinfo) -> datetime:
        """Return the moment at which the next month begins."""
        return self.later(1).starts(zone)


def months_from(day: date, months: int) -> date:
    """Return the last day of so many months that begin on `day`: 15 January and one month give 14 February."""
    month = Month.of(day).later(months)
    return min(month.first + timedelta(days=day.day - 1), month.last + timedelta(days=1)) - timedelta(days=1)


def year_starts(year: int, zone: tzinfo) -> datetime:
    """Return the moment at which a year begins."""
    return Month(year, 1).starts(zone)
