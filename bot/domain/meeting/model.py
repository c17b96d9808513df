"""One occasion of organizational life, its sessions and those expected at it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.attendance.model import Way


class MeetingState(StrEnum):
    CALLED = "called"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """A part with its own check-in; moments aware, UTC."""

    id: int
    meeting_id: int
    number: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Spot:
    """Where place check-in is accepted; `radius` in metres."""

    latitude: float
    longitude: float
    radius: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """`ways`: the accepted ways of checking in. `version` grows with every change."""

    id: int
    unit_id: int
    type: str
    title: str
    starts: datetime
    ends: datetime
    place: str
    host_id: int | None
    recorder_id: int | None
    ways: frozenset[Way]
    spot: Spot | None
    state: MeetingState
    version: int
    called_by: int | None
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    number: int
    title: str
    to_decide: bool = False


@dataclass(frozen=True, slots=True)
class Invitee:
    """Someone expected; written down when the meeting is called, with the vote they had then."""

    person_id: int
    voting: bool
    guest: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Invited in all, with a vote, as guests; how many said they will come; how many have an account."""

    invited: int
    voting: int
    guests: int
    coming: int
    reached: int
