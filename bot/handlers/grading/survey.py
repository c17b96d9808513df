"""The survey: what is asked, what was typed, what is taken out again."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.domain.grading.survey import Kind
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.grading import survey
from bot.views.grading import survey as view
from bot.views.view import View


class Step(StrEnum):
    WORDS = survey.WORDS


async def enter(update: Update, context: Context) -> None:
    asked = tapped(update, view.Enter)
    if asked.kind not in frozenset(Kind):
        raise DomainError("old_button")
    await survey.begin(context.uow, context.request(update), asked.case, Kind(asked.kind))
    context.show(update, View())


async def say(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    found = await survey.say(context.uow, context.request(update), now.version, text)
    context.show(update, view.noted(found, context.speech(update)))


async def show(update: Update, context: Context) -> None:
    case = tapped(update, view.Show).case
    found = await survey.show(context.uow, context.request(update), case)
    context.show(update, view.filed(found, context.speech(update)))


async def drop(update: Update, context: Context) -> None:
    asked = tapped(update, view.Drop)
    found = await survey.drop(context.uow, context.request(update), asked.case, asked.entry)
    context.show(update, view.filed(found, context.speech(update)))


CONVERSATION = Conversation(name=survey.NAME, entry=by_button, states={Step.WORDS: (On(say, message=TEXT),)})


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Enter, enter), (view.Show, show), (view.Drop, drop)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
