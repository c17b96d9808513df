"""The ledger: one line a person and meeting, and the sums over lines. Nothing here is typed in, all is computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from bot.domain.attendance.model import ATTENDED, Overall, State, Way, overall, settle


class LeaveState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is written down for one session; `state` None: no check-in. `outside`: a position not near the place."""

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
    """One person at one meeting. `marks` has every session in order; moments aware, UTC."""

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
        """None while still expected at that session."""
        granted = self.leave is LeaveState.GRANTED
        return settle(mark.state, exempt=self.exempt, leave_granted=granted, over=now >= mark.ends)

    def overall(self, now: datetime) -> Overall | None:
        """The line over all sessions, "2 of 3" where so many were attended; None while nothing is settled."""
        states = [self.state_of(mark, now) for mark in self.marks]
        settled = [state for state in states if state is not None]
        if not settled:
            return None
        line = overall(settled)
        return Overall(line.state, line.attended, line.sessions + states.count(None))

    @property
    def by_hand(self) -> bool:
        return any(mark.way is Way.BY_HAND and mark.state in ATTENDED for mark in self.marks)

    @property
    def outside(self) -> bool:
        return any(mark.outside for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over lines. `expected` counts leave, not exemption; expected = attended + leave + absent."""

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
        return Fraction(self.attended, self.expected) if self.expected else Fraction(0)

    @property
    def percent(self) -> int | None:
        """Rounded half up to whole percents; None where nobody was expected."""
        if not self.expected:
            return None
        return (200 * self.rate.numerator + self.rate.denominator) // (2 * self.rate.denominator)


def tally(lines: Iterable[Line], now: datetime) -> Figures:
    """The sums of meetings that are over; one that still runs has no rate yet."""
    return _sums([line for line in lines if line.ends <= now], now)


def so_far(lines: Iterable[Line], now: datetime) -> Figures:
    """The sums of a running meeting: expected are also those who may still come, who are in no other figure."""
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
    """The place in `marks` of the first session that has not ended; the last when all have."""
    return next((place for place, mark in enumerate(marks) if now < mark.ends), len(marks) - 1)
