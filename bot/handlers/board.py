"""The projector page's link for whoever hosts, and the code in chat where no screen can reach the page."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.services import board
from bot.services.board import Codes
from bot.settings import Settings
from bot.views import board as view


def codes(settings: Settings) -> Codes:
    return Codes(settings.secret_key.get_secret_value().encode(), settings.checkin.code_interval)


async def open_page(update: Update, context: Context) -> None:
    asked, settings = (
        view.Open.unpack(update.callback_query.data if update.callback_query else None),
        context.tools.settings,
    )
    opened = await board.link(
        context.uow, context.request(update), settings.zone, asked.meeting, settings.checkin.board_link_minutes
    )
    context.show(update, view.link(opened, f"{settings.web_url}/board/{opened.token}", context.speech(update)))


async def picture(update: Update, context: Context) -> None:
    asked, settings = (
        view.Picture.unpack(update.callback_query.data if update.callback_query else None),
        context.tools.settings,
    )
    shown = await board.now(context.uow, context.request(update), settings.zone, asked.meeting, codes(settings))
    target = f"https://t.me/{context.tools.bot_username}?start={shown.payload}"
    context.show(update, view.picture(shown, target, context.speech(update)))


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(open_page, pattern=view.Open.pattern()))
    app.add_handler(CallbackQueryHandler(picture, pattern=view.Picture.pattern()))
