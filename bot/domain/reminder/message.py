"""The messages that remind people, and the draft of the form that asks for their hour."""

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.domain.message import Message, Stored
from bot.domain.reminder.line import CheckinLine, DayLine


class ReminderMessage(Message):
    """A message of reminders, composed when it is sent. `rows`: the ids of its reminders, kept until then."""

    rows: tuple[int, ...] = ()


class DayReminder(ReminderMessage, kind="reminder.day"):
    """Everything of which one person is reminded on a local day."""

    day: date | None = None
    lines: tuple[Annotated[DayLine, Field(discriminator="kind")], ...] = ()


class CheckinReminder(ReminderMessage, kind="reminder.checkin"):
    """A session that is about to begin, with the button that checks in."""

    line: CheckinLine | None = None


class HourDraft(Stored):
    """The form that asks for the hour of the day's message, between `first` and `last`."""

    first: str
    last: str
