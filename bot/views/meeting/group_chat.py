"""What the bot says in group chats: how to link one, and announcements without anything personal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.clock import from_ms
from bot.services.meeting.group_chat import Answer
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.meeting import series_lines
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Link(Callback, prefix="gl"):
    """Link this group to a unit of the one who taps; 0: to the only one."""

    unit: int


def greeting(bot: str, say: Speech) -> View:
    link = [button(say("group-link-button"), Link(0))]
    return View(say("group-greeting"), rows(link, [_open(bot, say)]))


def linked(answer: Answer, bot: str, say: Speech) -> View:
    """Linked, or the units to choose one of."""
    if answer.unit is None:
        return View(say("group-which-unit"), rows(*([button(one.name, Link(one.id))] for one in answer.choices)))
    return View(say("group-is-linked", unit=answer.unit.name), rows([_open(bot, say)]))


def unlinked(answer: Answer, say: Speech) -> View:
    if answer.unit is None:
        return View(say("group-was-not-linked"))
    return View(say("group-is-unlinked", unit=answer.unit.name))


def in_private(bot: str, say: Speech) -> View:
    """What is asked here is answered in the private chat."""
    return View(say("group-in-private"), rows([_open(bot, say)]))


def called(data: dict[str, Any], say: Speech) -> View:
    return _announcement("group-called", data, _times(data, say), say)


def changed(data: dict[str, Any], say: Speech) -> View:
    return _announcement("group-changed", data, _times(data, say), say)


def cancelled(data: dict[str, Any], say: Speech) -> View:
    return _announcement("group-cancelled", data, _times(data, say), say)


def series(data: dict[str, Any], say: Speech) -> View:
    """`parts` are the occurrences."""
    days = [say.local(starts).date() for starts, _ in _parts(data)]
    return _announcement("group-series", data, series_lines.days(days, say), say)


def series_ended(data: dict[str, Any], say: Speech) -> View:
    return _announcement("group-series-ended", data, series_lines.spans(_parts(data), say), say)


def _parts(data: dict[str, Any]) -> list[tuple[datetime, datetime]]:
    return [(from_ms(starts), from_ms(ends)) for starts, ends in data["parts"]]


def _times(data: dict[str, Any], say: Speech) -> list[str]:
    """The sessions of one meeting."""
    return [say.span(starts, ends) for starts, ends in _parts(data)]


def _announcement(key: str, data: dict[str, Any], when: list[str], say: Speech) -> View:
    first = _parts(data)[0]
    hours = f"{say.hour(first[0])}–{say.hour(first[1])}"
    named = {"unit": data["unit"], "title": data["title"], "place": data["place"]}
    text = say(key, **named, when="\n".join(when), hours=hours, count=len(data["parts"]))
    return View(text, _keyboard(data["bot"], say))


def _keyboard(bot: str, say: Speech) -> InlineKeyboardMarkup | None:
    return rows([_open(bot, say)]) if bot else None


def _open(bot: str, say: Speech) -> InlineKeyboardButton:
    return InlineKeyboardButton(say("group-open-bot"), url=f"https://t.me/{bot}")


RENDERERS = {
    "group.called": called,
    "group.changed": changed,
    "group.cancelled": cancelled,
    "group.series": series,
    "group.series_ended": series_ended,
}
