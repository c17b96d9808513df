"""Answer buttons that no other handler knows, and taps that no handler has answered."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.gateway import outcome
from bot.handlers.context import App, Context
from bot.handlers.show import answering

AFTERWARDS = 1
"""The group of handlers that PTB asks after the ordinary ones."""


async def unknown_button(_update: Update, _context: Context) -> None:
    """Refuse a button that no handler knows."""
    raise DomainError("old_button")


async def answer(update: Update, context: Context) -> None:
    """Answer a tap with nothing, for Telegram shows it as waiting until then; a failed one is left to be retried."""
    if update.callback_query is not None and not context.answered and outcome.current().error is None:
        context.runtime.sender.reply(answering(update.callback_query.id, None))


def register(app: App) -> None:
    """Add the handlers."""
    app.add_handler(CallbackQueryHandler(unknown_button))
    app.add_handler(CallbackQueryHandler(answer), group=AFTERWARDS)
