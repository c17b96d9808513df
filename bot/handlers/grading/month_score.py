"""The months' scores: the list, a branch's sheet, and the form for an aspect's deductions."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.grading import month_score
from bot.services.grading import month_score_enter as enter
from bot.views.grading import month_score as view

LINES = (typed(enter.enter_text, view.after), tap(ask(view.Full, enter.full, view.after)))
CONVERSATION = Conversation(name=enter.NAME, states={enter.LINES: LINES})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.Months, month_score.of_month, view.page),
        ask(view.Card, month_score.card, view.card),
        ask(view.AllFull, enter.all_full, view.after),
        ask(view.Aspect, enter.begin),
    )
