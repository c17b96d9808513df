"""The day's message: remind me tomorrow."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.reminder import sweep
from bot.views.reminder import day as view


async def later(update: Update, context: Context) -> None:
    day = tapped(update, view.Later).on()
    result = await sweep.put_off(context.uow, context.request(update), context.scene(update), day)
    context.show(update, view.put_off(result, context.speech(update)))


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(later, pattern=view.Later.pattern()))
