"""/me: everything held about whoever asks."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.services.questions import me
from bot.views.questions import me as view


async def held(update: Update, context: Context) -> None:
    settings = context.tools.settings
    found = await me.of_asker(context.uow, context.request(update))
    context.show(update, view.held(found, settings.retention.forget_after_leaving, context.speech(update)))


def register(app: App) -> None:
    desk.offer(app, "me", held)
    app.add_handler(CommandHandler("me", held, filters.ChatType.PRIVATE))
