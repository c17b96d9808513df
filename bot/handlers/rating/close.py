"""Closing: supervisor and teller, one tap each."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.rating import close
from bot.views.rating import close as view


async def look(update: Update, context: Context) -> None:
    rating = tapped(update, view.Close).rating
    found = await close.look(context.uow, context.request(update), rating)
    context.show(update, view.page(found, context.speech(update)))


async def yes(update: Update, context: Context) -> None:
    tap = tapped(update, view.Yes)
    found = await close.yes(context.uow, context.request(update), tap.rating, tap.version)
    context.show(update, view.page(found, context.speech(update)))


def register(app: App) -> None:
    for kind, handler in ((view.Close, look), (view.Yes, yes)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
