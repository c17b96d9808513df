"""Objections: raised in one message; answered in two and a tap."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.grading import objection, objection_answer
from bot.views.grading import objection as view
from bot.views.view import View


class Step(StrEnum):
    WORDS = objection.WORDS


class AnswerStep(StrEnum):
    FINDING = objection_answer.FINDING
    ANSWER = objection_answer.ANSWER
    SURE = objection_answer.SURE


async def begin(update: Update, context: Context) -> None:
    asked = tapped(update, view.Object)
    request = context.request(update)
    await objection.begin(context.uow, request, asked.notice, named=bool(asked.on))
    context.show(update, View(fresh=True))


async def words(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    result = await objection.raise_(context.uow, context.request(update), now.version, text)
    context.show(update, view.raised(result, context.speech(update)))


async def answer(update: Update, context: Context) -> None:
    asked = tapped(update, view.Answer)
    result = await objection_answer.begin(context.uow, context.request(update), asked.objection)
    context.show(update, view.answered(result, context.speech(update)) if result else View())


async def say(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await objection_answer.say(context.uow, context.request(update), now.version, text)


async def decide(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, view.Uphold)
    request = context.request(update)
    result = await objection_answer.decide(context.uow, request, asked.version, upheld=bool(asked.on))
    context.show(update, view.answered(result, context.speech(update)))


OBJECTING = Conversation(name=objection.NAME, entry=by_button, states={Step.WORDS: (On(words, message=TEXT),)})
ANSWERING = Conversation(
    name=objection_answer.NAME,
    entry=by_button,
    states={
        AnswerStep.FINDING: (On(say, message=TEXT),),
        AnswerStep.ANSWER: (On(say, message=TEXT),),
        AnswerStep.SURE: (On(decide, button=view.Uphold),),
    },
)


def register(app: App) -> None:
    form.add(app, OBJECTING)
    form.add(app, ANSWERING)
    for kind, handler in ((view.Object, begin), (view.Answer, answer)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
