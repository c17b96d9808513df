"""A sheet of scores is filled in leaf by leaf, with deductions or full marks."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, if_any
from bot.services.grading import score
from bot.views.grading import score as view

LINES = (typed(score.enter_text, view.noted), tap(ask(view.Full, score.full, view.noted)))
CONVERSATION = Conversation(name=score.NAME, states={score.LINES: LINES})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.Sheet, score.show, view.sheet),
        ask(view.Score, score.begin, if_any(view.sheet)),
        ask(view.Rest, score.rest_full, view.sheet),
    )
