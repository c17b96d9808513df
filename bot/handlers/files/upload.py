"""Sheets sent as files in the private chat: told apart by their headings, then their feature's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from telegram import Document
from telegram.ext import filters

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.registering import PRIVATE, on_message
from bot.services.files import sheet_file, upload
from bot.services.files.upload import Form
from bot.views.view import View

FORMS = "sheets"
Show = Callable[[Context, bytes, str], Awaitable[View]]
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
    return context.settings.data_dir / "imports"


async def sent(context: Context) -> None:
    """Whoever may import nothing is told so before anything is fetched; a form takes its own files first."""
    if await form.receive(context):
        return
    message = context.incoming.effective_message
    document = message.document if message is not None else None
    if document is None:
        return
    await upload.may_send(context.uow, context.request)
    name = document.file_name or ""
    data = await _fetch(document, name, context)
    sheets: list[Sheet] = context.bot_data[FORMS]
    kind = await upload.recognise(data, name, [sheet.form for sheet in sheets])
    for sheet in sheets:
        if sheet.form.kind is kind:
            context.show(await sheet.show(context, data, name))


async def _fetch(document: Document, name: str, context: Context) -> bytes:
    """DomainError for a file of another kind or too large, before it is fetched."""
    sheet_file.check_name(name)
    sheet_file.check_size(document.file_size or 0)
    file = await context.bot.get_file(document.file_id)
    return bytes(await file.download_as_bytearray())


def register(app: App) -> None:
    on_message(app, PRIVATE & filters.Document.ALL, sent)
