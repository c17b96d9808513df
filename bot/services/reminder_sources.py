"""Everything that reminders are planned from."""

from bot.services import (
    reminder_grading,
    reminder_item,
    reminder_meeting,
    reminder_month,
    reminder_norm,
    reminder_rating,
    reminder_unit,
)
from bot.services.reminder_source import Source

SOURCES: tuple[Source, ...] = (
    reminder_meeting.SOURCE,
    reminder_item.SOURCE,
    reminder_month.SOURCE,
    reminder_norm.SOURCE,
    reminder_unit.SOURCE,
    reminder_rating.SOURCE,
    reminder_grading.SOURCE,
)
