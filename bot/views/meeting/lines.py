"""The lines that describe a meeting, on its card, before publishing, and in messages."""

from collections.abc import Sequence

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import TypeName
from bot.domain.meeting.draft import Item, Span
from bot.domain.meeting.notice import MeetingNotice, NoticeSession
from bot.texts.speech import Speech


def heading(title: str, kind: TypeName, say: Speech) -> list[str]:
    """The title, and the type where the title does not name it."""
    lines = [say("meeting-heading", title=title)]
    if title not in (kind.zh, kind.en):
        lines.append(say("meeting-line-type", type=kind.name(say.language)))
    return lines


def times(spans: Sequence[Span | NoticeSession], say: Speech) -> list[str]:
    """The hours, a line for each session."""
    if len(spans) == 1:
        return [say("meeting-line-time", when=say.span(spans[0].starts, spans[0].ends))]
    return [
        say("meeting-line-session", number=str(number), when=say.span(one.starts, one.ends))
        for number, one in enumerate(spans, 1)
    ]


def roles(place: str, host: str, recorder: str, say: Speech) -> list[str]:
    """The place, the host and the recorder, as far as they are known."""
    named = {"place": place, "host": host, "recorder": recorder}
    return [say(f"meeting-line-{key}", value=value) for key, value in named.items() if value]


def agenda(items: Sequence[Item], say: Speech) -> list[str]:
    """The agenda, a line for each item."""
    if not items:
        return []
    lines = [
        say("meeting-item-to-decide" if item.to_decide else "meeting-item", number=str(number), item=item.title)
        for number, item in enumerate(items, 1)
    ]
    return [say("meeting-line-agenda"), *lines]


def ways(chosen: Sequence[Way], say: Speech) -> list[str]:
    """The ways of checking in, in a line."""
    return [say("meeting-line-ways", ways=way_names(chosen, say))] if chosen else []


def way_names(chosen: Sequence[Way], say: Speech) -> str:
    """The names of the ways of checking in."""
    return say.list([way(one, say) for one in Way if one in chosen])


def way(one: Way, say: Speech) -> str:
    """The name of a way of checking in."""
    return say(f"meeting-way-{one.value.replace('_', '-')}")


def notice(one: MeetingNotice, say: Speech) -> list[str]:
    """Everything about a meeting that everyone may know."""
    return [
        *heading(one.title, one.type, say),
        say("meeting-line-unit", unit=one.unit),
        *times(one.parts, say),
        *roles(one.place, one.host, one.recorder, say),
        *agenda(one.agenda, say),
    ]


def warnings(busy: Sequence[str], busy_count: int, holiday: str, say: Speech, *, day_off: bool) -> list[str]:
    """What is unusual about the time: people expected elsewhere, a day off."""
    lines = []
    if busy_count:
        more = "meeting-busy-more" if busy_count > len(busy) else "meeting-busy"
        lines.append(say(more, count=busy_count, names=say.list(list(busy))))
    if day_off:
        lines.append(say("meeting-holiday", name=holiday) if holiday else say("meeting-day-off"))
    return lines
