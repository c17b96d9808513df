"""A later date: the day by calendar or in words, the reason; one tap above."""

from enum import StrEnum

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, Transition, register_conversation
from bot.handlers.registering import on_tap
from bot.services.conversation import Form
from bot.services.rectification import extension
from bot.views import calendar
from bot.views.rectification import extension as view
from bot.views.view import View


class Step(StrEnum):
    DAY = extension.DAY
    REASON = extension.REASON


async def begin(context: Context, button: view.Ask) -> None:
    await extension.begin(context.uow, context.request, button.item)


async def enter_day(context: Context, now: Form) -> None:
    await extension.enter_day(context.uow, context.request, now.version, context.typed)


async def turn_month(context: Context, button: calendar.TurnMonth) -> Form:
    return await extension.turn_month(context.uow, context.request, button.version, button.first)


async def pick_day(context: Context, button: calendar.PickDay) -> View:
    await extension.pick_day(context.uow, context.request, button.version, button.date)
    return view.picked(button.date, context.say)


async def reason(context: Context, now: Form) -> View:
    result = await extension.ask(context.uow, context.request, now.version, context.typed)
    return view.asked(result, context.say)


async def decide(context: Context, button: view.Agree | view.Refuse) -> View:
    agree = isinstance(button, view.Agree)
    result = await extension.decide(context.uow, context.request, button.extension, agree=agree)
    return view.decided(result, context.say)


CONVERSATION = Conversation(
    name=extension.NAME,
    states={
        Step.DAY: (
            Transition.text(enter_day),
            Transition.tap(calendar.TurnMonth, turn_month),
            Transition.tap(calendar.PickDay, pick_day),
        ),
        Step.REASON: (Transition.text(reason),),
    },
)


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    on_tap(app, view.Ask, begin)
    on_tap(app, view.Agree, decide)
    on_tap(app, view.Refuse, decide)
