"""Correcting an attendance: choose the person and the state, type the reason."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.attendance.model import State
from bot.domain.errors import DomainError
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.attendance import correction, ledger
from bot.services.conversation import Form
from bot.views.attendance import correction as view


class Step(StrEnum):
    REASON = correction.REASON


async def whom(update: Update, context: Context) -> None:
    one = tapped(update, view.CorrectList)
    sheet = await ledger.sheet(context.uow, context.request(update), one.meeting, one.page)
    if not sheet.correctable:
        raise DomainError("not_allowed")
    context.show(update, view.whom(sheet, context.speech(update)))


async def to_what(update: Update, context: Context) -> None:
    one = tapped(update, view.Correct)
    result = await correction.look(context.uow, context.request(update), one.meeting, one.person)
    context.show(update, view.to_what(result, context.speech(update)))


async def begin(update: Update, context: Context) -> None:
    one = tapped(update, view.CorrectTo)
    state = next((state for state in State if state.value == one.state), None)
    if state is None:
        raise DomainError("old_button")
    await correction.begin(context.uow, context.request(update), one.session, one.person, state)


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    request = context.request(update)
    result = await correction.correct(context.uow, request, now.version, text)
    context.show(update, view.corrected(result, context.speech(update)))


CONVERSATION = Conversation(
    name=correction.NAME,
    entry=by_button,
    states={Step.REASON: (On(reason, message=TEXT),)},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.CorrectList, whom), (view.Correct, to_what), (view.CorrectTo, begin)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
