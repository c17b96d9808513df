"""Voting. The ballot's own message holds what was chosen; its pages are turned here, and it is blanked before the vote.
Whatever goes wrong unexpectedly is known by its kind alone: the words of an error could hold a ballot."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from telegram import Message
from telegram.error import TelegramError
from telegram.ext import filters

from bot.domain.errors import BallotFailed, CommitFailed, DomainError, StorageUnavailable
from bot.domain.rating.vote import BallotDraft, answers_of, comment_of
from bot.gateway.sender import Call
from bot.handlers.context import App, Context
from bot.handlers.registering import PRIVATE, Answer, on_message, on_taps
from bot.handlers.show import NO_PREVIEW, calls
from bot.handlers.use_case import ask
from bot.services import language
from bot.services.rating import vote
from bot.views.rating import invitation
from bot.views.rating import vote as view
from bot.views.view import View, sentence

KEPT = "comment_too_long"
"""The refusal after which the voter's message stays, to be shortened."""


class ToBallot(filters.MessageFilter):
    """A filter for replies to a message of the bot that has to do with a ballot, recognised by its buttons. It lets
    through replies to a protected message whose buttons Telegram does not show, for that may be a ballot."""

    def filter(self, message: Message) -> bool:
        source = message.reply_to_message
        if source is None or source.from_user is None or source.from_user.id != message.get_bot().id:
            return False
        return bool(_buttons(message)) or (source.reply_markup is None and bool(source.has_protected_content))


def quiet(answer: Answer) -> Answer:
    """Answer and show; what breaks in either is raised anew without its words and its history."""

    async def run(context: Context) -> None:
        try:
            context.show(await answer(context))
            return
        except (DomainError, StorageUnavailable, CommitFailed):
            raise
        except Exception as error:
            kind = type(error).__name__
        raise BallotFailed(kind)

    return run


async def open_(context: Context, button: view.Open) -> View:
    """Open one's ballot at its first question, with no answer chosen."""
    draft = BallotDraft(button.rating, button.key_tag)
    return await _page(context, draft, lambda ballot: view.page(ballot, "", context.say))


async def fill(context: Context, button: view.Fill) -> View:
    """Show the next question, or all answers once each question has one; nothing is stored yet."""
    draft = _draft(context, button)
    return await _page(context, draft, lambda ballot: view.page(ballot, draft.comment, context.say))


async def change(context: Context, button: view.Change) -> View:
    """Ask which answer to change, or ask that question once more."""
    draft = _draft(context, button)

    def shown(ballot: vote.BallotView) -> View:
        return view.change(ballot, button.number, draft.comment, context.say)

    return await _page(context, draft, shown)


async def _page(context: Context, draft: BallotDraft, shown: Callable[[vote.BallotView], View]) -> View:
    """Show a page in the ballot's message; from any other, as a new message that cannot be forwarded."""
    on_ballot = _on_ballot(context)
    try:
        ballot = await vote.enter(context.uow, context.request, draft)
    except DomainError as error:
        if not on_ballot:
            raise
        return _refuse(context, draft, error)
    return replace(shown(ballot), fresh=not on_ballot)


async def confirm(context: Context, button: view.Confirm) -> View:
    """Blank the message before anything is written, and say "recorded" once the ballot is in."""
    draft = _draft(context, button)
    await language.reader(context.uow, context.request)
    await _blank(context, draft)
    try:
        await vote.vote(context.uow, context.request, draft, context.runtime.keys)
    except DomainError as error:
        return _refuse(context, draft, error)
    else:
        return view.recorded(draft.rating, context.say)


async def _blank(context: Context, draft: BallotDraft) -> None:
    """Blank the ballot's message; Telegram's refusal keeps nobody from voting."""
    query, chat = context.incoming.callback_query, context.incoming.effective_chat
    if query is not None and query.message is not None and chat is not None:
        blank = view.blanked(draft, context.say)
        with suppress(TelegramError):
            await context.runtime.sender.deliver(calls(blank, chat.id, query.message.message_id)[0], paced=False)


def _refuse(context: Context, draft: BallotDraft, error: DomainError) -> View:
    """Show the refusal in the ballot's place: choices do not outlive the vote."""
    return view.refused(draft, error, context.say)


async def comment(context: Context) -> View | None:
    """Take the voter's words into the ballot's message, and delete their own message."""
    message = context.incoming.effective_message
    if message is None or message.reply_to_message is None:
        return None
    await language.reader(context.uow, context.request)
    page = next((one for one in _buttons(message) if isinstance(one, view.PAGES)), None)
    if page is None:
        _answer(context, "rating-vote-comment-not-here")
    elif message.text is None:
        _answer(context, "rating-vote-comment-only-words")
    else:
        return await _take(
            context, message.reply_to_message, BallotDraft(page.rating, page.key_tag, comment=message.text)
        )
    return None


async def _take(context: Context, message: Message, draft: BallotDraft) -> View | None:
    try:
        ballot, words = await vote.comment(context.uow, context.request, draft)
    except DomainError as error:
        context.show(View(sentence(error, context.say)))
        if error.code != KEPT:
            _delete(context)
        return None
    try:
        await context.runtime.sender.deliver(_commented(ballot, message, words, context), paced=False)
    except TelegramError:
        return View(context.say("rating-vote-comment-not-kept"))
    else:
        _delete(context)
    return None


def _commented(ballot: vote.BallotView, message: Message, words: str, context: Context) -> Call:
    """Change only the comment of the ballot's message; a ballot that is in has no page to go back to."""
    if ballot.recorded:
        return calls(view.recorded(ballot.rating.id, context.say), message.chat_id, message.message_id)[0]
    text = view.with_comment(message.text or "", words, context.say)
    params = {"message_id": message.message_id, "text": text, "reply_markup": message.reply_markup}
    return Call("edit_message_text", message.chat_id, {**params, "link_preview_options": NO_PREVIEW})


def _answer(context: Context, key: str) -> None:
    context.show(View(context.say(key)))
    _delete(context)


def _delete(context: Context) -> None:
    """Delete the voter's own message."""
    message = context.incoming.effective_message
    if message is not None:
        call = Call("delete_message", message.chat_id, {"message_id": message.message_id})
        context.runtime.sender.reply(call)


def _draft(context: Context, tap: view.Fill | view.Change | view.Confirm) -> BallotDraft:
    """Read the ballot from its message. DomainError("old_button") for a message that Telegram does not show any more:
    it could hold a comment."""
    query = context.incoming.callback_query
    if query is None or not isinstance(query.message, Message):
        raise DomainError("old_button")
    return BallotDraft(tap.rating, tap.key_tag, answers_of(tap.answers), comment_of(query.message.text or ""))


def _on_ballot(context: Context) -> bool:
    """Whether the tapped message is a ballot's own; others stay as they are."""
    query = context.incoming.callback_query
    return query is not None and isinstance(query.message, Message) and bool(query.message.has_protected_content)


def _buttons(message: Message) -> list[view.OfBallot]:
    """Return the ballot's buttons of the message that is replied to."""
    source = message.reply_to_message
    markup = source.reply_markup if source is not None else None
    every = [one.callback_data for line in markup.inline_keyboard for one in line] if markup is not None else []
    return [found for data in every if (found := view.of_ballot(data)) is not None]


def register(app: App) -> None:
    """First of all: what is replied to a ballot must not come into a form or to the questions."""
    on_message(app, PRIVATE & ~filters.COMMAND & ToBallot(), quiet(comment))
    electors = ask(view.Electors, vote.electorate, invitation.electorate)
    promise = ask(view.Promise, vote.concerned, invitation.promise)
    on_taps(app, open_, fill, change, confirm, electors, promise, around=quiet)
