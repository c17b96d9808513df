"""Objections are raised in one message, and answered in two messages and a tap."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, if_any
from bot.services.grading import objection
from bot.views.grading import objection as view

OBJECTING = Conversation(name=objection.NAME, states={objection.WORDS: (typed(objection.raise_, view.raised),)})
ANSWERING = Conversation(
    name=objection.ANSWER_NAME,
    states={
        objection.FINDING: (typed(objection.enter_answer),),
        objection.ANSWER: (typed(objection.enter_answer),),
        objection.SURE: (tap(ask(view.Uphold, objection.answer, view.answered)),),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, OBJECTING)
    register_conversation(app, ANSWERING)
    on_taps(
        app,
        ask(view.Object, objection.begin),
        ask(view.Answer, objection.begin_answer, if_any(view.answered)),
    )
