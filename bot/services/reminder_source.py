"""What every source of reminders gives: what is wanted from now on, and what to say of a row when its time has come."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from bot.domain.meeting_type import MeetingRules
from bot.domain.reminder import Kind, Reminder, Subject, Wanted
from bot.domain.reminder_rules import ReminderRules
from bot.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Scene:
    """The moment and the rules that reminders are planned and said by."""

    now: datetime
    zone: tzinfo
    rules: ReminderRules
    meetings: MeetingRules
    is_working_day: Callable[[date], bool]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def last(self) -> date:
        """The last day that is planned for."""
        return self.today + timedelta(days=self.rules.horizon_days)


Line = dict[str, Any]
"""The facts of one line of the day's message, as JSON: rendered by the view of its kind in the reader's language."""
Plan = Callable[[Connection, Scene, Sequence[int] | None], Awaitable[list[Wanted]]]
"""What is wanted of these subjects (None: of all) from now until `Scene.last`; what is no more is left out."""
Lines = Callable[[Connection, Scene, Sequence[Reminder]], Awaitable[dict[int, Line]]]
"""By row id, from the facts as they stand; rows whose thing is done, past or not theirs any more are left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """`subject`: which change makes it plan anew; ALL: only the regular plan does."""

    kinds: frozenset[Kind]
    subject: Subject
    plan: Plan
    lines: Lines
