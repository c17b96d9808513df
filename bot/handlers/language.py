"""/language: Chinese or English, from the next word on."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services import language
from bot.views import language as view


async def choices(update: Update, context: Context) -> None:
    await language.now(context.uow, context.request(update))
    context.show(update, view.choices(context.speech(update)))


async def choose(update: Update, context: Context) -> None:
    code = tapped(update, view.Choose).code
    await language.choose(context.uow, context.request(update), code)
    context.show(update, view.chosen(context.speech(update)))


def register(app: App) -> None:
    desk.offer(app, "language", choices)
    app.add_handler(CommandHandler("language", choices, filters.ChatType.PRIVATE))
    app.add_handler(CallbackQueryHandler(choose, pattern=view.Choose.pattern()))
