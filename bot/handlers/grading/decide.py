"""The committee decides on a grade: one tap for the computed one, a reason and one more tap for another."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, if_any
from bot.services import reason_form
from bot.services.grading import decide
from bot.views.grading import decide as view

YES = tap(ask(view.Yes, decide.confirm, view.decided))
CONVERSATION = Conversation(
    name=decide.NAME, states={reason_form.REASON: (text(enter_reason),), reason_form.SURE: (YES,)}
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Grade, decide.choose, if_any(view.decided)))
