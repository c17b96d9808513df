"""Voting. The ballot's own message holds what was chosen; here its pages are turned, and it is blanked before the vote.

Whatever goes wrong unexpectedly is known by its kind alone: the words of an error could hold a ballot.
"""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.domain.errors import BallotFailed, CommitFailed, DomainError, StorageUnavailable
from bot.domain.rating.vote import Slip, answers_of, comment_of
from bot.gateway.sender import Call
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.handlers.show import NO_PREVIEW, calls
from bot.services import language
from bot.services.rating import vote
from bot.views.rating import invitation
from bot.views.rating import vote as view
from bot.views.view import View, sentence

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
KEPT = "comment_too_long"
"""The refusal after which the voter's message stays, to be shortened."""


class ToBallot(filters.MessageFilter):
    """A reply to a message of ours that has to do with a ballot, recognised by its buttons; also one to a protected
    message whose buttons Telegram does not show, for that may be a ballot."""

    def filter(self, message: Message) -> bool:
        source = message.reply_to_message
        if source is None or source.from_user is None or source.from_user.id != message.get_bot().id:
            return False
        return bool(_buttons(message)) or (source.reply_markup is None and bool(source.has_protected_content))


def quiet(handler: Handler) -> Handler:
    """What breaks is raised anew without its words and its history."""

    async def run(update: Update, context: Context) -> None:
        try:
            return await handler(update, context)
        except (DomainError, StorageUnavailable, CommitFailed):
            raise
        except Exception as error:
            kind = type(error).__name__
        raise BallotFailed(kind)

    return run


async def open_(update: Update, context: Context) -> None:
    tap = tapped(update, view.Open)
    slip = Slip(tap.rating, tap.seal)
    await _page(update, context, slip, lambda booth: view.page(booth, "", context.speech(update)))


async def fill(update: Update, context: Context) -> None:
    slip = _slip(update, tapped(update, view.Fill))
    await _page(update, context, slip, lambda booth: view.page(booth, slip.comment, context.speech(update)))


async def change(update: Update, context: Context) -> None:
    tap = tapped(update, view.Change)
    slip = _slip(update, tap)

    def shown(booth: vote.Booth) -> View:
        return view.change(booth, tap.number, slip.comment, context.speech(update))

    await _page(update, context, slip, shown)


async def _page(update: Update, context: Context, slip: Slip, shown: Callable[[vote.Booth], View]) -> None:
    """In the ballot's message; from any other, as a message of its own that cannot be forwarded."""
    on_ballot = _on_ballot(update)
    try:
        booth = await vote.enter(context.uow, context.request(update), slip)
    except DomainError as error:
        if not on_ballot:
            raise
        _refuse(update, context, slip, error)
        return
    context.show(update, replace(shown(booth), fresh=not on_ballot))


async def confirm(update: Update, context: Context) -> None:
    """The message is blank before anything is written, and says "recorded" once it is."""
    slip = _slip(update, tapped(update, view.Confirm))
    tools, request = context.tools, context.request(update)
    await language.reader(context.uow, request)
    await _blank(update, context, slip)
    try:
        await vote.vote(context.uow, request, slip, tools.keys)
    except DomainError as error:
        _refuse(update, context, slip, error)
    else:
        context.show(update, view.recorded(slip.rating, context.speech(update)))


async def _blank(update: Update, context: Context, slip: Slip) -> None:
    """Telegram's refusal keeps nobody from voting."""
    query, chat = update.callback_query, update.effective_chat
    if query is not None and query.message is not None and chat is not None:
        blank = view.blanked(slip, context.speech(update))
        with suppress(TelegramError):
            await context.tools.sender.deliver(calls(blank, chat.id, query.message.message_id)[0], paced=False)


def _refuse(update: Update, context: Context, slip: Slip, error: DomainError) -> None:
    """In the ballot's place: choices do not outlive the vote."""
    context.show(update, view.refused(slip, error, context.speech(update)))


async def electors(update: Update, context: Context) -> None:
    rating = tapped(update, view.Electors).rating
    found = await vote.electorate(context.uow, context.request(update), rating)
    context.show(update, invitation.electorate(found, context.speech(update)))


async def promise(update: Update, context: Context) -> None:
    request = context.request(update)
    rating = await vote.concerned(context.uow, request, tapped(update, view.Promise).rating)
    context.show(update, invitation.promise(rating, context.speech(update)))


async def comment(update: Update, context: Context) -> None:
    """The voter's words go into the ballot's message, and their own message goes."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return
    await language.reader(context.uow, context.request(update))
    page = next((one for one in _buttons(message) if isinstance(one, view.PAGES)), None)
    if page is None:
        _answer(update, context, "rating-vote-comment-not-here")
    elif message.text is None:
        _answer(update, context, "rating-vote-comment-only-words")
    else:
        await _take(update, context, message.reply_to_message, Slip(page.rating, page.seal, comment=message.text))


async def _take(update: Update, context: Context, ballot: Message, slip: Slip) -> None:
    request = context.request(update)
    try:
        booth, words = await vote.comment(context.uow, request, slip)
    except DomainError as error:
        context.show(update, View(sentence(error, context.speech(update))))
        if error.code != KEPT:
            _delete(update, context)
        return
    try:
        await context.tools.sender.deliver(_commented(booth, ballot, words, context, update), paced=False)
    except TelegramError:
        context.show(update, View(context.speech(update)("rating-vote-comment-not-kept")))
    else:
        _delete(update, context)


def _commented(booth: vote.Booth, ballot: Message, words: str, context: Context, update: Update) -> Call:
    """The ballot's message as it is, but for the comment; one that is in already has no page to go back to."""
    say = context.speech(update)
    if booth.recorded:
        return calls(view.recorded(booth.rating.id, say), ballot.chat_id, ballot.message_id)[0]
    text = view.with_comment(ballot.text or "", words, say)
    params = {"message_id": ballot.message_id, "text": text, "reply_markup": ballot.reply_markup}
    return Call("edit_message_text", ballot.chat_id, {**params, "link_preview_options": NO_PREVIEW})


def _answer(update: Update, context: Context, key: str) -> None:
    context.show(update, View(context.speech(update)(key)))
    _delete(update, context)


def _delete(update: Update, context: Context) -> None:
    """The voter's own message."""
    message = update.effective_message
    if message is not None:
        call = Call("delete_message", message.chat_id, {"message_id": message.message_id})
        context.tools.sender.reply(call)


def _slip(update: Update, tap: view.Fill | view.Change | view.Confirm) -> Slip:
    """DomainError("old_button") for a message that Telegram does not show us any more: it could hold a comment."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        raise DomainError("old_button")
    return Slip(tap.rating, tap.seal, answers_of(tap.answers), comment_of(query.message.text or ""))


def _on_ballot(update: Update) -> bool:
    """Whether the tapped message is a ballot's own; others stay as they are."""
    query = update.callback_query
    return query is not None and isinstance(query.message, Message) and bool(query.message.has_protected_content)


def _buttons(message: Message) -> list[view.OfBallot]:
    """Those of the message that is replied to."""
    source = message.reply_to_message
    markup = source.reply_markup if source is not None else None
    every = [one.callback_data for line in markup.inline_keyboard for one in line] if markup is not None else []
    return [found for data in every if (found := view.of_ballot(data)) is not None]


def register(app: App) -> None:
    """First of all: what is replied to a ballot must not come into a form or to the questions."""
    alone = filters.ChatType.PRIVATE & ~filters.COMMAND
    app.add_handler(MessageHandler(alone & ToBallot(), quiet(comment)))
    for kind, handler in (
        (view.Open, open_),
        (view.Fill, fill),
        (view.Change, change),
        (view.Confirm, confirm),
        (view.Electors, electors),
        (view.Promise, promise),
    ):
        app.add_handler(CallbackQueryHandler(quiet(handler), pattern=kind.pattern()))
