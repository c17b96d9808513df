"""The unit proposes a grade, with its reason where it is not the computed one, and later asks for one."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, if_any
from bot.services.grading import self_assessment
from bot.views.grading import self_assessment as view

BECAUSE = typed(self_assessment.because, view.stated)
CONVERSATION = Conversation(name=self_assessment.NAME, states={self_assessment.REASON: (BECAUSE,)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.Choose, self_assessment.offer, view.offer),
        ask(view.Propose, self_assessment.propose, if_any(view.stated)),
        ask(view.Opine, self_assessment.opine, view.stated),
    )
