"""Lists to choose from: people, units, places. Long ones have pages and can be narrowed by typing a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.domain.meeting.calling import Choices
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid


@dataclass(frozen=True, slots=True)
class PickUnit(Callback, prefix="mu"):
    version: int
    unit: int


@dataclass(frozen=True, slots=True)
class PickPerson(Callback, prefix="mp"):
    version: int
    person: int


@dataclass(frozen=True, slots=True)
class PickPlace(Callback, prefix="ml"):
    """One of the places offered, by its number from 0."""

    version: int
    number: int


@dataclass(frozen=True, slots=True)
class Choose(Callback, prefix="mk"):
    """Put someone on the list (1) or take them off (0)."""

    version: int
    person: int
    chosen: int


@dataclass(frozen=True, slots=True)
class Page(Callback, prefix="mg"):
    version: int
    number: int


Rows = list[list[InlineKeyboardButton]]


def units(choices: Choices, version: int, say: Speech) -> Rows:
    """One a line: names of units are long."""
    return [
        *([button(one.name, PickUnit(version, one.id))] for one in choices.items),
        turning(choices, version, say),
    ]


def people(choices: Choices, version: int, say: Speech) -> Rows:
    buttons = [button(one.name, PickPerson(version, one.id)) for one in choices.items]
    return [*grid(buttons, 2), turning(choices, version, say)]


def several(choices: Choices, version: int, say: Speech) -> Rows:
    """A tap chooses, another takes back."""
    buttons = [
        button(
            say("meeting-chosen-mark" if one.chosen else "meeting-not-chosen-mark", name=one.name),
            Choose(version, one.id, 0 if one.chosen else 1),
        )
        for one in choices.items
    ]
    return [*grid(buttons, 2), turning(choices, version, say)]


def places(known: Sequence[str], version: int) -> Rows:
    return [[button(place, PickPlace(version, number))] for number, place in enumerate(known)]


def turning(choices: Choices, version: int, say: Speech) -> list[InlineKeyboardButton]:
    """Earlier and later, where there are."""
    line = []
    if choices.page > 0:
        line.append(button(say("meeting-page-earlier"), Page(version, choices.page - 1)))
    if choices.page + 1 < choices.pages:
        line.append(button(say("meeting-page-later"), Page(version, choices.page + 1)))
    return line
