"""Closing: supervisor and teller, one tap each."""

from bot.handlers.context import App
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.rating import close
from bot.views.rating import close as view


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, ask(view.Close, close.look, view.page), ask(view.Yes, close.yes, view.page))
