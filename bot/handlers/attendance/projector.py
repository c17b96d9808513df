"""The projector page's link for whoever hosts, and the code in chat where no screen can reach the page."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.meeting.rules import MeetingRules
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.attendance import projector
from bot.services.attendance.projector import Codes
from bot.settings import Settings
from bot.views.attendance import projector as view


def codes(settings: Settings, rules: MeetingRules) -> Codes:
    """As the installation is set."""
    secret = settings.secret_key.get_secret_value().encode()
    return Codes(secret, settings.checkin.code_interval, settings.zone, rules)


async def open_page(update: Update, context: Context) -> None:
    meeting, settings = tapped(update, view.Open).meeting, context.tools.settings
    minutes = settings.checkin.board_link_minutes
    opened = await projector.link(context.uow, context.request(update), meeting, minutes)
    address = f"{settings.web_url}/board/{opened.token}"
    context.show(update, view.link(opened, address, settings.checkin.code_interval, context.speech(update)))


async def picture(update: Update, context: Context) -> None:
    meeting, tools = tapped(update, view.Picture).meeting, context.tools
    shown = await projector.now(
        context.uow, context.request(update), meeting, codes(tools.settings, context.installation.meetings)
    )
    target = f"https://t.me/{tools.bot_username}?start={shown.payload}"
    context.show(update, view.picture(shown, target, context.speech(update)))


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(open_page, pattern=view.Open.pattern()))
    app.add_handler(CallbackQueryHandler(picture, pattern=view.Picture.pattern()))
