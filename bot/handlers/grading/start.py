"""A committee starts a round: the card, the choice of branches, and the yes."""

from bot.domain.grading.start import StartStep
from bot.handlers.context import App
from bot.handlers.form import Conversation, choice, prompt, register_conversation, tap
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.grading import start
from bot.views.grading import start as view
from bot.views.pick import Page, PickUnit

PAGE = tap(ask(Page, start.page, prompt))
CONVERSATION = Conversation(
    name=start.NAME,
    states={
        StartStep.UNIT: (choice(ask(PickUnit, start.choose_unit)), PAGE),
        StartStep.CARD: (
            tap(ask(view.Go, start.go, view.started)),
            tap(ask(view.Tick, start.tick, prompt)),
            tap(ask(view.TickAll, start.tick_all, prompt)),
            tap(ask(view.OfYear, start.of_year, prompt)),
            PAGE,
        ),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Begin, start.begin))
