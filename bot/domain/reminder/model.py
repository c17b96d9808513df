"""Reminders: their kinds, and each by kind, subject, person and occasion, planned once for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of reminders. CHECKIN alone is a message of its own; all others go into the day's message, and
    their order is the order of its lines."""

    MEETING = "meeting"
    CHECKIN = "checkin"
    TOPIC = "topic"
    DUE = "due"
    MONTH = "month"
    OVERDUE = "overdue"
    LEAVE = "leave"
    NORM = "norm"
    PROBATION = "probation"
    TERM = "term"
    RATING = "rating"
    NOTICE = "notice"
    OBJECTION = "objection"


class Subject(StrEnum):
    """The things whose facts reminders are planned from; a change marks one as stale.

    ALL: everything is planned anew.
    """

    ALL = "all"
    MEETING = "meeting"
    ITEM = "item"


class ReminderState(StrEnum):
    """QUEUED: handed over for delivery. DROPPED: its thing was done or past when its time came."""

    PLANNED = "planned"
    QUEUED = "queued"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """A reminder that is to be.

    `occasion` tells one time from the next of the same kind and subject ("2026-11-25/3"). Exactly one of `day`
    (goes into that local day's message) and `at` (a message of its own) is set.
    """

    kind: Kind
    subject_id: int
    person_id: int
    occasion: str
    day: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A stored reminder."""

    id: int
    planned: PlannedReminder
    state: ReminderState
