"""Taking a rating back, or sending it back, before it opens: asked first, done by a second tap."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.rating import withdraw
from bot.views.rating import withdraw as view
from bot.views.rating.page import Withdraw


async def look(update: Update, context: Context) -> None:
    rating = tapped(update, Withdraw).rating
    found = await withdraw.look(context.uow, context.request(update), rating)
    context.show(update, view.page(found, context.speech(update)))


async def yes(update: Update, context: Context) -> None:
    rating = tapped(update, view.Yes).rating
    found = await withdraw.yes(context.uow, context.request(update), rating)
    context.show(update, view.page(found, context.speech(update)))


def register(app: App) -> None:
    for kind, handler in ((Withdraw, look), (view.Yes, yes)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
