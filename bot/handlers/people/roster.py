"""A roster sent as a file in the private chat: shown, then imported or forgotten."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.people import roster_read
from bot.domain.people.roster import REQUIRED
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.files import upload
from bot.handlers.private import tapped
from bot.services.files.upload import Form, Kind
from bot.services.people import roster, roster_upload
from bot.views.people import roster as view

FORM = Form(Kind.ROSTER, roster_read.HEADINGS, REQUIRED)


async def how(update: Update, context: Context) -> None:
    await roster.may_import(context.uow, context.request(update))
    context.show(update, view.how(context.speech(update)))


async def show(update: Update, context: Context, data: bytes, name: str) -> None:
    settings = context.tools.settings
    result = await roster_upload.show(
        context.uow, context.request(update), upload.folder(context), data, name, settings.unit_kinds
    )
    context.show(update, view.shown(result, name, context.speech(update)))


async def confirm(update: Update, context: Context) -> None:
    answered, settings = tapped(update, view.Import).upload, context.tools.settings
    result = await roster_upload.confirm(
        context.uow, context.request(update), upload.folder(context), answered, settings.unit_kinds
    )
    context.show(update, view.imported(result, context.speech(update)))


async def decline(update: Update, context: Context) -> None:
    answered = tapped(update, view.Decline).upload
    folder = upload.folder(context)
    in_time = await roster_upload.decline(context.uow, context.request(update), folder, answered)
    context.show(update, view.declined(context.speech(update), in_time=in_time))


def register(app: App) -> None:
    desk.offer(app, "roster", how)
    upload.offer(app, FORM, show)
    app.add_handler(CallbackQueryHandler(confirm, pattern=view.Import.pattern()))
    app.add_handler(CallbackQueryHandler(decline, pattern=view.Decline.pattern()))
