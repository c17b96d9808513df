"""Reminders of meetings: a line each in the day's message, and the message before the door opens."""

from typing import Any

from bot.domain.attendance.model import Way
from bot.domain.clock import from_ms
from bot.domain.reminder.model import Kind
from bot.services.reminder.source import Line
from bot.texts.speech import Speech
from bot.views.attendance import leave
from bot.views.attendance.checkin import CheckIn, session_title
from bot.views.callback import button, rows
from bot.views.meeting import card as meeting
from bot.views.meeting import lines as meeting_lines
from bot.views.reminder.line import Said, day_in_words
from bot.views.view import View

TAPPED = {Way.BUTTON, Way.REMOTE}
"""Ways of checking in that begin with a tap on the button."""


def coming(line: Line, say: Speech) -> Said:
    title, facts = say.title(line["title"]), _facts(line, say)
    if line["leave"]:
        return Said(say("reminder-meeting-leave-asked", **facts))
    ask = button(say("reminder-button-leave", title=title), leave.Ask(line["meeting"]))
    if line["coming"]:
        return Said(say("reminder-meeting-coming", **facts), (ask,))
    come = button(say("reminder-button-come", title=title), meeting.Come(line["meeting"]))
    return Said(say("reminder-meeting", **facts), (come, ask))


def topic(line: Line, say: Speech) -> Said:
    show = button(say("reminder-button-topic", title=say.title(line["title"])), meeting.Show(line["meeting"]))
    return Said(say("reminder-topic", **_facts(line, say)), (show,))


def waiting(line: Line, say: Speech) -> Said:
    """Leave that its reader has to answer."""
    who = (line["meeting"], line["person"])
    grant = button(say("reminder-button-grant", name=line["name"]), leave.Grant(*who))
    refuse = button(say("reminder-button-refuse", name=line["name"]), leave.Refuse(*who))
    return Said(say("reminder-leave", name=line["name"], **_facts(line, say)), (grant, refuse))


def door(data: dict[str, Any], say: Speech) -> View:
    """Half an hour before: the meeting, with the button that checks in."""
    line = data["lines"][0]
    number = None if line["number"] is None else int(line["number"])
    starts, ends = from_ms(line["starts"]), from_ms(line["ends"])
    text = [
        say("reminder-door", what=session_title(say.title(line["title"]), number, say), at=say.hour(starts)),
        *meeting_lines.roles(line["place"], "", "", say),
        say("meeting-line-time", when=say.span(starts, ends)),
    ]
    ways = [Way(one) for one in line["ways"]]
    if not TAPPED & set(ways):
        text += meeting_lines.ways(ways, say)
    if line["leave"]:
        text.append(say("reminder-door-leave-asked"))
    check_in = [button(say("meeting-button-checkin"), CheckIn(line["session"]))] if TAPPED & set(ways) else []
    ask = [] if line["leave"] else [button(say("meeting-button-leave"), leave.Ask(line["meeting"]))]
    return View("\n".join(text), rows([*check_in, *ask]))


def _facts(line: Line, say: Speech) -> dict[str, object]:
    starts = from_ms(line["starts"])
    day = day_in_words(say.local(starts).date(), line, say)
    return {"title": line["title"], "day": day, "hour": say.hour(starts), "place": line["place"]}


LINES = {Kind.MEETING.value: coming, Kind.TOPIC.value: topic, Kind.LEAVE.value: waiting}
RENDERERS = {"reminder.checkin": door}
