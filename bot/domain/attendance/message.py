"""The messages about attendance, and the drafts of its forms."""

from datetime import date

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.model import State
from bot.domain.message import Message, Moment, Stored


class LeaveDraft(Stored):
    """The draft of the form that asks why somebody wants leave."""

    meeting: int
    title: str
    starts: Moment


class LeaveMessage(Message):
    """The state of a leave. `decider`: a name; None where nobody has decided, or an administrator."""

    meeting: int
    person: int
    name: str
    title: str
    starts: Moment
    reason: str
    state: LeaveState
    decider: str | None


class LeaveAsked(LeaveMessage, kind="leave.asked"):
    """Asks those who may decide for their answer."""


class LeaveDecided(LeaveMessage, kind="leave.decided"):
    """Tells the asker of the decision."""


class LeaveWithdrawn(LeaveMessage, kind="leave.withdrawn"):
    """Tells those who were asked that the asker will come after all."""


class LiveCount(Message, kind="attendance.live"):
    """The figures of a running meeting; `session`: the number of its present session, 0 where it has only one."""

    meeting: int
    title: str
    starts: Moment
    session: int
    expected: int
    attended: int
    present: int
    late: int
    remote: int
    leave: int
    exempt: int
    by_hand: int
    guests: int
    coming: int
    waiting: int
    quorum: tuple[int, int, int, int] | None
    """Attending, expected, enough, missing."""
    missing: tuple[str, ...] | None
    """Names; None for readers who may see totals only."""


class ByHandDraft(Stored):
    """The draft of the form that asks why a person is checked in by hand."""

    session: int
    person: int
    name: str
    title: str


class CorrectionDraft(Stored):
    """The draft of the form that asks why an attendance is corrected to `state`."""

    session: int
    person: int
    name: str
    title: str
    state: State


class AttendanceCorrected(Message, kind="attendance.corrected"):
    """Tells a person that their attendance was corrected. `old` None: nothing was recorded before."""

    title: str
    starts: Moment
    old: State | None
    new: State
    reason: str
    by: str


class ExemptionDraft(Stored):
    """The draft of the form that exempts a person, while it asks for how long."""

    person: int
    name: str


class ExemptionReasonDraft(ExemptionDraft):
    """The same, while it asks for the reason."""

    months: int


class Exempted(Message, kind="attendance.exempted"):
    """Tells a person that they are exempt from attending, to the end of the day `until`."""

    until: date
    reason: str
    by: str


class LongAbsence(Message, kind="attendance.away"):
    """Tells a secretary of a member who has attended nothing for `months` months, the first beginning on `since`."""

    name: str
    unit: str
    months: int
    since: date
    at: Moment
