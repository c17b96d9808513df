"""A meeting, its sessions, its agenda and the people invited to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.attendance.model import Way


class MeetingState(StrEnum):
    """Whether a meeting stands or was cancelled."""

    CALLED = "called"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """A part of a meeting with its own check-in; moments are aware, in UTC."""

    id: int
    meeting_id: int
    number: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Spot:
    """A place near which check-in by place is accepted; `radius` in metres."""

    latitude: float
    longitude: float
    radius: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. `ways`: the accepted ways of checking in. `version` grows with every change."""

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
    """An agenda item; `to_decide`: a vote is taken on it."""

    number: int
    title: str
    to_decide: bool = False


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person invited to a meeting, with the vote they had when it was called."""

    person_id: int
    voting: bool
    guest: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are invited, with a vote, as guests; how many said they will come; how many have an account."""

    invited: int
    voting: int
    guests: int
    coming: int
    reached: int
