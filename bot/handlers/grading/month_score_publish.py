"""Months' scores are published: one by one, all at once, or again with a reason."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, if_any
from bot.services import reason_form
from bot.services.grading import month_score_publish as publishing
from bot.views.grading import month_score as sheets
from bot.views.grading import month_score_publish as view


async def rewrite(context: Context, button: view.Rewrite) -> None:
    """Ask for the reason again."""
    await reason_form.rewrite(context.uow, context.request, publishing.NAME, button.version)


CONVERSATION = Conversation(
    name=publishing.NAME,
    states={
        reason_form.REASON: (text(enter_reason),),
        reason_form.SURE: (tap(ask(view.Yes, publishing.confirm, sheets.after)), choice(rewrite)),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(sheets.AskPublish, publishing.preview, if_any(view.asked)),
        ask(view.Publish, publishing.publish, sheets.after),
        ask(sheets.AllOf, publishing.publish_all, view.batch),
    )
