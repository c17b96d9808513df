"""Evidence: texts, photos, files and albums into a form; what was handed in, out again."""

import asyncio

from telegram import Document, Message, PhotoSize, Video
from telegram.error import BadRequest
from telegram.ext import filters

from bot.domain.errors import DomainError
from bot.domain.rectification.evidence import PieceContent, PieceKind, check_ending, check_size, shown_name
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, message, prompt, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.handlers.show import calls
from bot.handlers.use_case import ask
from bot.services.conversation import Form
from bot.services.files import attachment
from bot.services.rectification import evidence
from bot.services.rectification.evidence import Gathered
from bot.views.rectification import evidence as view

FETCHING = 25.0
"""Seconds that a file may take to come; after 30 the whole update would be tried again from its beginning."""
WITH_FILE = filters.PHOTO | filters.Document.ALL | filters.VIDEO


async def typed(context: Context, now: Form) -> None:
    """Add a typed text as a piece of evidence."""
    words = context.typed
    if not words:
        raise DomainError("evidence_none")
    await _gather(context, now, PieceContent(PieceKind.TEXT, words))


async def sent(context: Context, now: Form) -> None:
    """Whatever cannot be taken is refused before it is fetched; the file is on disk before its row."""
    message = context.incoming.effective_message
    held = _held(message) if message is not None else None
    if message is None or held is None:
        raise DomainError("stale_form")
    kind, name = (PieceKind.PHOTO, "") if isinstance(held, PhotoSize) else (PieceKind.DOCUMENT, _name(held))
    rules = context.installation.rectification.evidence
    await evidence.check_gathering(context.uow, context.request, rules, now.draft["item"])
    if kind is PieceKind.DOCUMENT:
        check_ending(name, rules)
    check_size(held.file_size or 0, rules)
    data = await _fetch(held, context)
    check_size(len(data), rules)
    folder = attachment.folder_of(context.settings.data_dir)
    file = await asyncio.to_thread(attachment.keep, folder, data, context.runtime.clock.now())
    words = (message.caption or "").replace("\x00", "").strip()
    await _gather(context, now, PieceContent(kind, words, file, shown_name(name), len(data)))


def _held(message: Message) -> PhotoSize | Document | Video | None:
    """A photo in its largest size."""
    return message.photo[-1] if message.photo else message.document or message.video


def _name(held: Document | Video) -> str:
    """A video that a phone has taken has no name."""
    return held.file_name or ("video.mp4" if isinstance(held, Video) else "")


async def _fetch(held: PhotoSize | Document | Video, context: Context) -> bytes:
    """DomainError: evidence_size where Telegram gives none so large, evidence_not_fetched."""
    rules = context.installation.rectification.evidence
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


async def _gather(context: Context, now: Form, content: PieceContent) -> None:
    message = context.incoming.effective_message
    album = (message.media_group_id if message else None) or ""
    gathered = await evidence.gather(
        context.uow, context.request, context.installation.rectification.evidence, now.draft["item"], content, album
    )
    _mend(context, gathered)


def _mend(context: Context, gathered: Gathered) -> None:
    """An album's answer that was sent before its last piece came says what is there now."""
    chat = context.incoming.effective_chat
    if chat is None or gathered.message is None:
        return
    for call in calls(prompt(gathered.form, context.say), chat.id, gathered.message):
        context.runtime.sender.reply(call)


HAND_IN = tap(ask(view.HandIn, evidence.hand_in, view.handed_in))
DROP_LAST = tap(ask(view.DropLast, evidence.drop_last, prompt))
CONVERSATION = Conversation(
    name=evidence.NAME,
    states={evidence.GATHER: (text(typed), message(WITH_FILE, sent), HAND_IN, DROP_LAST)},
)


def register(app: App) -> None:
    """Register the handlers of evidence."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Begin, evidence.begin), ask(view.Show, evidence.show, view.shown))
