"""Gather the rules of one installation, which are read once at the start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.grading.month_score import MonthRules
from bot.domain.grading.schemes import Schemes
from bot.domain.meeting.rules import MeetingRules
from bot.domain.rating.rules import RatingRules
from bot.domain.rectification.rules import RectificationRules
from bot.domain.reminder.rules import ReminderRules


@dataclass(frozen=True, slots=True)
class Installation:
    """The rules of every feature, and the calendar of working days."""

    meetings: MeetingRules
    rectification: RectificationRules
    reminders: ReminderRules
    rating: RatingRules
    schemes: Schemes
    months: MonthRules
    is_working_day: Callable[[date], bool]
