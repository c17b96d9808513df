"""A series that runs: its dates, and a conversation that ends what is left of it."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.meeting import series_end
from bot.services.meeting.series_end import Step
from bot.views.meeting import series_notice as view

KEEP = tap(ask(view.Keep, series_end.keep, view.card))
REASON = typed(series_end.enter_reason, view.end_done)
CONVERSATION = Conversation(name=series_end.NAME, states={Step.REASON: (KEEP, REASON)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Show, series_end.card, view.card), ask(view.End, series_end.begin))
