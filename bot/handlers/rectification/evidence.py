"""Evidence: texts, photos, files and albums into a form; what was handed in, out again."""

import asyncio
from enum import StrEnum

from telegram import Document, Message, PhotoSize, Update, Video
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, filters

from bot.domain.errors import DomainError
from bot.domain.rectification.evidence import Given, PieceKind, check_ending, check_size, shown_name
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button, in_place
from bot.handlers.private import tapped
from bot.handlers.show import calls
from bot.services.conversation import Form
from bot.services.files import attachment
from bot.services.rectification import evidence
from bot.services.rectification.evidence import Gathered
from bot.views.rectification import evidence as view
from bot.views.view import View

FETCHING = 25.0
"""Seconds that a file may take to come; after 30 the whole update would be tried again from its beginning."""
WITH_FILE = filters.PHOTO | filters.Document.ALL | filters.VIDEO


class Step(StrEnum):
    GATHER = evidence.GATHER


async def begin(update: Update, context: Context) -> None:
    item = tapped(update, view.Begin).item
    await evidence.begin(context.uow, context.request(update), item)
    context.show(update, View())


async def typed(update: Update, context: Context, now: Form) -> None:
    words = form.typed(update.effective_message)
    if not words:
        raise DomainError("evidence_none")
    await _gather(update, context, now, Given(PieceKind.TEXT, words))


async def sent(update: Update, context: Context, now: Form) -> None:
    """Whatever cannot be taken is refused before it is fetched; the file is on disk before its row."""
    message, tools = update.effective_message, context.tools
    held = _held(message) if message is not None else None
    if message is None or held is None:
        raise DomainError("stale_form")
    kind, name = (PieceKind.PHOTO, "") if isinstance(held, PhotoSize) else (PieceKind.DOCUMENT, _name(held))
    rules = context.installation.rectify.evidence
    await evidence.ready(context.uow, context.request(update), rules, now.draft["item"])
    if kind is PieceKind.DOCUMENT:
        check_ending(name, rules)
    check_size(held.file_size or 0, rules)
    data = await _fetch(held, context)
    check_size(len(data), rules)
    folder = attachment.folder_of(tools.settings.data_dir)
    file = await asyncio.to_thread(attachment.keep, folder, data, tools.clock.now())
    words = (message.caption or "").replace("\x00", "").strip()
    await _gather(update, context, now, Given(kind, words, file, shown_name(name), len(data)))


def _held(message: Message) -> PhotoSize | Document | Video | None:
    """A photo in its largest size."""
    return message.photo[-1] if message.photo else message.document or message.video


def _name(held: Document | Video) -> str:
    """A video that a phone has taken has no name."""
    return held.file_name or ("video.mp4" if isinstance(held, Video) else "")


async def _fetch(held: PhotoSize | Document | Video, context: Context) -> bytes:
    """DomainError: evidence_size where Telegram gives none so large, evidence_not_fetched."""
    rules = context.installation.rectify.evidence
    try:
        async with asyncio.timeout(FETCHING):
            file = await context.bot.get_file(held.file_id)
            check_size(file.file_size or 0, rules)
            return bytes(await file.download_as_bytearray())
    except BadRequest as error:
        if "too big" in error.message:
            raise DomainError("evidence_size", most=str(rules.most_megabytes)) from None
        raise DomainError("evidence_not_fetched") from None
    except TimeoutError:
        raise DomainError("evidence_not_fetched") from None


async def _gather(update: Update, context: Context, now: Form, given: Given) -> None:
    message = update.effective_message
    album = (message.media_group_id if message else None) or ""
    gathered = await evidence.gather(
        context.uow, context.request(update), context.installation.rectify.evidence, now.draft["item"], given, album
    )
    _mend(update, context, gathered)


def _mend(update: Update, context: Context, gathered: Gathered) -> None:
    """An album's answer that was sent before its last piece came says what is there now."""
    chat = update.effective_chat
    if chat is None or gathered.message is None:
        return
    for call in calls(view.gathering(gathered.form, context.speech(update)), chat.id, gathered.message):
        context.tools.sender.reply(call)


async def drop_last(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.DropLast).version
    now = await evidence.drop_last(context.uow, context.request(update), version)
    in_place(update, context, now)


async def hand_in(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.HandIn).version
    result = await evidence.hand_in(context.uow, context.request(update), version)
    context.show(update, view.handed_in(result, context.speech(update)))


async def show(update: Update, context: Context) -> None:
    item = tapped(update, view.Show).item
    result = await evidence.show(context.uow, context.request(update), item)
    context.show(update, view.shown(result, context.speech(update)))


CONVERSATION = Conversation(
    name=evidence.NAME,
    entry=by_button,
    states={
        Step.GATHER: (
            On(typed, message=TEXT),
            On(sent, message=WITH_FILE),
            On(hand_in, button=view.HandIn),
            On(drop_last, button=view.DropLast),
        )
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(begin, pattern=view.Begin.pattern()))
    app.add_handler(CallbackQueryHandler(show, pattern=view.Show.pattern()))
