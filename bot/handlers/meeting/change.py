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
    """Ask for the new value of a field, or for the reason why the meeting is cancelled."""
    await change.begin(context.uow, context.request, context.installation, button.meeting, button.field)


async def turn_month(context: Context, button: calendar.TurnMonth) -> Form:
    """Turn the calendar to another month, in the same message."""
    return await change.turn_month(context.uow, context.request, context.installation, button.version, button.month)


async def pick_day(context: Context, button: calendar.PickDay) -> Form:
    """Take a day of the calendar; its hours follow in the same message."""
    return await change.pick_day(context.uow, context.request, context.installation, button.version, button.day)


async def pick_hour(context: Context, button: calendar.PickHour) -> None:
    """Take the new time; what it collides with is shown before it is confirmed."""
    await change.pick_hour(context.uow, context.request, context.installation, button.version, button.day, button.start)


async def known_place(context: Context, button: PickPlace) -> None:
    """Take one of the places that the unit has used lately."""
    await change.known_place(context.uow, context.request, context.installation, button.version, button.number)


async def page(context: Context, button: Page) -> Form:
    """Turn to another page of the people."""
    return await change.page(context.uow, context.request, context.installation, button.version, button.number)


async def person(context: Context, button: PickPerson) -> None:
    """Take the tapped person as the new host or the new recorder, whichever was asked for."""
    await change.person(context.uow, context.request, context.installation, button.version, button.person)


async def way(context: Context, button: PickWay) -> Form:
    """Allow a way of checking in or no longer; checking in by place needs the place first."""
    return await change.way(
        context.uow, context.request, context.installation, button.version, button.way, on=bool(button.on)
    )


async def spot(context: Context, _: Form) -> None:
    """Take the shared place of the meeting, near which one can check in by place."""
    where = context.incoming.effective_message.location if context.incoming.effective_message else None
    if where is not None:
        await change.spot(context.uow, context.request, context.installation, where.latitude, where.longitude)


async def done(context: Context, button: Back) -> None:
    """Go on with the ways of checking in as they are switched now; refused where none has changed."""
    await change.done(context.uow, context.request, context.installation, button.version)


async def keep(context: Context, button: view.Keep) -> View:
    """Leave the form without a change, and show the meeting as it is."""
    shown = await change.keep(context.uow, context.request, context.installation, button.version)
    return cards.card(shown, context.say)


async def confirm(context: Context, button: view.Confirm) -> View | None:
    """Apply the change and tell the audience; a second tap, when the form is over, shows the meeting as it is."""
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
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, confirm)
