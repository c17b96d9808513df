"""The messages to everyone invited to a meeting: the invitation, a change, the cancellation."""

from bot.domain.meeting.change import Change, Field, Value
from bot.domain.meeting.message import MeetingCalled, MeetingCancelled, MeetingChanged
from bot.texts.speech import Speech
from bot.views.callback import rows
from bot.views.meeting import card
from bot.views.meeting import lines as meeting_lines
from bot.views.renderer import renders
from bot.views.view import View


def called(message: MeetingCalled, say: Speech) -> View:
    """Invites a person."""
    text = [say("meeting-called"), "", *meeting_lines.notice(message, say), "", say("meeting-called-what-to-do")]
    return View("\n".join(text), rows(*card.answers(message, say)))


def changed(message: MeetingChanged, say: Speech) -> View:
    """Tells those invited what was and what is now, above the whole notice with its buttons."""
    text = [say("meeting-changed"), *difference(message.change, say)]
    if message.reason:
        text.append(say("meeting-line-reason", reason=message.reason))
    text += ["", *meeting_lines.notice(message.notice, say)]
    if message.again:
        text += ["", say("meeting-asked-again")]
    return View("\n".join(text), None if message.over else rows(*card.answers(message.notice, say)))


def difference(change: Change, say: Speech) -> list[str]:
    """The field's value before and after the change."""
    name = say(f"meeting-field-{change.field.value}")
    return [
        say("meeting-was", field=name, value=value(change.field, change.old, say)),
        say("meeting-is-now", field=name, value=value(change.field, change.new, say)),
    ]


def value(field: Field, one: Value, say: Speech) -> str:
    """A field's value, as it is shown beside the field's name."""
    if field is Field.TIME:
        return say.list([say.span(span.starts, span.ends) for span in one.spans])
    if field is Field.AGENDA:
        return "\n" + "\n".join(meeting_lines.agenda(one.agenda, say)[1:]) if one.agenda else say("meeting-nothing")
    if field is Field.WAYS:
        return meeting_lines.way_names(one.ways, say)
    text = say.title(one.text) if field is Field.TITLE else one.text
    return text or say("meeting-nothing")


def cancelled(message: MeetingCancelled, say: Speech) -> View:
    """Tells those invited; no button is left to press."""
    one = message.notice.model_copy(update={"agenda": ()})
    text = [say("meeting-cancelled"), say("meeting-line-reason", reason=one.reason), ""]
    return View("\n".join([*text, *meeting_lines.notice(one, say)]))


RENDERERS = (renders(MeetingCalled, called), renders(MeetingChanged, changed), renders(MeetingCancelled, cancelled))
