"""What the bot says of attendance: leave, the live count."""

from bot.domain.attendance.ledger import LeaveState
from bot.domain.message import Message, Moment, Stored


class LeaveDraft(Stored):
    """The form that asks for the reason."""

    meeting: int
    title: str
    starts: Moment


class LeaveMessage(Message):
    """How a leave stands. `decider` None: nobody has decided, or it was an administrator."""

    meeting: int
    person: int
    name: str
    title: str
    starts: Moment
    reason: str
    state: LeaveState
    decider: str | None


class LeaveAsked(LeaveMessage, kind="leave.asked"):
    """To whoever can answer."""


class LeaveDecided(LeaveMessage, kind="leave.decided"):
    """To the asker."""


class LeaveWithdrawn(LeaveMessage, kind="leave.withdrawn"):
    """To those who were asked."""


class LiveCount(Message, kind="attendance.live"):
    """The figures of a meeting, or of a session of it where there are several (else 0)."""

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
    """Names; None for those who see totals only."""
