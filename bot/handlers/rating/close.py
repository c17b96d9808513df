"""Closing: supervisor and teller, one tap each."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.rating import close
from bot.views.rating import close as view


async def look(update: Update, context: Context) -> None:
    rating, zone = tapped(update, view.Close).rating, context.tools.settings.zone
    found = await close.look(context.uow, context.request(update), zone, rating)
    context.show(update, view.page(found, context.speech(update)))


async def yes(update: Update, context: Context) -> None:
    tap, zone = tapped(update, view.Yes), context.tools.settings.zone
    found = await close.yes(context.uow, context.request(update), zone, tap.rating, tap.version)
    context.show(update, view.page(found, context.speech(update)))


def register(app: App) -> None:
    for kind, handler in ((view.Close, look), (view.Yes, yes)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
