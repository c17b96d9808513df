"""One line of the day's message: a sentence, and the buttons that act on it."""

from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardButton

from bot.texts.speech import Speech


@dataclass(frozen=True, slots=True)
class RenderedLine:
    """`text` is one sentence, or a few lines, with its date in words. Labels of `buttons` say what they are about, for
    other lines have theirs in the same message."""

    text: str
    buttons: tuple[InlineKeyboardButton, ...] = ()


def day_in_words(day: date, today: date, say: Speech) -> str:
    """今天（11月25日周三）, 3 天后（11月28日周六）, 2 天前（…）."""
    days, written = (day - today).days, written_day(day, today, say)
    if days < 0:
        return say("reminder-days-ago", days=-days, day=written)
    return say("reminder-in-days", days=days, day=written)


def written_day(day: date, today: date, say: Speech) -> str:
    """The day, with its year where that is another than today's."""
    return say.day(day) if day.year == today.year else say.full_day(day)
