"""A later date: the day by calendar or in words, the reason; one tap above."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.rectification import extension
from bot.views import calendar
from bot.views.rectification import extension as view
from bot.views.view import View


async def begin(context: Context, button: view.Ask) -> None:
    """Begin asking for a later date, as the item's owner."""
    await extension.begin(context.uow, context.request, button.item)


async def enter_day(context: Context, now: Form) -> None:
    """Take the wished day in words."""
    await extension.enter_day(context.uow, context.request, now.version, context.typed)


async def turn_month(context: Context, button: calendar.TurnMonth) -> Form:
    """Show another month of the calendar."""
    return await extension.turn_month(context.uow, context.request, button.version, button.month)


async def pick_day(context: Context, button: calendar.PickDay) -> View:
    """Choose the wished day, and ask for the reason."""
    await extension.pick_day(context.uow, context.request, button.version, button.day)
    return view.picked(button.day, context.say)


async def reason(context: Context, now: Form) -> View:
    """Take the reason, and ask those who decide above."""
    result = await extension.ask(context.uow, context.request, now.version, context.typed)
    return view.asked(result, context.say)


async def decide(context: Context, button: view.Agree | view.Refuse) -> View:
    """Agree to the later date or refuse it; the second to answer sees who was first."""
    agree = isinstance(button, view.Agree)
    result = await extension.decide(context.uow, context.request, button.extension, agree=agree)
    return view.decided(result, context.say)


CONVERSATION = Conversation(
    name=extension.NAME,
    states={
        extension.DAY: (text(enter_day), tap(turn_month), tap(pick_day)),
        extension.REASON: (text(reason),),
    },
)


def register(app: App) -> None:
    """Register the handlers of later dates."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, decide)
