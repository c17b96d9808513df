"""Lists to choose people, units and places from. Long ones have pages, and typing part of a name narrows them."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.domain.meeting.calling import Choices
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid


class PickUnit(Callback, prefix="mu"):
    """Choose a unit."""

    version: int
    unit: int


class PickPerson(Callback, prefix="mp"):
    """Choose a person."""

    version: int
    person: int


class PickPlace(Callback, prefix="ml"):
    """Choose one of the offered places, by its number from 0."""

    version: int
    number: int


class Choose(Callback, prefix="mk"):
    """Put a person on the list (1) or take them off (0)."""

    version: int
    person: int
    chosen: int


class Page(Callback, prefix="mg"):
    """Show another page of the list."""

    version: int
    number: int


Rows = list[list[InlineKeyboardButton]]


def units(choices: Choices, version: int, say: Speech) -> Rows:
    """List units, one on a line, for their names are long."""
    return [
        *([button(one.name, PickUnit(version, one.id))] for one in choices.items),
        turning(choices, version, say),
    ]


def people(choices: Choices, version: int, say: Speech) -> Rows:
    """List people."""
    buttons = [button(one.name, PickPerson(version, one.id)) for one in choices.items]
    return [*grid(buttons, 2), turning(choices, version, say)]


def several(choices: Choices, version: int, say: Speech) -> Rows:
    """List people of whom several can be chosen; a second tap takes the choice back."""
    buttons = [
        button(
            say("meeting-chosen-mark" if one.chosen else "meeting-not-chosen-mark", name=one.name),
            Choose(version, one.id, 0 if one.chosen else 1),
        )
        for one in choices.items
    ]
    return [*grid(buttons, 2), turning(choices, version, say)]


def places(known: Sequence[str], version: int) -> Rows:
    """List places."""
    return [[button(place, PickPlace(version, number))] for number, place in enumerate(known)]


def turning(choices: Choices, version: int, say: Speech) -> list[InlineKeyboardButton]:
    """Make the line that leads to earlier and later pages, where there are any."""
    line = []
    if choices.page > 0:
        line.append(button(say("meeting-page-earlier"), Page(version, choices.page - 1)))
    if choices.page + 1 < choices.pages:
        line.append(button(say("meeting-page-later"), Page(version, choices.page + 1)))
    return line
