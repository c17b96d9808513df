"""The attendance ledger: one line for each person and meeting, and figures summed over lines, all computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from fractions import Fraction

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.model import ATTENDED, Overall, State, Way, overall, settle
from bot.domain.errors import DomainError
from bot.domain.period import Month, year_starts


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar year, or one month of it; its number in a button is 202600 or 202611."""

    year: int
    month: int = 0

    @classmethod
    def numbered(cls, number: int) -> "Span":
        """The span of that number. DomainError("old_button") for a number that is no year or month."""
        year, month = divmod(number, 100)
        if not (2000 <= year <= 2999 and 0 <= month <= 12):
            raise DomainError("old_button")
        return cls(year, month)

    @property
    def number(self) -> int:
        """The number that a button carries."""
        return self.year * 100 + self.month

    def moved(self, by: int) -> "Span":
        """The span that lies so many months, or years, later."""
        if not self.month:
            return Span(self.year + by)
        month = Month(self.year, self.month).later(by)
        return Span(month.year, month.month)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The first moment of the span, and the first after it."""
        if not self.month:
            return year_starts(self.year, zone), year_starts(self.year + 1, zone)
        month = Month(self.year, self.month)
        return month.starts(zone), month.ends(zone)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is stored about a person at one session. `state` None: no check-in. `outside`: sent a position elsewhere."""

    session_id: int
    number: int
    ends: datetime
    state: State | None = None
    way: Way | None = None
    at: datetime | None = None
    weak: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A person's attendance at one meeting. `marks` has every session in order; moments are aware, in UTC."""

    meeting_id: int
    title: str
    starts: datetime
    ends: datetime
    person_id: int
    name: str
    unit_id: int
    group_id: int | None
    voting: bool
    guest: bool
    coming: bool
    exempt: bool
    leave: LeaveState | None
    marks: tuple[Mark, ...]

    def state_of(self, mark: Mark, now: datetime) -> State | None:
        """The person's state at that session; None while they are still expected."""
        granted = self.leave is LeaveState.GRANTED
        return settle(mark.state, exempt=self.exempt, leave_granted=granted, over=now >= mark.ends)

    def overall(self, now: datetime) -> Overall | None:
        """The person's state over all sessions, and how many of them they attended; None while nothing is settled."""
        states = [self.state_of(mark, now) for mark in self.marks]
        settled = [state for state in states if state is not None]
        if not settled:
            return None
        line = overall(settled)
        return Overall(line.state, line.attended, line.sessions + states.count(None))

    @property
    def by_hand(self) -> bool:
        """Whether somebody else checked the person in to a session."""
        return any(mark.way is Way.BY_HAND and mark.state in ATTENDED for mark in self.marks)

    @property
    def outside(self) -> bool:
        """Whether the person sent a position that was not near the place."""
        return any(mark.outside for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of lines by state. `expected` includes leave and excludes exemption: attended + leave + absent."""

    expected: int = 0
    present: int = 0
    late: int = 0
    remote: int = 0
    leave: int = 0
    absent: int = 0
    exempt: int = 0
    by_hand: int = 0

    @property
    def attended(self) -> int:
        return self.present + self.late + self.remote

    @property
    def rate(self) -> Fraction:
        """Attended out of expected; 0 where nobody was expected."""
        return Fraction(self.attended, self.expected) if self.expected else Fraction(0)

    @property
    def percent(self) -> int | None:
        """The rate in whole percents, rounded half up; None where nobody was expected."""
        if not self.expected:
            return None
        return (200 * self.rate.numerator + self.rate.denominator) // (2 * self.rate.denominator)


def tally(lines: Iterable[Line], now: datetime) -> Figures:
    """The figures of the meetings that are over; a running meeting has no rate yet."""
    return _sums([line for line in lines if line.ends <= now], now)


def so_far(lines: Iterable[Line], now: datetime) -> Figures:
    """The figures of a running meeting, where `expected` also counts those who may still come."""
    return _sums(lines, now)


def _sums(lines: Iterable[Line], now: datetime) -> Figures:
    results = [(line, line.overall(now)) for line in lines]
    states = [result.state if result is not None else None for _, result in results]
    return Figures(
        expected=len(states) - states.count(State.EXEMPT),
        present=states.count(State.PRESENT),
        late=states.count(State.LATE),
        remote=states.count(State.REMOTE),
        leave=states.count(State.LEAVE),
        absent=states.count(State.ABSENT),
        exempt=states.count(State.EXEMPT),
        by_hand=sum(line.by_hand for line, result in results if result is not None),
    )


def session_at(marks: Sequence[Mark], now: datetime) -> int:
    """The index in `marks` of the first session that has not ended, or of the last session."""
    return next((place for place, mark in enumerate(marks) if now < mark.ends), len(marks) - 1)
