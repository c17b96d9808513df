"""The bot's messages in group chats: how to link one, and announcements without anything personal."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.meeting.message import (
    GroupCalled,
    GroupCancelled,
    GroupChanged,
    GroupMessage,
    GroupSeries,
    GroupSeriesEnded,
)
from bot.services.meeting.group_chat import Answer
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.meeting import series_lines
from bot.views.renderer import renders
from bot.views.view import View


class Link(Callback, prefix="gl"):
    """Link this group to a unit of the person who taps; 0: to the only one."""

    unit: int


def greeting(bot: str, say: Speech) -> View:
    """Greets a new group, and offers to link it."""
    link = [button(say("group-link-button"), Link(0))]
    return View(say("group-greeting"), rows(link, [_open(bot, say)]))


def linked(answer: Answer, bot: str, say: Speech) -> View:
    """The unit that the group is linked to, or the units to choose from."""
    if answer.unit is None:
        return View(say("group-which-unit"), rows(*([button(one.name, Link(one.id))] for one in answer.choices)))
    return View(say("group-is-linked", unit=answer.unit.name), rows([_open(bot, say)]))


def unlinked(answer: Answer, say: Speech) -> View:
    """Says that the group is linked to no unit."""
    if answer.unit is None:
        return View(say("group-was-not-linked"))
    return View(say("group-is-unlinked", unit=answer.unit.name))


def in_private(bot: str, say: Speech) -> View:
    """Says that the bot answers in the private chat."""
    return View(say("group-in-private"), rows([_open(bot, say)]))


def called(message: GroupCalled, say: Speech) -> View:
    """Announces a meeting."""
    return _announcement("group-called", message, _times(message, say), say)


def changed(message: GroupChanged, say: Speech) -> View:
    """Announces a changed meeting."""
    return _announcement("group-changed", message, _times(message, say), say)


def cancelled(message: GroupCancelled, say: Speech) -> View:
    """Announces a cancelled meeting."""
    return _announcement("group-cancelled", message, _times(message, say), say)


def series(message: GroupSeries, say: Speech) -> View:
    """Announces a series; its `parts` are its meetings."""
    days = [say.local(starts).date() for starts, _ in message.parts]
    return _announcement("group-series", message, series_lines.days(days, say), say)


def series_ended(message: GroupSeriesEnded, say: Speech) -> View:
    """Announces that the remaining meetings of a series are cancelled."""
    return _announcement("group-series-ended", message, series_lines.spans(list(message.parts), say), say)


def _times(message: GroupMessage, say: Speech) -> list[str]:
    """The hours of the sessions of one meeting."""
    return [say.span(starts, ends) for starts, ends in message.parts]


def _announcement(key: str, message: GroupMessage, when: list[str], say: Speech) -> View:
    starts, ends = message.parts[0]
    named = {"unit": message.unit, "title": message.title, "place": message.place}
    hours = f"{say.hour(starts)}–{say.hour(ends)}"
    text = say(key, **named, when="\n".join(when), hours=hours, count=len(message.parts))
    return View(text, _keyboard(message.bot, say))


def _keyboard(bot: str, say: Speech) -> InlineKeyboardMarkup | None:
    return rows([_open(bot, say)]) if bot else None


def _open(bot: str, say: Speech) -> InlineKeyboardButton:
    return InlineKeyboardButton(say("group-open-bot"), url=f"https://t.me/{bot}")


RENDERERS = (
    renders(GroupCalled, called),
    renders(GroupChanged, changed),
    renders(GroupCancelled, cancelled),
    renders(GroupSeries, series),
    renders(GroupSeriesEnded, series_ended),
)
