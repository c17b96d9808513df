"""A later date: the day by calendar or in words, the reason; one tap above."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, prompt, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.rectification import extension
from bot.views.calendar import PickDay, TurnMonth
from bot.views.rectification import extension as view
from bot.views.view import View


async def decide(context: Context, button: view.Agree | view.Refuse) -> View:
    """Agree to the later date or refuse it; the second to answer sees who was first."""
    agree = isinstance(button, view.Agree)
    result = await extension.decide(context.uow, context.request, button.extension, agree=agree)
    return view.decided(result, context.say)


BY_CALENDAR = (tap(ask(TurnMonth, extension.turn_month, prompt)), tap(ask(PickDay, extension.pick_day, view.picked)))
CONVERSATION = Conversation(
    name=extension.NAME,
    states={
        extension.DAY: (typed(extension.enter_day), *BY_CALENDAR),
        extension.REASON: (typed(extension.ask, view.asked),),
    },
)


def register(app: App) -> None:
    """Register the handlers of later dates."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Ask, extension.begin), decide)
