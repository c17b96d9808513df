"""The facts of a line of the day's message, a class for each kind of reminder; of some kinds, one for both."""

from datetime import date
from enum import StrEnum
from typing import Literal

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.model import Way
from bot.domain.message import Moment, Stored
from bot.domain.post import PostKind
from bot.domain.reminder.model import Kind


class Line(Stored):
    """The facts of one line of the day's message, which the view of its kind puts into words.

    `today`: the local day on which it is read. `until`: the moment from which it is too late, so that it is not put
    off beyond; None for what is never too late.
    """

    today: date
    until: Moment | None = None

    @property
    def duty(self) -> bool:
        """Whether its reader looks after the matter rather than does it; such lines come below the own ones."""
        return True

    @property
    def order(self) -> str:
        """By which lines of one kind are sorted."""
        return ""

    @property
    def part(self) -> str:
        """What tells lines of the same kind and subject apart; without it the last one stands for all."""
        return ""


class ItemLine(Line):
    """A rectification item that falls due or is overdue, for so many `days`. `own`: its reader owns it; `owner`: the
    owner's name."""

    kind: Literal[Kind.DUE, Kind.OVERDUE]
    item: int
    problem: str
    due: date
    owner: str
    unit: str
    own: bool
    days: int = 0

    @property
    def duty(self) -> bool:
        return not self.own

    @property
    def order(self) -> str:
        return self.due.isoformat()


class Scope(StrEnum):
    """Whose items a month's counts are of: the reader's own, a unit's, those of the units below."""

    OWN = "own"
    UNIT = "unit"
    BELOW = "below"


class DueItem(Stored):
    """An item that falls due in the month."""

    problem: str
    due: date


class MonthLine(Line):
    """Counts of rectification items: as they stand, and `signed_off` and `put_off` in the month before. `named`: the
    first of those that fall due in `month`; `units`: how many units the items are of."""

    kind: Literal[Kind.MONTH]
    scope: Scope
    unit_id: int
    unit: str
    units: int
    month: date
    open: int
    waiting: int
    overdue: int
    due: int
    signed_off: int
    put_off: int
    named: tuple[DueItem, ...]

    @property
    def duty(self) -> bool:
        return self.scope is not Scope.OWN

    @property
    def part(self) -> str:
        return self.scope.value


class MeetingFacts(Stored):
    """The meeting that a line is about."""

    id: int
    title: str
    starts: Moment
    ends: Moment
    place: str


class AnyMeetingLine(Line):
    """A line about a meeting."""

    meeting: MeetingFacts

    @property
    def order(self) -> str:
        return self.meeting.starts.isoformat()


class MeetingLine(AnyMeetingLine):
    """A meeting to come. `coming`: the reader has said so; `leave`: how the leave stands that the reader asked for."""

    kind: Literal[Kind.MEETING]
    coming: bool
    leave: LeaveState | None

    @property
    def duty(self) -> bool:
        return False


class TopicLine(AnyMeetingLine):
    """A meeting whose topic the reader has yet to set."""

    kind: Literal[Kind.TOPIC]


class LeaveLine(AnyMeetingLine):
    """Leave that a `person` of that `name` asked for and the reader has yet to answer."""

    kind: Literal[Kind.LEAVE]
    person: int
    name: str

    @property
    def part(self) -> str:
        return str(self.person)


class CheckinLine(AnyMeetingLine):
    """A session that is about to begin, from `starts` to `ends`. `number`: which one of several; None where it
    is the only one."""

    kind: Literal[Kind.CHECKIN]
    session: int
    starts: Moment
    ends: Moment
    number: int | None
    ways: tuple[Way, ...]
    leave: LeaveState | None

    @property
    def duty(self) -> bool:
        return False


class NormPiece(Stored):
    """One norm: a type of meeting in both languages, and the last day of its period."""

    zh: str
    en: str
    ends: date


class OwedNorm(NormPiece):
    """So many `times` a meeting of that type is to be called by a unit; `group`: its name where it is a group."""

    type: str
    unit: int
    group: str
    times: int


class MissedNorm(NormPiece):
    """A norm that `count` units have missed, the first of which are named."""

    units: tuple[str, ...]
    count: int


class NormLine(Line):
    """The norms of a unit: those still `owed`, to its secretary; those `missed` by units below it, to its committee."""

    kind: Literal[Kind.NORM]
    unit: int
    name: str
    owed: tuple[OwedNorm, ...] = ()
    missed: tuple[MissedNorm, ...] = ()

    @property
    def pieces(self) -> tuple[NormPiece, ...]:
        return (*self.owed, *self.missed)

    @property
    def order(self) -> str:
        return min(piece.ends for piece in self.pieces).isoformat()


class EndingLine(Line):
    """A person's probation, or term in a post, that ends on a day."""

    kind: Literal[Kind.PROBATION, Kind.TERM]
    name: str
    unit: str
    unit_id: int
    ends: date
    post: PostKind | None = None

    @property
    def order(self) -> str:
        return self.ends.isoformat()


class RatingLine(Line):
    """A rating that is about to close. `key_tag`: as buttons of that rating carry it."""

    kind: Literal[Kind.RATING]
    rating: int
    key_tag: str
    unit: str
    title: str
    closes: Moment

    @property
    def duty(self) -> bool:
        return False

    @property
    def order(self) -> str:
        return self.closes.isoformat()

    @property
    def part(self) -> str:
        return str(self.rating)


class GradingLine(Line):
    """Notices of one round that end, or the objections that wait meanwhile: of `count` units, the first of which are
    named. `waiting`: how many objections nobody has answered."""

    kind: Literal[Kind.NOTICE, Kind.OBJECTION]
    round: int
    units: tuple[str, ...]
    count: int
    waiting: int
    ends: date

    @property
    def order(self) -> str:
        return self.ends.isoformat()

    @property
    def part(self) -> str:
        return self.ends.isoformat()


DayLine = ItemLine | MonthLine | MeetingLine | TopicLine | LeaveLine | NormLine | EndingLine | RatingLine | GradingLine
"""A line of the day's message."""
AnyLine = DayLine | CheckinLine
