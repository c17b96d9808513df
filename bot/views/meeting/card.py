"""A meeting's card and the lists of meetings."""

from dataclasses import replace
from datetime import datetime

from telegram import InlineKeyboardButton

from bot.domain.attendance.model import Way
from bot.domain.meeting.change import Field
from bot.domain.meeting.notice import MeetingNotice
from bot.services.meeting.card import Entry, Listed, MeetingCard, Span
from bot.texts.speech import Speech
from bot.views.attendance import leave
from bot.views.attendance import projector as board
from bot.views.attendance.checkin import CheckIn
from bot.views.attendance.live_count import Live
from bot.views.callback import Callback, button, grid, rows
from bot.views.meeting import lines as meeting_lines
from bot.views.menu import Open, home
from bot.views.view import View


class Show(Callback, prefix="mo"):
    """Show a meeting's card."""

    meeting: int


class Come(Callback, prefix="my"):
    """Say that one will come."""

    meeting: int


class Menu(Callback, prefix="mm"):
    """Show what can be changed about a meeting."""

    meeting: int


class ChangeField(Callback, prefix="mf"):
    """Begin to change a field, or to cancel."""

    meeting: int
    field: str


class Guests(Callback, prefix="mq"):
    """Show a page of the outside participants to invite."""

    meeting: int
    page: int


class Range(Callback, prefix="mv"):
    """Show the meetings of the week or the month."""

    span: str


class Call(Callback, prefix="mc"):
    """Begin to call a meeting."""


def card(shown: MeetingCard, say: Speech) -> View:
    """The card; readers who lead the meeting also see how many are expected and how many will come."""
    return View("\n".join(_text(shown, say)), rows(*_buttons(shown, say), home(say)))


def _buttons(shown: MeetingCard, say: Speech) -> list[list[InlineKeyboardButton]]:
    one = shown.notice
    if one.cancelled:
        return []
    own = []
    if shown.me is not None and shown.here is None and not shown.over:
        own = answers(one, say, coming=shown.me.coming)
    return [*own, _leading(shown, say), *_managing(shown, say)]


def _text(shown: MeetingCard, say: Speech) -> list[str]:
    one = shown.notice
    lines = meeting_lines.notice(one, say) + meeting_lines.ways(one.ways, say)
    counts = shown.counts
    people = {"invited": counts.invited - counts.guests, "voting": counts.voting, "guests": counts.guests}
    lines.append(say("meeting-line-people", **people))
    if one.cancelled:
        return [*lines, say("meeting-is-cancelled")]
    if shown.leads or shown.manages:
        lines.append(say("meeting-line-coming", coming=counts.coming))
    if shown.here is not None and not shown.over:
        lines.append(say("meeting-you-are-here", at=say.moment(shown.here)))
    elif shown.me is not None and shown.me.coming and not shown.over:
        lines.append(say("meeting-you-come"))
    return lines


def published(shown: MeetingCard, say: Speech) -> View:
    """The card, right after the meeting was published."""
    counts, own = shown.counts, shown.me is not None
    others = told(shown.told_at, counts.reached - own, counts.invited - counts.reached, say, others=own)
    return _after(shown, say("meeting-published"), others, say)


def changed_card(shown: MeetingCard, say: Speech) -> View:
    """The card, right after a change or a cancellation."""
    counts, cancelled = shown.counts, shown.notice.cancelled
    lead = say("meeting-cancel-done" if cancelled else "meeting-change-done")
    people = told(shown.told_at, counts.reached, counts.invited - counts.reached, say)
    return _after(shown, lead, people, say)


def told(at: datetime | None, people: int, unbound: int, say: Speech, *, others: bool = False) -> str:
    """How many people hear of it; `at`: when, if not at once; `others`: the reader is invited too."""
    if at is not None:
        return say("meeting-told-at", at=say.moment(at), told=people, unbound=unbound)
    return say("meeting-told-others" if others else "meeting-told", told=people, unbound=unbound)


def _after(shown: MeetingCard, lead: str, people: str, say: Speech) -> View:
    """What was done above the card, with the way to make links for people without an account."""
    unbound = shown.counts.reached < shown.counts.invited
    invite = [button(say("menu-open-invite"), Open("invite"))] if unbound and shown.invites else []
    text = [lead, people, "", *_text(shown, say)]
    return View("\n".join(text), rows(*_buttons(shown, say), invite, home(say)))


def _leading(shown: MeetingCard, say: Speech) -> list[InlineKeyboardButton]:
    """The live count, and the page for the screen while the code can still be scanned."""
    if not shown.leads:
        return []
    line = [button(say("meeting-button-live"), Live(shown.notice.meeting))]
    if Way.QR in shown.notice.ways and not shown.over:
        line.append(button(say("meeting-button-board"), board.Open(shown.notice.meeting)))
    return line


def _managing(shown: MeetingCard, say: Speech) -> list[list[InlineKeyboardButton]]:
    if not shown.manages:
        return []
    id = shown.notice.meeting
    lines = [[button(say("meeting-button-change"), Menu(id))]]
    if not shown.over:
        lines[0].append(button(say("meeting-button-guests"), Guests(id, 0)))
        lines.append([button(say("meeting-button-cancel"), ChangeField(id, Field.CANCEL.value))])
    return lines


def menu(shown: MeetingCard, say: Speech) -> View:
    """The card with a button for each field."""
    id = shown.notice.meeting
    fields = [one for one in Field if one is not Field.CANCEL]
    buttons = [button(say(f"meeting-field-{one.value}"), ChangeField(id, one.value)) for one in fields]
    back = [button(say("meeting-button-back"), Show(id))]
    return View(card(shown, say).text + "\n\n" + say("meeting-change-what"), rows(*grid(buttons, 2), back, home(say)))


def answers(one: MeetingNotice, say: Speech, *, coming: bool = False) -> list[list[InlineKeyboardButton]]:
    """The buttons of an invited person: will come, ask for leave, check in to each session."""
    first = [] if coming else [button(say("meeting-button-come"), Come(one.meeting))]
    first.append(button(say("meeting-button-leave"), leave.Ask(one.meeting)))
    if len(one.parts) == 1:
        return [first, [button(say("meeting-button-checkin"), CheckIn(one.parts[0].id))]]
    several = [
        button(
            say("meeting-button-checkin-session", number=str(part.number), hour=say.hour(part.starts)), CheckIn(part.id)
        )
        for part in one.parts
    ]
    return [first, *grid(several, 2)]


def come(shown: MeetingCard, say: Speech) -> View:
    """The card again, with a short answer."""
    return replace(card(shown, say), toast=say("meeting-come-noted"))


def come_in_group(say: Speech) -> View:
    """A short answer for the person who tapped; the group's message stays as it is."""
    return View(toast=say("meeting-come-noted"))


def listed(found: Listed, say: Speech) -> View:
    """The list of meetings, a line and a row of buttons for each."""
    if found.first is not None and found.last is not None:
        days = {"first": say.day(found.first), "last": say.day(found.last)}
        lines = [say("meeting-list-between" if found.entries else "meeting-list-between-none", **days)]
    else:
        lines = [say("meeting-list" if found.entries else "meeting-list-none")]
    lines += [_entry(number, entry, say) for number, entry in enumerate(found.entries, 1)]
    buttons = [_entry_buttons(number, entry, found, say) for number, entry in enumerate(found.entries, 1)]
    ranges = [button(say(f"meeting-button-{span.value}"), Range(span.value)) for span in Span]
    regular = button(say("series-button-list"), Open("series"))
    call = [button(say("meeting-button-call"), Call()), regular] if found.may_call else []
    return View("\n".join(lines), rows(*buttons, ranges, call, home(say)))


def _entry(number: int, entry: Entry, say: Speech) -> str:
    one = entry.meeting
    when = say.span(one.starts, one.ends)
    return say("meeting-list-line", number=str(number), title=one.title, when=when, place=one.place)


def _entry_buttons(number: int, entry: Entry, found: Listed, say: Speech) -> list[InlineKeyboardButton]:
    """The card; on the meeting's day also the check-in, before it the leave."""
    one, session = entry.meeting, entry.session
    line = [button(say("meeting-list-button", number=str(number), title=one.title), Show(one.id))]
    if session is None:
        return line
    if say.local(session.starts).date() <= say.local(found.now).date():
        return [*line, button(say("meeting-button-checkin"), CheckIn(session.id))]
    return [*line, button(say("meeting-button-leave"), leave.Ask(one.id))]
