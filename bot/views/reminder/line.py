"""One line of the day's message: a sentence, and the buttons that do the thing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardButton

from bot.services.reminder.source import Line
from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is one sentence, or a few lines, with its date in words. Labels of `buttons` say what they are about, for
    other lines have theirs in the same message."""

    text: str
    buttons: tuple[InlineKeyboardButton, ...] = ()


Render = Callable[[Line, Speech], Said]
"""Each view of reminders lists its own in `LINES = {Kind.DUE.value: due}`; `day.py` puts them together."""


def today_of(line: Line) -> date:
    """The local day on which the line is read."""
    return date.fromisoformat(line["today"])


def day_in_words(day: date, line: Line, say: Speech) -> str:
    """今天（11月25日周三）, 3 天后（11月28日周六）, 2 天前（…）."""
    days = (day - today_of(line)).days
    written = say.day(day) if day.year == today_of(line).year else say.full_day(day)
    if days < 0:
        return say("reminder-days-ago", days=-days, day=written)
    return say("reminder-in-days", days=days, day=written)
