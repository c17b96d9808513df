"""Calling a meeting: type -> time -> card, every field of which can be changed -> published."""

from telegram.ext import filters

from bot.domain.meeting.calling import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, chosen, message, register_conversation, tap, typed
from bot.handlers.registering import on_menu, on_taps
from bot.services.conversation import Form
from bot.services.meeting import call, fields
from bot.services.meeting.calling import NAME
from bot.views import calendar
from bot.views.meeting import call as view
from bot.views.meeting import card as cards
from bot.views.meeting.fields import Back, Clear, Edit, PickAudience, PickWay
from bot.views.pick import Choose, Page, PickPerson, PickPlace, PickUnit
from bot.views.view import View


async def begin(context: Context, _: cards.Call | None = None) -> None:
    """Begin to call a meeting with the first question that is open: the unit, the type or the time."""
    await call.begin(context.uow, context.request, context.installation)


async def pick_unit(context: Context, button: PickUnit) -> None:
    """Choose the unit that holds the meeting, or one of its groups."""
    await call.choose_unit(context.uow, context.request, context.installation, button.version, button.unit)


async def pick_type(context: Context, button: view.PickType) -> None:
    """Choose the type; what is usual for such a meeting is filled in, and the time is asked for."""
    await call.choose_type(context.uow, context.request, context.installation, button.version, button.code)


async def turn_month(context: Context, button: calendar.TurnMonth) -> Form:
    """Turn the calendar to another month, in the same message."""
    return await call.turn_month(context.uow, context.request, context.installation, button.version, button.month)


async def pick_day(context: Context, button: calendar.PickDay) -> View | Form:
    """Take a day of the calendar: its hours follow, or the card where the hour is known."""
    now = await call.pick_day(context.uow, context.request, context.installation, button.version, button.day)
    if now.step == Step.WHEN:
        return now
    return view.chosen_time(now.prompt, context.say)


async def pick_hour(context: Context, button: calendar.PickHour) -> View:
    """Take an hour of the chosen day; the card follows."""
    now = await call.pick_hour(
        context.uow, context.request, context.installation, button.version, button.day, button.start
    )
    return view.chosen_time(now.prompt, context.say)


async def edit(context: Context, button: Edit) -> None:
    """Ask for a new value of the tapped field."""
    await fields.edit(context.uow, context.request, context.installation, button.version, button.field)


async def back(context: Context, button: Back) -> View:
    """Leave the field, and go back to the card."""
    await fields.back(context.uow, context.request, context.installation, button.version)
    return view.left(context.say)


async def known_place(context: Context, button: PickPlace) -> None:
    """Take one of the places that the unit has used lately."""
    await fields.known_place(context.uow, context.request, context.installation, button.version, button.number)


async def clear(context: Context, button: Clear) -> None:
    """Call the meeting without the agenda, or without a place for checking in, whichever was asked for."""
    await fields.clear(context.uow, context.request, context.installation, button.version)


async def person(context: Context, button: PickPerson) -> None:
    """Take the tapped person as the host or the recorder, whichever was asked for."""
    await fields.person(context.uow, context.request, context.installation, button.version, button.person)


async def page(context: Context, button: Page) -> Form:
    """Turn to another page of the units or the people."""
    return await fields.page(context.uow, context.request, context.installation, button.version, button.number)


async def audience(context: Context, button: PickAudience) -> None:
    """Choose who is expected: all of the unit, its committee, a group, or people tapped one by one."""
    await fields.audience(context.uow, context.request, context.installation, button.version, button.kind, button.group)


async def choose(context: Context, button: Choose) -> Form:
    """Put a person on the list of those expected or of the guests, or take them off it."""
    return await fields.choose(
        context.uow, context.request, context.installation, button.version, button.person, chosen=bool(button.chosen)
    )


async def way(context: Context, button: PickWay) -> View | Form:
    """Allow a way of checking in or no longer; for checking in by place, ask first where the place is."""
    now = await fields.way(
        context.uow, context.request, context.installation, button.version, button.way, on=bool(button.on)
    )
    return now if now.step == Step.WAYS else chosen(context)


async def spot(context: Context, _: Form) -> None:
    """Take the shared place of the meeting, near which one can check in by place."""
    where = context.incoming.effective_message.location if context.incoming.effective_message else None
    if where is not None:
        await fields.spot(context.uow, context.request, context.installation, where.latitude, where.longitude)


async def publish(context: Context, button: view.Publish) -> View:
    """Publish the meeting and tell everyone invited; a second tap shows the meeting that the first one made."""
    shown = await call.publish(context.uow, context.request, context.installation, button.version)
    return cards.published(shown, context.say)


async def nothing(context: Context, _: calendar.Nothing) -> None:
    """Do nothing at a tap on a part of the calendar that is no day."""


CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.UNIT: (choice(pick_unit), typed(fields.search)),
        Step.TYPE: (choice(pick_type),),
        Step.GROUP: (choice(pick_unit),),
        Step.WHEN: (typed(call.enter_time), tap(turn_month), tap(pick_day), tap(pick_hour)),
        Step.CARD: (choice(edit), typed(call.enter_on_card)),
        Step.TITLE: (typed(fields.title),),
        Step.PLACE: (typed(fields.place), choice(known_place)),
        Step.HOST: (choice(person), typed(fields.search)),
        Step.RECORDER: (choice(person), typed(fields.search)),
        Step.AGENDA: (typed(fields.agenda), choice(clear)),
        Step.AUDIENCE: (choice(audience), choice(edit)),
        Step.CHOSEN: (tap(choose), typed(fields.search)),
        Step.GUESTS: (tap(choose), typed(fields.search)),
        Step.SESSIONS: (typed(fields.sessions),),
        Step.WAYS: (tap(way),),
        Step.SPOT: (message(filters.LOCATION, spot), choice(clear)),
    },
    fallbacks=(tap(back), tap(page)),
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, publish, nothing)
    on_menu(app, "call", begin)
