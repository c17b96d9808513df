"""Months and years of the calendar as moments in the unit's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def numbered(cls, number: int) -> "Month":
        """The inverse of `number`."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """Counted from January of year 0."""
        return self.year * 12 + self.month - 1

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.later(1).first - timedelta(days=1)

    def later(self, months: int) -> "Month":
        return Month.numbered(self.number + months)

    def starts(self, zone: tzinfo) -> datetime:
        return datetime.combine(self.first, time.min, zone)

    def ends(self, zone: tzinfo) -> datetime:
        """The moment at which the next begins."""
        return self.later(1).starts(zone)


def months_from(day: date, months: int) -> date:
    """The last day of so many months that begin on `day`: 15 January and one month are 14 February."""
    month = Month.of(day).later(months)
    return min(month.first + timedelta(days=day.day - 1), month.last + timedelta(days=1)) - timedelta(days=1)


def year_starts(year: int, zone: tzinfo) -> datetime:
    return Month(year, 1).starts(zone)
