"""What units still owe by the norms; calling it begins with the unit and the type."""

from bot.handlers.context import App
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.meeting import call, norm
from bot.views.attendance.ledger import Norms
from bot.views.meeting import norm as view


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, ask(Norms, norm.of_unit, view.page), ask(view.Below, norm.below, view.page))
    on_taps(app, ask(view.Call, call.begin_with))
