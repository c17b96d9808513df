"""A leave from a meeting: how far it has come, and what is known of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LeaveState(StrEnum):
    """How far a leave has come."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STANDS = frozenset({LeaveState.ASKED, LeaveState.GRANTED})
"""The states in which a leave holds: neither refused nor withdrawn."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave. `decider`: the name of the person who decided; None for an administrator who is on no roster."""

    meeting_id: int
    person_id: int
    name: str
    reason: str
    state: LeaveState
    asked_at: datetime
    decided_by: int | None
    decider: str | None
    decided_at: datetime | None
    title: str
    starts: datetime
    unit_id: int


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting that a person is expected at, and the state of their leave from it."""

    meeting_id: int
    title: str
    starts: datetime
    leave: LeaveState | None
