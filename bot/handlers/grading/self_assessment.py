"""The branch's own grade: chosen by a tap, with its reason where it is not the computed one."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.grading import self_assessment
from bot.views.grading import self_assessment as view
from bot.views.view import View


class Step(StrEnum):
    REASON = self_assessment.REASON


async def choose(update: Update, context: Context) -> None:
    case = tapped(update, view.Choose).case
    found = await self_assessment.offer(context.uow, context.request(update), case)
    context.show(update, view.offer(found, context.speech(update)))


async def propose(update: Update, context: Context) -> None:
    asked = tapped(update, view.Propose)
    said = await self_assessment.propose(context.uow, context.request(update), asked.case, asked.grade)
    context.show(update, view.said(said, context.speech(update)) if said else View())


async def because(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    said = await self_assessment.because(context.uow, context.request(update), now.version, text)
    context.show(update, view.said(said, context.speech(update)))


async def opine(update: Update, context: Context) -> None:
    asked = tapped(update, view.Opine)
    said = await self_assessment.opine(context.uow, context.request(update), asked.case, asked.grade)
    context.show(update, view.said(said, context.speech(update)))


CONVERSATION = Conversation(
    name=self_assessment.NAME, entry=by_button, states={Step.REASON: (On(because, message=TEXT),)}
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Choose, choose), (view.Propose, propose), (view.Opine, opine)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
