"""The button that leads back to a case, wherever it is shown."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.texts.speech import Speech
from bot.views.callback import Callback, button


@dataclass(frozen=True, slots=True)
class Open(Callback, prefix="gb"):
    """A case as its secretary and the committee work on it."""

    case: int


def open_button(case: int, say: Speech) -> InlineKeyboardButton:
    return button(say("grading-open"), Open(case))
