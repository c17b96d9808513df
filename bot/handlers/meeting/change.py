"""Changing or cancelling a meeting that people know of: the new value -> a reason once it has begun -> confirmed."""

from bot.domain.meeting.change import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, prompt, register_conversation, shared_place, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.meeting import apply, change
from bot.services.meeting.changing import NAME
from bot.views.calendar import PickDay, PickHour, TurnMonth
from bot.views.meeting import card as cards
from bot.views.meeting import change as view
from bot.views.meeting.fields import Back, PickWay
from bot.views.pick import Page, PickPerson, PickPlace
from bot.views.view import View


async def confirm(context: Context, button: view.Confirm) -> View | None:
    """Apply the change and tell the audience; a second tap, when the form is over, shows the meeting as it is."""
    shown = await apply.confirm(context.uow, context.request, context.installation, button.version)
    return cards.changed_card(shown, context.say) if shown else None


CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.VALUE: (
            typed(change.enter_text),
            tap(ask(TurnMonth, change.turn_month, prompt)),
            tap(ask(PickDay, change.pick_day, prompt)),
            choice(ask(PickHour, change.pick_hour)),
            choice(ask(PickPlace, change.known_place)),
            choice(ask(PickPerson, change.person)),
            tap(ask(Page, change.page, prompt)),
            tap(ask(PickWay, change.way, prompt)),
            shared_place(change.spot),
            choice(ask(Back, change.done)),
        ),
        Step.REASON: (typed(change.reason),),
        Step.CONFIRM: (),
    },
    fallbacks=(tap(ask(view.Keep, change.keep, cards.card)),),
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(cards.ChangeField, change.begin), confirm)
