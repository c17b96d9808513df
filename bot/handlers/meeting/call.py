"""Calling a meeting: type -> time -> card, every field of which can be changed -> published."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, filters

from bot.domain.meeting.calling import Step
from bot.handlers import form
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, in_place
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.meeting import call, fields
from bot.services.meeting.calling import NAME
from bot.views import calendar
from bot.views.meeting import call as view
from bot.views.meeting import card as cards
from bot.views.meeting.fields import Back, Clear, Edit, PickAudience, PickWay
from bot.views.pick import Choose, Page, PickPerson, PickPlace, PickUnit
from bot.views.view import View


async def begin(update: Update, context: Context) -> None:
    await call.begin(context.uow, context.request(update), context.installation)
    context.show(update, View())


async def begin_button(update: Update, context: Context) -> None:
    tapped(update, cards.Call)
    await begin(update, context)


async def pick_unit(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickUnit)
    await call.choose_unit(context.uow, context.request(update), context.installation, asked.version, asked.unit)
    chosen(update, context)


async def pick_type(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, view.PickType)
    await call.choose_type(context.uow, context.request(update), context.installation, asked.version, asked.code)
    chosen(update, context)


async def say_when(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await call.say_when(context.uow, context.request(update), context.installation, text)


async def say_on_card(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await call.say_on_card(context.uow, context.request(update), context.installation, text)


async def turn_month(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.TurnMonth)
    now = await call.turn_month(context.uow, context.request(update), context.installation, asked.version, asked.first)
    in_place(update, context, now)


async def pick_day(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.PickDay)
    now = await call.pick_day(context.uow, context.request(update), context.installation, asked.version, asked.date)
    if now.step == Step.WHEN:
        in_place(update, context, now)
    else:
        context.show(update, view.chosen_time(now.draft, context.speech(update)))


async def pick_hour(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.PickHour)
    now = await call.pick_hour(
        context.uow, context.request(update), context.installation, asked.version, asked.date, asked.time
    )
    context.show(update, view.chosen_time(now.draft, context.speech(update)))


async def edit(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Edit)
    await fields.edit(context.uow, context.request(update), context.installation, asked.version, asked.field)
    chosen(update, context)


async def back(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Back)
    await fields.back(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, view.left(context.speech(update)))


async def title(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await fields.title(context.uow, context.request(update), context.installation, text)


async def place(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await fields.place(context.uow, context.request(update), context.installation, text)


async def known_place(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickPlace)
    await fields.known_place(context.uow, context.request(update), context.installation, asked.version, asked.number)
    chosen(update, context)


async def agenda(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await fields.agenda(context.uow, context.request(update), context.installation, text)


async def sessions(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await fields.sessions(context.uow, context.request(update), context.installation, text)


async def clear(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Clear)
    await fields.clear(context.uow, context.request(update), context.installation, asked.version)
    chosen(update, context)


async def person(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickPerson)
    await fields.person(context.uow, context.request(update), context.installation, asked.version, asked.person)
    chosen(update, context)


async def page(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Page)
    now = await fields.page(context.uow, context.request(update), context.installation, asked.version, asked.number)
    in_place(update, context, now)


async def search(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await fields.search(context.uow, context.request(update), context.installation, text)


async def audience(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickAudience)
    await fields.audience(
        context.uow, context.request(update), context.installation, asked.version, asked.kind, asked.group
    )
    chosen(update, context)


async def choose(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Choose)
    now = await fields.choose(
        context.uow,
        context.request(update),
        context.installation,
        asked.version,
        asked.person,
        chosen=bool(asked.chosen),
    )
    in_place(update, context, now)


async def way(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickWay)
    now = await fields.way(
        context.uow, context.request(update), context.installation, asked.version, asked.way, on=bool(asked.on)
    )
    if now.step == Step.WAYS:
        in_place(update, context, now)
    else:
        chosen(update, context)


async def spot(update: Update, context: Context, now: Form) -> None:
    where = update.effective_message.location if update.effective_message else None
    if where is not None:
        await fields.spot(context.uow, context.request(update), context.installation, where.latitude, where.longitude)


async def publish(update: Update, context: Context) -> None:
    """Outside the table: pressed a second time, when the form is over, it shows the meeting that it made."""
    asked = tapped(update, view.Publish)
    shown = await call.publish(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, cards.published(shown, context.speech(update)))


async def nothing(update: Update, context: Context) -> None:
    context.show(update, View())


CONVERSATION = Conversation(
    name=NAME,
    entry=begin,
    states={
        Step.UNIT: (On(pick_unit, button=PickUnit), On(search, TEXT)),
        Step.TYPE: (On(pick_type, button=view.PickType),),
        Step.GROUP: (On(pick_unit, button=PickUnit),),
        Step.WHEN: (
            On(say_when, TEXT),
            On(turn_month, button=calendar.TurnMonth),
            On(pick_day, button=calendar.PickDay),
            On(pick_hour, button=calendar.PickHour),
        ),
        Step.CARD: (On(edit, button=Edit), On(say_on_card, TEXT)),
        Step.TITLE: (On(title, TEXT),),
        Step.PLACE: (On(place, TEXT), On(known_place, button=PickPlace)),
        Step.HOST: (On(person, button=PickPerson), On(search, TEXT)),
        Step.RECORDER: (On(person, button=PickPerson), On(search, TEXT)),
        Step.AGENDA: (On(agenda, TEXT), On(clear, button=Clear)),
        Step.AUDIENCE: (On(audience, button=PickAudience), On(edit, button=Edit)),
        Step.CHOSEN: (On(choose, button=Choose), On(search, TEXT)),
        Step.GUESTS: (On(choose, button=Choose), On(search, TEXT)),
        Step.SESSIONS: (On(sessions, TEXT),),
        Step.WAYS: (On(way, button=PickWay),),
        Step.SPOT: (On(spot, filters.LOCATION), On(clear, button=Clear)),
    },
    fallbacks=(On(back, button=Back), On(page, button=Page)),
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(begin_button, pattern=cards.Call.pattern()))
    app.add_handler(CallbackQueryHandler(publish, pattern=view.Publish.pattern()))
    app.add_handler(CallbackQueryHandler(nothing, pattern=calendar.Nothing.pattern()))
    desk.offer(app, "call", begin)
