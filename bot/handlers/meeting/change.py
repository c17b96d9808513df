"""Changing or cancelling a meeting that people know of: the new value -> a reason once it has begun -> confirmed."""

from telegram.ext import filters

from bot.domain.meeting.change import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, message, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.meeting import apply, change
from bot.services.meeting.changing import NAME
from bot.views import calendar
from bot.views.meeting import card as cards
from bot.views.meeting import change as view
from bot.views.meeting.fields import Back, PickWay
from bot.views.pick import Page, PickPerson, PickPlace
from bot.views.view import View


async def begin(context: Context, button: cards.ChangeField) -> None:
    await change.begin(context.uow, context.request, context.installation, button.meeting, button.field)


async def turn_month(context: Context, button: calendar.TurnMonth) -> Form:
    return await change.turn_month(context.uow, context.request, context.installation, button.version, button.first)


async def pick_day(context: Context, button: calendar.PickDay) -> Form:
    return await change.pick_day(context.uow, context.request, context.installation, button.version, button.date)


async def pick_hour(context: Context, button: calendar.PickHour) -> None:
    await change.pick_hour(context.uow, context.request, context.installation, button.version, button.date, button.time)


async def known_place(context: Context, button: PickPlace) -> None:
    await change.known_place(context.uow, context.request, context.installation, button.version, button.number)


async def page(context: Context, button: Page) -> Form:
    return await change.page(context.uow, context.request, context.installation, button.version, button.number)


async def person(context: Context, button: PickPerson) -> None:
    await change.person(context.uow, context.request, context.installation, button.version, button.person)


async def way(context: Context, button: PickWay) -> Form:
    return await change.way(
        context.uow, context.request, context.installation, button.version, button.way, on=bool(button.on)
    )


async def spot(context: Context, _: Form) -> None:
    where = context.incoming.effective_message.location if context.incoming.effective_message else None
    if where is not None:
        await change.spot(context.uow, context.request, context.installation, where.latitude, where.longitude)


async def done(context: Context, button: Back) -> None:
    await change.done(context.uow, context.request, context.installation, button.version)


async def keep(context: Context, button: view.Keep) -> View:
    shown = await change.keep(context.uow, context.request, context.installation, button.version)
    return cards.card(shown, context.say)


async def confirm(context: Context, button: view.Confirm) -> View | None:
    """Outside the table: pressed a second time, when the form is over, it shows the meeting as it stands."""
    shown = await apply.confirm(context.uow, context.request, context.installation, button.version)
    return cards.changed_card(shown, context.say) if shown else None


CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.VALUE: (
            typed(change.enter_text),
            tap(turn_month),
            tap(pick_day),
            choice(pick_hour),
            choice(known_place),
            choice(person),
            tap(page),
            tap(way),
            message(filters.LOCATION, spot),
            choice(done),
        ),
        Step.REASON: (typed(change.reason),),
        Step.CONFIRM: (),
    },
    fallbacks=(tap(keep),),
)


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, confirm)
