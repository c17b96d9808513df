"""The survey is filled in: what is asked for, what was typed, what is removed."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.grading import survey
from bot.views.grading import survey as view

CONVERSATION = Conversation(name=survey.NAME, states={survey.WORDS: (typed(survey.enter_text, view.noted),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.Enter, survey.begin),
        ask(view.Show, survey.show, view.filed),
        ask(view.Drop, survey.drop, view.filed),
    )
