"""What a view's keyboard offers."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.views.view import View


def buttons(shown: View) -> list[InlineKeyboardButton]:
    """Row by row."""
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    return [one for line in shown.keyboard.inline_keyboard for one in line]


def labels(shown: View) -> list[str]:
    """The texts of the buttons, row by row."""
    return [one.text for one in buttons(shown)]
