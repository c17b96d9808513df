"""A later date: the day by calendar or in words, the reason; one tap above."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button, in_place
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.rectification import extension
from bot.views import calendar
from bot.views.rectification import extension as view
from bot.views.view import View


class Step(StrEnum):
    DAY = extension.DAY
    REASON = extension.REASON


async def begin(update: Update, context: Context) -> None:
    item = tapped(update, view.Ask).item
    await extension.begin(context.uow, context.request(update), item)
    context.show(update, View())


async def say_day(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await extension.say_day(context.uow, context.request(update), now.version, text)


async def turn_month(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, calendar.TurnMonth)
    now = await extension.turn_month(context.uow, context.request(update), asked.version, asked.first)
    in_place(update, context, now)


async def pick_day(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, calendar.PickDay)
    await extension.pick_day(context.uow, context.request(update), asked.version, asked.date)
    context.show(update, view.picked(asked.date, context.speech(update)))


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    result = await extension.ask(context.uow, context.request(update), now.version, text)
    context.show(update, view.asked(result, context.speech(update)))


async def agree(update: Update, context: Context) -> None:
    await _decide(update, context, tapped(update, view.Agree).extension, agreed=True)


async def refuse(update: Update, context: Context) -> None:
    await _decide(update, context, tapped(update, view.Refuse).extension, agreed=False)


async def _decide(update: Update, context: Context, asked: int, *, agreed: bool) -> None:
    result = await extension.decide(context.uow, context.request(update), asked, agree=agreed)
    context.show(update, view.decided(result, context.speech(update)))


CONVERSATION = Conversation(
    name=extension.NAME,
    entry=by_button,
    states={
        Step.DAY: (
            On(say_day, message=TEXT),
            On(turn_month, button=calendar.TurnMonth),
            On(pick_day, button=calendar.PickDay),
        ),
        Step.REASON: (On(reason, message=TEXT),),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Ask, begin), (view.Agree, agree), (view.Refuse, refuse)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
