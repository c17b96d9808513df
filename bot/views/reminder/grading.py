"""Reminders of a grading round: notices about to end, objections that nobody has answered."""

from bot.domain.reminder.line import GradingLine
from bot.domain.reminder.model import Kind
from bot.texts.speech import Speech
from bot.views.callback import button
from bot.views.grading.overview import Overview
from bot.views.reminder.line import RenderedLine, day_in_words


def ending(line: GradingLine, say: Speech) -> RenderedLine:
    """The notices that end, or the objections that wait until then."""
    units = say.list(list(line.units))
    if line.count > len(line.units):
        units = say("grading-overview-more", units=units, count=line.count - len(line.units))
    key = "reminder-objection" if line.kind is Kind.OBJECTION else "reminder-notice"
    text = say(key, units=units, waiting=line.waiting, day=day_in_words(line.ends, line.today, say))
    return RenderedLine(text, (button(say("reminder-button-round"), Overview(line.round, 0)),))
