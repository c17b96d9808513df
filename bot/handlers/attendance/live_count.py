"""The live count, for whoever runs a meeting."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.attendance import live_count
from bot.views.attendance import live_count as view


async def live(update: Update, context: Context) -> None:
    """The answer is a parcel: a message that will be edited needs its number kept."""
    meeting = tapped(update, view.Live).meeting
    await live_count.open_(context.uow, context.request(update), context.installation.meetings, meeting)


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(live, pattern=view.Live.pattern()))
