"""Everything that reminders are planned from."""

from bot.services.reminder import grading, item, meeting, month, norm, rating, unit
from bot.services.reminder.source import Source

SOURCES: tuple[Source, ...] = (
    meeting.SOURCE,
    item.SOURCE,
    month.SOURCE,
    norm.SOURCE,
    unit.SOURCE,
    rating.SOURCE,
    grading.SOURCE,
)
