"""Reminders of a grading round: notices about to end, objections that nobody has answered."""

from datetime import date

from bot.domain.reminder.model import Kind
from bot.services.reminder.source import Line
from bot.texts.speech import Speech
from bot.views.callback import button
from bot.views.grading.overview import Overview
from bot.views.reminder.line import Said, day_in_words


def notice(line: Line, say: Speech) -> Said:
    return _said("reminder-notice", line, say)


def objection(line: Line, say: Speech) -> Said:
    return _said("reminder-objection", line, say)


def _said(key: str, line: Line, say: Speech) -> Said:
    units = say.list(line["units"])
    if line["count"] > len(line["units"]):
        units = say("grading-overview-more", units=units, count=line["count"] - len(line["units"]))
    day = day_in_words(date.fromisoformat(line["ends"]), line, say)
    text = say(key, units=units, waiting=line["waiting"], day=day)
    return Said(text, (button(say("reminder-button-round"), Overview(line["round"], 0)),))


LINES = {Kind.NOTICE.value: notice, Kind.OBJECTION.value: objection}
