"""The committee's page of a round, and what is done for all its units at once."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.grading import overview, whole_round
from bot.services.grading.whole_round import What
from bot.views.grading import overview as view


async def show(update: Update, context: Context) -> None:
    asked = tapped(update, view.Overview)
    found = await overview.of(context.uow, context.request(update), asked.round)
    context.show(update, view.page(found, asked.page, context.speech(update)))


async def all_(update: Update, context: Context) -> None:
    """What would be done, and on the yes to it, done."""
    asked, request = tapped(update, view.All), context.request(update)
    if asked.what not in frozenset(What):
        raise DomainError("old_button")
    what = What(asked.what)
    if asked.mark:
        found = await whole_round.do(context.uow, request, context.installation, asked.round, what, asked.mark)
    else:
        found = await whole_round.look(context.uow, request, asked.round, what)
    context.show(update, view.batch(found, context.speech(update)))


def register(app: App) -> None:
    for kind, handler in ((view.Overview, show), (view.All, all_)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
