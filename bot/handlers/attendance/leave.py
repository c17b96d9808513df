"""/leave: what one may ask leave from, the reason, the answer."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import form
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On
from bot.handlers.private import tapped
from bot.services.attendance import leave
from bot.services.conversation import Form
from bot.views.attendance import leave as view


class Step(StrEnum):
    REASON = leave.REASON


async def overview(update: Update, context: Context) -> None:
    result = await leave.overview(context.uow, context.request(update))
    context.show(update, view.overview(result, context.speech(update)))


async def turn(update: Update, context: Context) -> None:
    number = tapped(update, view.Page).number
    result = await leave.overview(context.uow, context.request(update), number)
    context.show(update, view.overview(result, context.speech(update)))


async def ask(update: Update, context: Context) -> None:
    meeting = tapped(update, view.Ask).meeting
    result = await leave.begin(context.uow, context.request(update), meeting)
    if result is not None:
        context.show(update, view.asked(result, context.speech(update)))


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    result = await leave.ask(context.uow, context.request(update), now.version, text)
    context.show(update, view.asked(result, context.speech(update)))


async def grant(update: Update, context: Context) -> None:
    one = tapped(update, view.Grant)
    await _decide(update, context, one.meeting, one.person, granted=True)


async def refuse(update: Update, context: Context) -> None:
    one = tapped(update, view.Refuse)
    await _decide(update, context, one.meeting, one.person, granted=False)


async def _decide(update: Update, context: Context, meeting: int, person: int, *, granted: bool) -> None:
    result = await leave.decide(context.uow, context.request(update), meeting, person, grant=granted)
    context.show(update, view.decided(result, context.speech(update)))


async def withdraw(update: Update, context: Context) -> None:
    meeting = tapped(update, view.Withdraw).meeting
    result = await leave.withdraw(context.uow, context.request(update), meeting)
    context.show(update, view.withdrawn(result, context.speech(update)))


CONVERSATION = Conversation(
    name=leave.NAME,
    entry=overview,
    states={Step.REASON: (On(reason, message=TEXT),)},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CommandHandler("leave", overview, filters.ChatType.PRIVATE))
    for kind, handler in (
        (view.Page, turn),
        (view.Ask, ask),
        (view.Grant, grant),
        (view.Refuse, refuse),
        (view.Withdraw, withdraw),
    ):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
    desk.offer(app, "leave", overview)
