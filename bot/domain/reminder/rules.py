"""When people are reminded: `config/reminders.toml`, checked at start."""

import tomllib
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.domain.reminder.model import Kind

Days = Annotated[int, Field(ge=0, le=365)]
Times = Annotated[int, Field(ge=1, le=31)]


class Frozen(BaseModel):
    """A part of the file, which cannot change and has no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MeetingRule(Frozen):
    """How long before a meeting, and before its check-in, people are reminded."""

    days_before: tuple[Annotated[int, Field(ge=1, le=30)], ...]
    minutes_before: Annotated[int, Field(ge=5, le=240)]


class TopicRule(Frozen):
    """How long before a meeting of one of these types a missing topic is reminded of."""

    days_before: Annotated[int, Field(ge=1, le=30)]
    types: tuple[str, ...]


class DueRule(Frozen):
    """How many days before its due date an item is reminded of."""

    days_before: tuple[Days, ...]


class OverdueRule(Frozen):
    """For how many days in a row an owner is reminded, and from which day overdue liaison and leader are."""

    daily: Times
    liaison_from: Days
    leader_from: Days


class LeaveRule(Frozen):
    """How many times leave that waits for an answer is reminded of."""

    times: Times


class NormRule(Frozen):
    """How many days before a period ends the meetings that are owed are reminded of."""

    days_before: Annotated[int, Field(ge=1, le=27)]


class ProbationRule(Frozen):
    """How many months a probation lasts, and how many days before its end it is reminded of."""

    days_before: Days
    months: Annotated[int, Field(ge=1, le=36)]


class TermRule(Frozen):
    """How many days before its end a term is reminded of."""

    days_before: Days


class RatingRule(Frozen):
    """How many hours before it closes a rating is reminded of."""

    hours_before: Annotated[int, Field(ge=1, le=168)]


class NoticeRule(Frozen):
    """How many days before a notice's last day the committee is reminded."""

    days_before: Annotated[int, Field(ge=0, le=30)]


class ReminderRules(Frozen):
    """The content of the file; ValueError names what does not fit."""

    hour: time
    quiet_from: time
    quiet_until: time
    horizon_days: Annotated[int, Field(ge=14, le=60)]
    mutable: frozenset[Kind]
    meeting: MeetingRule
    topic: TopicRule
    due: DueRule
    overdue: OverdueRule
    leave: LeaveRule
    norm: NormRule
    probation: ProbationRule
    term: TermRule
    rating: RatingRule
    notice: NoticeRule
    objection: NoticeRule

    @field_validator("mutable")
    @classmethod
    def _never(cls, kinds: frozenset[Kind]) -> frozenset[Kind]:
        if Kind.CHECKIN in kinds:
            raise ValueError("the check-in reminder cannot be switched off")
        if Kind.RATING in kinds:
            raise ValueError("the rating's reminder cannot be switched off: it goes to the whole electorate")
        return kinds

    @model_validator(mode="after")
    def _together(self) -> "ReminderRules":
        if not self.quiet_until < self.quiet_from:
            raise ValueError("quiet hours go over midnight: quiet_until must be earlier than quiet_from")
        if self.quiet(self.hour):
            raise ValueError("hour must lie outside the quiet hours")
        return self

    @property
    def longest(self) -> timedelta:
        """For how long a reminder may go on being wanted once it was said, days off on its way included."""
        return timedelta(days=max(self.term.days_before, self.probation.days_before) + 62)

    def quiet(self, at: time) -> bool:
        """Whether nothing but check-in goes out at that local hour."""
        return at >= self.quiet_from or at < self.quiet_until

    def announce(self, now: datetime, starts: datetime, ends: datetime, zone: tzinfo) -> datetime | None:
        """When everybody is told of a meeting. None: at once; in quiet hours at their end, unless that is too late."""
        local = now.astimezone(zone)
        if not self.quiet(local.time()):
            return None
        day = local.date() + timedelta(days=local.time() >= self.quiet_from)
        until = datetime.combine(day, self.quiet_until, zone).astimezone(UTC)
        return None if starts < until and now < ends else until


def read(text: str) -> ReminderRules:
    """Parse the rules from TOML text."""
    return ReminderRules.model_validate(tomllib.loads(text))
