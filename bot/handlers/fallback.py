"""What no other handler took: buttons of a form that is no longer known, and taps that nobody has answered yet."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.gateway import outcome
from bot.handlers.context import App, Context
from bot.handlers.show import answering

AFTERWARDS = 1
"""The group of handlers that PTB asks when the ordinary ones are done."""


async def unknown_button(_update: Update, _context: Context) -> None:
    raise DomainError("old_button")


async def answer(update: Update, context: Context) -> None:
    """Telegram shows a waiting tap until it is answered, if only with nothing; one that failed is still to be."""
    if update.callback_query is not None and not context.answered and outcome.current().error is None:
        context.runtime.sender.reply(answering(update.callback_query.id, None))


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(unknown_button))
    app.add_handler(CallbackQueryHandler(answer), group=AFTERWARDS)
