"""What every source of reminders gives: what is wanted from now on, and what to say of a row when its time has come."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self

from bot.domain.meeting.rules import MeetingRules
from bot.domain.reminder.line import AnyLine
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
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

    def midnight(self, day: date) -> datetime:
        """The moment at which that local day begins."""
        return datetime.combine(day, time.min, self.zone)

    def ahead(self, day: date) -> bool:
        """Whether that day's message is still to come, as far as the committee's hour goes."""
        local = self.now.astimezone(self.zone)
        return day > local.date() or (day == local.date() and local.time() < self.rules.hour)


Plan = Callable[[Connection, ReminderContext, Sequence[int] | None], Awaitable[list[PlannedReminder]]]
"""What is wanted of these subjects (None: of all) from now until `last` of the context; what is no more is left out."""
Lines = Callable[[Connection, ReminderContext, Sequence[Reminder]], Awaitable[dict[int, AnyLine]]]
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
