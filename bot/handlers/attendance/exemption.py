"""Exemption from attending: person, months, reason."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.attendance import exemption
from bot.views.attendance import exemption as view

CONVERSATION = Conversation(
    name=exemption.NAME,
    states={
        exemption.MONTHS: (tap(ask(view.ExemptMonths, exemption.set_months)), typed(exemption.enter_months)),
        exemption.REASON: (typed(exemption.give, view.given),),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.Exempting, exemption.of_unit, view.of_unit),
        ask(view.ExemptWho, exemption.begin),
        ask(view.ExemptEnd, exemption.end, view.of_unit),
    )
