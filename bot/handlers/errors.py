"""Tell a person that a rule refuses, or that something unexpected has failed."""

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
    """Answer whatever a handler raised. PTB calls this; process_update itself raises nothing."""
    error = context.error
    if not isinstance(update, Update) or update.effective_user is None or error is None:
        outcome.failed(error or RuntimeError("unknown"))
        return
    if isinstance(error, DomainError):
        await language.reader(context.uow, context.request)
        context.show(await _refusal(context, error))
        return
    if isinstance(error, StorageUnavailable | CommitFailed):
        outcome.failed(error)
        return
    reference = secrets.token_hex(4)
    outcome.failed(error, reference)
    _log(error, reference)
    if outcome.current().last:
        await language.reader(context.uow, context.request)
        context.show(_alert(context, context.say("error-unexpected", reference=reference)))


def _log(error: Exception, reference: str) -> None:
    if isinstance(error, BallotFailed):
        log.error("ballot_failed", reference=reference, kind=str(error))
    else:
        log.error("update_failed", reference=reference, kind=type(error).__name__, exc_info=error)


async def _refusal(context: Context, error: DomainError) -> View:
    if error.code == "stale_form":
        return await form.repeated(context)
    if error.code == "unknown_account" and context.is_private and context.incoming.callback_query is None:
        return start.stranger(context.say)
    return _alert(context, view.sentence(error, context.say))


def _alert(context: Context, text: str) -> View:
    """Show a text over the tapped message, which stays; without a tap, as an answer in the chat."""
    return View(toast=text, alert=True) if context.incoming.callback_query is not None else View(text)


def register(app: App) -> None:
    """Add the error handler."""
    app.add_error_handler(refused_or_broken)
