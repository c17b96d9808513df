"""What a person is told when a rule refuses, and when something breaks."""

import secrets

import structlog
from telegram import Update

from bot.domain.errors import BallotFailed, CommitFailed, DomainError, StorageUnavailable
from bot.gateway import outcome
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.services import language
from bot.views import start, view
from bot.views.view import View

log = structlog.get_logger(__name__)


async def refused_or_broken(update: object, context: Context) -> None:
    """PTB calls this for whatever a handler raised; process_update itself raises nothing."""
    error = context.error
    if not isinstance(update, Update) or update.effective_user is None or error is None:
        outcome.failed(error or RuntimeError("unknown"))
        return
    if isinstance(error, DomainError):
        await language.reader(context.uow, context.request(update))
        await _refuse(update, context, error)
        return
    if isinstance(error, StorageUnavailable | CommitFailed):
        outcome.failed(error)
        return
    reference = secrets.token_hex(4)
    outcome.failed(error, reference)
    _log(error, reference)
    if outcome.current().last:
        await language.reader(context.uow, context.request(update))
        context.show(update, _alert(update, context.speech(update)("error-unexpected", reference=reference)))


def _log(error: Exception, reference: str) -> None:
    if isinstance(error, BallotFailed):
        log.error("ballot_failed", reference=reference, kind=str(error))
    else:
        log.error("update_failed", reference=reference, kind=type(error).__name__, exc_info=error)


async def _refuse(update: Update, context: Context, error: DomainError) -> None:
    say = context.speech(update)
    if error.code == "stale_form":
        await form.repeat(update, context)
        return
    chat, user = update.effective_chat, update.effective_user
    in_private = chat is not None and user is not None and chat.id == user.id
    if error.code == "unknown_account" and in_private and update.callback_query is None:
        context.show(update, start.stranger(say))
        return
    context.show(update, _alert(update, view.sentence(error, say)))


def _alert(update: Update, text: str) -> View:
    """On a tap a box over the message, which stays; otherwise an answer in the chat."""
    return View(toast=text, alert=True) if update.callback_query is not None else View(text)


def register(app: App) -> None:
    app.add_error_handler(refused_or_broken)
