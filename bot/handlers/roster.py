"""A roster sent as a file in the private chat: shown, then imported or forgotten."""

from pathlib import Path

from telegram import Document, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.handlers import desk, form
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services import roster, roster_upload, sheet_file
from bot.views import roster as view


async def how(update: Update, context: Context) -> None:
    await roster.may_import(context.uow, context.request(update), context.tools.settings.zone)
    context.show(update, view.how(context.speech(update)))


async def sent(update: Update, context: Context) -> None:
    """Whoever may not import is told so before anything is fetched; a form takes its own files first."""
    if await form.receive(update, context):
        return
    document = update.effective_message.document if update.effective_message else None
    if document is None:
        return
    zone = context.tools.settings.zone
    await roster.may_import(context.uow, context.request(update), zone)
    name = document.file_name or ""
    data = await _fetch(document, name, context)
    endings = context.tools.settings.unit_kinds
    result = await roster_upload.show(context.uow, context.request(update), zone, _folder(context), data, name, endings)
    context.show(update, view.shown(result, name, context.speech(update)))


async def confirm(update: Update, context: Context) -> None:
    upload, settings = tapped(update, view.Import).upload, context.tools.settings
    result = await roster_upload.confirm(
        context.uow, context.request(update), settings.zone, _folder(context), upload, settings.unit_kinds
    )
    context.show(update, view.imported(result, context.speech(update)))


async def decline(update: Update, context: Context) -> None:
    upload, zone = tapped(update, view.Decline).upload, context.tools.settings.zone
    in_time = await roster_upload.decline(context.uow, context.request(update), zone, _folder(context), upload)
    context.show(update, view.declined(context.speech(update), in_time=in_time))


async def _fetch(document: Document, name: str, context: Context) -> bytes:
    """DomainError for a file of another kind or too large, before it is fetched."""
    sheet_file.check_name(name)
    sheet_file.check_size(document.file_size or 0)
    file = await context.bot.get_file(document.file_id)
    return bytes(await file.download_as_bytearray())


def _folder(context: Context) -> Path:
    return context.tools.settings.data_dir / "imports"


def register(app: App) -> None:
    desk.offer(app, "roster", how)
    app.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.Document.ALL, sent))
    app.add_handler(CallbackQueryHandler(confirm, pattern=view.Import.pattern()))
    app.add_handler(CallbackQueryHandler(decline, pattern=view.Decline.pattern()))
