"""Voiding: the reason by one, the yes by the other."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services import reason_form
from bot.services.rating import voiding
from bot.views.rating import voiding as view
from bot.views.rating.close import Void


async def rewrite(context: Context, button: view.Rewrite) -> None:
    """Ask for the reason again."""
    await reason_form.rewrite(context.uow, context.request, voiding.NAME, button.version)


CONVERSATION = Conversation(
    name=voiding.NAME,
    states={
        reason_form.REASON: (text(enter_reason),),
        reason_form.SURE: (tap(ask(view.Propose, voiding.propose, view.page)), choice(rewrite)),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(Void, voiding.look, view.page),
        ask(view.Reason, voiding.begin),
        ask(view.Yes, voiding.yes, view.page),
    )
