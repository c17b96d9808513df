"""What the handlers about meetings share in reading and answering a tap."""

from telegram import InlineKeyboardMarkup, Message, Update

from bot.handlers.context import Context
from bot.views.meeting import call as view

MARKS = "✓○« "


def chosen(update: Update, context: Context) -> None:
    """In place of the tapped message: what was chosen there."""
    context.show(update, view.chosen(_label(update), context.speech(update)))


def _label(update: Update) -> str:
    """What the tapped button says, without its mark; empty where Telegram no longer shows the message."""
    query = update.callback_query
    message = query.message if query is not None else None
    if query is None or not isinstance(message, Message) or not isinstance(message.reply_markup, InlineKeyboardMarkup):
        return ""
    buttons = [one for line in message.reply_markup.inline_keyboard for one in line]
    return next((one.text.lstrip(MARKS) for one in buttons if one.callback_data == query.data), "")
