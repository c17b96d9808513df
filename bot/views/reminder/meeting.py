"""Reminders of meetings: a line each in the day's message, and the message before a session begins."""

from bot.domain.attendance.model import Way
from bot.domain.reminder.line import AnyMeetingLine, LeaveLine, MeetingLine, TopicLine
from bot.domain.reminder.message import CheckinReminder
from bot.texts.speech import Speech
from bot.views.attendance import leave
from bot.views.attendance.checkin import CheckIn, session_title
from bot.views.callback import button, rows
from bot.views.meeting import card as meeting
from bot.views.meeting import lines as meeting_lines
from bot.views.reminder.line import RenderedLine, day_in_words
from bot.views.view import View

TAPPED = {Way.BUTTON, Way.REMOTE}
"""Ways of checking in that begin with a tap on the button."""


def coming(line: MeetingLine, say: Speech) -> RenderedLine:
    """The meeting, with the ways to say that one comes or to ask for leave."""
    title, facts = say.title(line.meeting.title), _facts(line, say)
    if line.leave:
        return RenderedLine(say("reminder-meeting-leave-asked", **facts))
    ask = button(say("reminder-button-leave", title=title), leave.Ask(line.meeting.id))
    if line.coming:
        return RenderedLine(say("reminder-meeting-coming", **facts), (ask,))
    come = button(say("reminder-button-come", title=title), meeting.Come(line.meeting.id))
    return RenderedLine(say("reminder-meeting", **facts), (come, ask))


def topic(line: TopicLine, say: Speech) -> RenderedLine:
    """The meeting without a topic, with the way to its card."""
    show = button(say("reminder-button-topic", title=say.title(line.meeting.title)), meeting.Show(line.meeting.id))
    return RenderedLine(say("reminder-topic", **_facts(line, say)), (show,))


def waiting(line: LeaveLine, say: Speech) -> RenderedLine:
    """Leave that its reader has to answer."""
    who = (line.meeting.id, line.person)
    grant = button(say("reminder-button-grant", name=line.name), leave.Grant(*who))
    refuse = button(say("reminder-button-refuse", name=line.name), leave.Refuse(*who))
    return RenderedLine(say("reminder-leave", name=line.name, **_facts(line, say)), (grant, refuse))


def check_in(message: CheckinReminder, say: Speech) -> View:
    """Half an hour before: the meeting, with the button that checks in."""
    line = message.line
    if line is None:
        return View(say("reminder-nothing-left"))
    what = session_title(say.title(line.meeting.title), line.number, say)
    text = [
        say("reminder-door", what=what, at=say.hour(line.starts)),
        *meeting_lines.roles(line.meeting.place, "", "", say),
        say("meeting-line-time", when=say.span(line.starts, line.ends)),
    ]
    is_tapped = bool(TAPPED & set(line.ways))
    if not is_tapped:
        text += meeting_lines.ways(list(line.ways), say)
    if line.leave:
        text.append(say("reminder-door-leave-asked"))
    tap = [button(say("meeting-button-checkin"), CheckIn(line.session))] if is_tapped else []
    ask = [] if line.leave else [button(say("meeting-button-leave"), leave.Ask(line.meeting.id))]
    return View("\n".join(text), rows([*tap, *ask]))


def _facts(line: AnyMeetingLine, say: Speech) -> dict[str, object]:
    found = line.meeting
    day = day_in_words(say.local(found.starts).date(), line.today, say)
    return {"title": found.title, "day": day, "hour": say.hour(found.starts), "place": found.place}
