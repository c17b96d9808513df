"""Sheets sent as files in the private chat: told apart by their headings, then their feature's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from telegram import Document, Update
from telegram.ext import MessageHandler, filters

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.services.files import sheet_file, upload
from bot.services.files.upload import Form

FORMS = "sheets"
Show = Callable[[Update, Context, bytes, str], Awaitable[None]]
"""The file's bytes and its name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    form: Form
    show: Show


def offer(app: App, one: Form, show: Show) -> None:
    """Take sheets of that form; the earlier offer goes first where a heading fits two."""
    app.bot_data.setdefault(FORMS, []).append(Sheet(one, show))


def folder(context: Context) -> Path:
    """Where files wait for an answer."""
    return context.tools.settings.data_dir / "imports"


async def sent(update: Update, context: Context) -> None:
    """Whoever may import nothing is told so before anything is fetched; a form takes its own files first."""
    if await form.receive(update, context):
        return
    document = update.effective_message.document if update.effective_message else None
    if document is None:
        return
    await upload.may_send(context.uow, context.request(update))
    name = document.file_name or ""
    data = await _fetch(document, name, context)
    sheets: list[Sheet] = context.bot_data[FORMS]
    kind = await upload.recognise(data, name, [sheet.form for sheet in sheets])
    for sheet in sheets:
        if sheet.form.kind is kind:
            await sheet.show(update, context, data, name)


async def _fetch(document: Document, name: str, context: Context) -> bytes:
    """DomainError for a file of another kind or too large, before it is fetched."""
    sheet_file.check_name(name)
    sheet_file.check_size(document.file_size or 0)
    file = await context.bot.get_file(document.file_id)
    return bytes(await file.download_as_bytearray())


def register(app: App) -> None:
    app.add_handler(MessageHandler(filters.ChatType.PRIVATE & filters.Document.ALL, sent))
