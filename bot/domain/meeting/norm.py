"""Computes what a unit owes by the norms of `config/meetings.toml`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.meeting.rules import MeetingRules, Norm
from bot.domain.period import Month

LEAST = 2
"""Members that a branch's committee needs to meet at all."""


class Per(StrEnum):
    """The length of the period in which a norm has to be met."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: 12}[self]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month, quarter or year, from its first to its last day, both included."""

    first: date
    last: date
    per: Per

    @classmethod
    def of(cls, per: Per, day: date) -> "Period":
        """The period that the day lies in."""
        first = Month(day.year, (day.month - 1) // per.months * per.months + 1)
        return cls(first.first, first.later(per.months - 1).last, per)

    @classmethod
    def named(cls, name: str) -> "Period":
        """The period of that `name`. ValueError for any other text."""
        year, _, part = name.partition("-")
        if not part:
            return cls.of(Per.YEAR, date(int(year), 1, 1))
        if part.startswith("Q"):
            return cls.of(Per.QUARTER, date(int(year), int(part[1:]) * 3, 1))
        return cls.of(Per.MONTH, date(int(year), int(part), 1))

    @property
    def name(self) -> str:
        """The name of the period: 2026-11, 2026-Q4 or 2026."""
        if self.per is Per.YEAR:
            return f"{self.first.year}"
        if self.per is Per.QUARTER:
            return f"{self.first.year}-Q{self.last.month // 3}"
        return f"{self.first.year}-{self.first.month:02}"

    def next(self) -> "Period":
        """The period after this one."""
        return Period.of(self.per, self.last + timedelta(days=1))

    def before(self) -> "Period":
        """The period before this one."""
        return Period.of(self.per, self.first - timedelta(days=1))

    def has(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class CountedMeeting:
    """A meeting that was not cancelled. `held`: over, and somebody attended; `ahead`: not over."""

    unit_id: int
    type: str
    day: date
    held: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a unit meets a norm in a period. `planned`: the days of its meetings that are still ahead."""

    unit_id: int
    type: str
    period: Period
    times: int
    held: int
    planned: tuple[date, ...]

    @property
    def missing(self) -> int:
        """How many meetings have not been held yet."""
        return max(self.times - self.held, 0)

    @property
    def owed(self) -> int:
        """How many meetings are neither held nor planned."""
        return max(self.missing - len(self.planned), 0)


@dataclass(frozen=True, slots=True)
class Holders:
    """A branch, its groups, and how many members its committee has."""

    branch_id: int
    group_ids: tuple[int, ...] = ()
    committee: int = 0

    def of(self, audience: str) -> Sequence[int]:
        """The units that hold meetings for such an audience; none where there are no groups or no committee."""
        if audience == "group":
            return self.group_ids
        return (self.branch_id,) if audience != "committee" or self.committee >= LEAST else ()


def standings(
    rules: MeetingRules, holders: Holders, meetings: Iterable[CountedMeeting], periods: Iterable[Period]
) -> list[Standing]:
    """How far each norm is met in each of the periods of its length, in the order of the norms."""
    met, chosen = list(meetings), list(periods)
    return [
        _standing(norm, unit_id, period, met)
        for norm in rules.norm
        for period in chosen
        if period.per == norm.per
        for unit_id in holders.of(rules.get(norm.type).audience)
    ]


def _standing(norm: Norm, unit_id: int, period: Period, met: Sequence[CountedMeeting]) -> Standing:
    own = [one for one in met if one.unit_id == unit_id and one.type == norm.type and period.has(one.day)]
    planned = tuple(sorted(one.day for one in own if one.ahead))
    return Standing(unit_id, norm.type, period, norm.times, sum(one.held for one in own), planned)
