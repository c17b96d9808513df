"""What every source of reminders gives: what is wanted from now on, and what to say of a row when its time has come."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Self

from bot.domain.meeting.rules import MeetingRules
from bot.domain.reminder.model import Kind, Reminder, Subject, Wanted
from bot.domain.reminder.rules import ReminderRules
from bot.domain.rules import Installation
from bot.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class ReminderContext:
    """The moment, the zone and the rules by which reminders are planned and composed."""

    now: datetime
    zone: tzinfo
    rules: ReminderRules
    meetings: MeetingRules
    is_working_day: Callable[[date], bool]

    @classmethod
    def of(cls, now: datetime, zone: tzinfo, installation: Installation) -> Self:
        return cls(now, zone, installation.reminders, installation.meetings, installation.is_working_day)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def last(self) -> date:
        """The last day that is planned for."""
        return self.today + timedelta(days=self.rules.horizon_days)

    def ahead(self, day: date) -> bool:
        """Whether that day's message is still to come, as far as the committee's hour goes."""
        local = self.now.astimezone(self.zone)
        return day > local.date() or (day == local.date() and local.time() < self.rules.hour)


Line = dict[str, Any]
"""The facts of one line of the day's message, as JSON: rendered by the view of its kind in the reader's language.

The engine adds "kind" and "today" (the local day, ISO) and reads what a source may give: "duty": true for what the
person looks after rather than does (it comes below the own); "order": a text by which lines of one kind are sorted;
"of": what tells lines of the same kind and subject apart, for without it the last row's stands for all; "until": the
moment, in ms, from which it is too late, so that it is not put off beyond.
"""
Plan = Callable[[Connection, ReminderContext, Sequence[int] | None], Awaitable[list[Wanted]]]
"""What is wanted of these subjects (None: of all) from now until `last` of the context; what is no more is left out."""
Lines = Callable[[Connection, ReminderContext, Sequence[Reminder]], Awaitable[dict[int, Line]]]
"""By row id, from the facts as they stand; rows whose thing is done, past or not theirs any more are left out."""
Subjects = Callable[[Connection, ReminderContext], Awaitable[list[int]]]
"""Ids of everything that something may be wanted of, so that the regular plan goes over it in slices."""


@dataclass(frozen=True, slots=True)
class Source:
    """`subject`: which change makes it plan anew; ALL: only the regular plan does. `subjects` None: in one go."""

    kinds: frozenset[Kind]
    subject: Subject
    plan: Plan
    lines: Lines
    subjects: Subjects | None = None
    at_once: int = 20
    """Subjects that are planned in one transaction."""
