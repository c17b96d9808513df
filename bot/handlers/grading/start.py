"""A committee starts a round: the card, its ticks, and the yes."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.grading.starting import Step
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, On, in_place
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.grading import start
from bot.views.grading import start as view
from bot.views.pick import Page, PickUnit
from bot.views.view import View


async def begin(update: Update, context: Context) -> None:
    await start.begin(context.uow, context.request(update))
    context.show(update, View())


async def begin_tap(update: Update, context: Context) -> None:
    tapped(update, view.Begin)
    await begin(update, context)


async def pick_unit(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, PickUnit)
    await start.choose_unit(context.uow, context.request(update), asked.version, asked.unit)
    chosen(update, context)


async def of_year(update: Update, context: Context, _: Form) -> None:
    asked, request = tapped(update, view.OfYear), context.request(update)
    now = await start.of_year(context.uow, request, asked.version, asked.year)
    in_place(update, context, now)


async def tick(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, view.Tick)
    now = await start.tick(context.uow, context.request(update), asked.version, asked.unit)
    in_place(update, context, now)


async def tick_all(update: Update, context: Context, _: Form) -> None:
    asked, request = tapped(update, view.TickAll), context.request(update)
    now = await start.tick_all(context.uow, request, asked.version, chosen=bool(asked.on))
    in_place(update, context, now)


async def page(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, Page)
    now = await start.page(context.uow, context.request(update), asked.version, asked.number)
    in_place(update, context, now)


async def go(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, view.Go)
    result = await start.go(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, view.started(result, context.speech(update)))


CONVERSATION = Conversation(
    name=start.NAME,
    entry=begin,
    states={
        Step.UNIT: (On(pick_unit, button=PickUnit), On(page, button=Page)),
        Step.CARD: (
            On(go, button=view.Go),
            On(tick, button=view.Tick),
            On(tick_all, button=view.TickAll),
            On(of_year, button=view.OfYear),
            On(page, button=Page),
        ),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(begin_tap, pattern=view.Begin.pattern()))
