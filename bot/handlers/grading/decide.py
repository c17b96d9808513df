"""The committee decides on a grade: one tap for the computed one, a reason and one more tap for another."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services import reason_form
from bot.services.conversation import Form
from bot.services.grading import decide
from bot.views.grading import decide as view
from bot.views.view import View


class Step(StrEnum):
    REASON = reason_form.REASON
    SURE = reason_form.SURE


async def choose(update: Update, context: Context) -> None:
    asked = tapped(update, view.Grade)
    request = context.request(update)
    result = await decide.choose(context.uow, request, asked.case, asked.version, asked.grade)
    context.show(update, view.decided(result, context.speech(update)) if result else View())


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await reason_form.say(context.uow, context.request(update), decide.NAME, now.version, text)


async def yes(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Yes).version
    result = await decide.confirm(context.uow, context.request(update), version)
    context.show(update, view.decided(result, context.speech(update)))


CONVERSATION = Conversation(
    name=decide.NAME,
    entry=by_button,
    states={Step.REASON: (On(reason, message=TEXT),), Step.SURE: (On(yes, button=view.Yes),)},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(choose, pattern=view.Grade.pattern()))
