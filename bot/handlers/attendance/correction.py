"""Correcting an attendance: choose the person and the state, type the reason."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.attendance import correction
from bot.views.attendance import correction as view

CONVERSATION = Conversation(
    name=correction.NAME, states={correction.REASON: (typed(correction.correct, view.corrected),)}
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.CorrectList, correction.sheet, view.whom),
        ask(view.Correct, correction.correctable, view.to_what),
        ask(view.CorrectTo, correction.begin),
    )
