"""Changing or cancelling a meeting that people know of: the new value -> a reason once it has begun -> confirmed."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, filters

from bot.domain.meeting.change import Step
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, in_place
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.meeting import apply, change
from bot.services.meeting.access import NAME
from bot.views import calendar
from bot.views.meeting import card as cards
from bot.views.meeting import change as view
from bot.views.meeting.fields import Back, PickWay
from bot.views.pick import Page, PickPerson, PickPlace
from bot.views.view import View


async def begin(update: Update, context: Context) -> None:
    asked = tapped(update, cards.ChangeField)
    await change.begin(context.uow, context.request(update), context.installation, asked.meeting, asked.field)
    context.show(update, View())


async def say(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await change.say(context.uow, context.request(update), context.installation, text)


async def turn_month(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.TurnMonth)
    now = await change.turn_month(
        context.uow, context.request(update), context.installation, asked.version, asked.first
    )
    in_place(update, context, now)


async def pick_day(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.PickDay)
    now = await change.pick_day(context.uow, context.request(update), context.installation, asked.version, asked.date)
    in_place(update, context, now)


async def pick_hour(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.PickHour)
    await change.pick_hour(
        context.uow, context.request(update), context.installation, asked.version, asked.date, asked.time
    )
    chosen(update, context)


async def known_place(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickPlace)
    await change.known_place(context.uow, context.request(update), context.installation, asked.version, asked.number)
    chosen(update, context)


async def page(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Page)
    now = await change.page(context.uow, context.request(update), context.installation, asked.version, asked.number)
    in_place(update, context, now)


async def person(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickPerson)
    await change.person(context.uow, context.request(update), context.installation, asked.version, asked.person)
    chosen(update, context)


async def way(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickWay)
    now = await change.way(
        context.uow, context.request(update), context.installation, asked.version, asked.way, on=bool(asked.on)
    )
    in_place(update, context, now)


async def spot(update: Update, context: Context, now: Form) -> None:
    where = update.effective_message.location if update.effective_message else None
    if where is not None:
        await change.spot(context.uow, context.request(update), context.installation, where.latitude, where.longitude)


async def done(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Back)
    await change.done(context.uow, context.request(update), context.installation, asked.version)
    chosen(update, context)


async def keep(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, view.Keep)
    shown = await change.keep(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, cards.card(shown, context.speech(update)))


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await change.reason(context.uow, context.request(update), context.installation, text)


async def confirm(update: Update, context: Context) -> None:
    """Outside the table: pressed a second time, when the form is over, it shows the meeting as it stands."""
    asked = tapped(update, view.Confirm)
    shown = await apply.confirm(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, cards.changed_card(shown, context.speech(update)) if shown else View())


CONVERSATION = Conversation(
    name=NAME,
    entry=begin,
    states={
        Step.VALUE: (
            On(say, TEXT),
            On(turn_month, button=calendar.TurnMonth),
            On(pick_day, button=calendar.PickDay),
            On(pick_hour, button=calendar.PickHour),
            On(known_place, button=PickPlace),
            On(person, button=PickPerson),
            On(page, button=Page),
            On(way, button=PickWay),
            On(spot, filters.LOCATION),
            On(done, button=Back),
        ),
        Step.REASON: (On(reason, TEXT),),
        Step.CONFIRM: (),
    },
    fallbacks=(On(keep, button=view.Keep),),
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(begin, pattern=cards.ChangeField.pattern()))
    app.add_handler(CallbackQueryHandler(confirm, pattern=view.Confirm.pattern()))
