"""The main menu, its buttons, and /help."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services import menu
from bot.views import menu as view


async def home(update: Update, context: Context) -> None:
    found = await menu.main(context.uow, context.request(update))
    context.show(update, view.main(found, desk.offered(context), context.speech(update)))


async def help_(update: Update, context: Context) -> None:
    found = await menu.main(context.uow, context.request(update))
    context.show(update, view.help_(found, context.speech(update)))


async def opened(update: Update, context: Context) -> None:
    await desk.open_(tapped(update, view.Open).what, update, context)


def register(app: App) -> None:
    private = filters.ChatType.PRIVATE
    desk.offer(app, view.HOME, home)
    app.add_handler(CommandHandler("help", help_, private))
    app.add_handler(CallbackQueryHandler(opened, pattern=view.Open.pattern()))
