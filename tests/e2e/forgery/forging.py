"""Buttons that nobody was shown: each callback class with any ids, pressed by anyone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox.group import Group
from bot.sandbox.phone import Phone
from bot.sandbox.taps import Answer
from bot.views.callback import Callback
from tests.e2e.forgery.town_things import Facts
from tests.e2e.system import System

COUNTS = frozenset(
    {"page", "number", "bound", "chosen", "on", "named", "upheld", "months", "minute", "minutes", "version"}
)
"""Fields that name nothing."""
PLAIN = {"page": 0, "number": 0, "span_number": 202611, "year": 2026, "bound": 0, "months": 3, "version": 1}
NOBODYS = (-1, 987_654_321, 2**31, 2**52 - 1, 2**61)
"""Ids that are no one's, some of them too large for one column or another."""
ON_A_MESSAGE = 10
"""Each tap brings its whole message along, and each message has to be sent."""


Values = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a press. `refused`: a sentence in a box over the message."""

    data: str
    text: str
    refused: bool


def valid(kind: type[Callback], facts: Facts, other: Values) -> Callback:
    """With ids of the eastern branch, by the fields' names; what has no known name gets a value by its type."""
    values = []
    for field in fields(kind):
        known = other.get(field.name, PLAIN.get(field.name, getattr(facts, field.name, None)))
        values.append(known if known is not None else facts.person if _is_number(field.type) else "x")
    return kind(*values)


def with_ids(kind: type[Callback], facts: Facts, number: int, other: Values) -> Callback | None:
    """The same with that number wherever an id stands; None for a class that names nothing."""
    names = [field.name for field in fields(kind) if _is_number(field.type) and field.name not in COUNTS]
    return valid(kind, facts, {**other, **dict.fromkeys(names, number)}) if names else None


def with_counts(kind: type[Callback], facts: Facts, number: int, other: Values) -> Callback | None:
    """The same with that number in place of each page and the like; None where there is none."""
    names = [field.name for field in fields(kind) if field.name in COUNTS - {"version"}]
    return valid(kind, facts, {**other, **dict.fromkeys(names, number)}) if names else None


def with_words(kind: type[Callback], facts: Facts, word: str, other: Values) -> Callback | None:
    """The same with that word in place of each text, cut so that several fit a button; None where there is none."""
    names = [field.name for field in fields(kind) if not _is_number(field.type)]
    return valid(kind, facts, {**other, **dict.fromkeys(names, word[: 40 // len(names)])}) if names else None


def _is_number(kind: object) -> bool:
    return kind in (int, "int")


async def press(system: System, phone: Phone, forged: Iterable[Callback], chat: Group | None = None) -> list[Pressed]:
    """The bot itself is made to send a message with those buttons, then they are tapped one after another."""
    kept = [one.pack() for one in forged]
    place = chat.id if chat is not None else phone.id
    results = []
    for start in range(0, len(kept), ON_A_MESSAGE):
        part = kept[start : start + ON_A_MESSAGE]
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(data, callback_data=data)] for data in part])
        sent = await system.server.bot.send_message(place, "……", reply_markup=keyboard)
        message = phone.chat(chat).messages[sent.message_id]
        buttons = message.raw
        for data in part:
            message.raw = buttons
            answer = await phone.press(data, message=message, chat=chat).answer
            results.append(_pressed(data, answer))
    return results


def _pressed(data: str, answer: Answer) -> Pressed:
    return Pressed(data, answer.text, answer.alert and bool(answer.text))
