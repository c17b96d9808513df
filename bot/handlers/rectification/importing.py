"""Rectification items sent as a sheet in the private chat: shown, then imported or forgotten; the template."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.rectification.sheet import HEADINGS, REQUIRED
from bot.handlers.context import App, Context
from bot.handlers.files import upload
from bot.handlers.private import tapped
from bot.reports import rectify_template
from bot.services.files.upload import Form, Kind
from bot.services.rectification import importing
from bot.views.rectification import importing as view

FORM = Form(Kind.ITEMS, HEADINGS, REQUIRED)


async def how(update: Update, context: Context) -> None:
    tapped(update, view.How)
    await importing.may_import(context.uow, context.request(update))
    context.show(update, view.how(context.speech(update)))


async def template(update: Update, context: Context) -> None:
    tapped(update, view.Template)
    tools = context.tools
    await importing.may_import(context.uow, context.request(update))
    say, today = context.speech(update), context.request(update).today
    own, other = [
        view.words(context.installation.rectify, today, one)
        for one in (say, tools.texts.speech("en" if say.language == "zh" else "zh"))
    ]
    context.show(update, view.template(rectify_template.template(own, other), say))


async def show(update: Update, context: Context, data: bytes, name: str) -> None:
    result = await importing.show(
        context.uow, context.request(update), context.installation, upload.folder(context), data, name
    )
    context.show(update, view.shown(result, name, context.speech(update)))


async def confirm(update: Update, context: Context) -> None:
    answer = tapped(update, view.Import)
    result = await importing.confirm(
        context.uow,
        context.request(update),
        context.installation,
        upload.folder(context),
        answer.upload,
        opened=answer.opened == 1,
    )
    context.show(update, view.imported(result, context.speech(update)))


async def decline(update: Update, context: Context) -> None:
    upload_id = tapped(update, view.Decline).upload
    in_time = await importing.decline(context.uow, context.request(update), upload.folder(context), upload_id)
    context.show(update, view.declined(context.speech(update), in_time=in_time))


def register(app: App) -> None:
    upload.offer(app, FORM, show)
    for handle, kind in (
        (how, view.How),
        (template, view.Template),
        (confirm, view.Import),
        (decline, view.Decline),
    ):
        app.add_handler(CallbackQueryHandler(handle, pattern=kind.pattern()))
