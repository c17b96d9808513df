"""Sheets sent as files in the private chat: recognised by their headings and handed to the feature that reads them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from telegram import Document
from telegram.ext import filters

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.registering import PRIVATE, on_message
from bot.services.files import sheet_file, upload
from bot.services.files.upload import SheetForm
from bot.views.view import View

SHEETS = "sheets"
Show = Callable[[Context, bytes, str], Awaitable[View]]
"""The file's bytes and its name."""


@dataclass(frozen=True, slots=True)
class SheetHandler:
    """A form of sheets, and the handler that shows what a sheet of it would change."""

    form: SheetForm
    show: Show


def register_sheet(app: App, form: SheetForm, show: Show) -> None:
    """Let `show` answer sheets of that form; where the headings fit two forms, the one registered first is taken."""
    app.bot_data.setdefault(SHEETS, []).append(SheetHandler(form, show))


def folder(context: Context) -> Path:
    """The folder in which files wait for an answer."""
    return context.settings.data_dir / "imports"


async def sent(context: Context) -> None:
    """Show what a sheet would change. An open form takes its own files first, and permission comes before fetching."""
    if await form.receive(context):
        return
    message = context.incoming.effective_message
    document = message.document if message is not None else None
    if document is None:
        return
    await upload.may_send(context.uow, context.request)
    name = document.file_name or ""
    data = await _fetch(document, name, context)
    sheets: list[SheetHandler] = context.bot_data[SHEETS]
    kind = await upload.recognise(data, name, [sheet.form for sheet in sheets])
    for sheet in sheets:
        if sheet.form.kind is kind:
            context.show(await sheet.show(context, data, name))


async def _fetch(document: Document, name: str, context: Context) -> bytes:
    """Fetch a file; DomainError before that when it is of another kind or too large."""
    sheet_file.check_name(name)
    sheet_file.check_size(document.file_size or 0)
    file = await context.bot.get_file(document.file_id)
    return bytes(await file.download_as_bytearray())


def register(app: App) -> None:
    """Add the handler of this module."""
    on_message(app, PRIVATE & filters.Document.ALL, sent)
