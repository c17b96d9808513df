"""Going through a list that is longer than a screen."""

from collections.abc import Callable

from telegram import InlineKeyboardButton

from bot.texts.speech import Speech
from bot.views.callback import Callback, button


def pager(number: int, more: bool, page: Callable[[int], Callback], say: Speech) -> list[InlineKeyboardButton]:
    """The line with earlier and later; `number` counts from 0."""
    earlier = [button(say("menu-earlier"), page(number - 1))] if number > 0 else []
    return earlier + ([button(say("menu-later"), page(number + 1))] if more else [])
