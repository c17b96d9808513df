"""Checking in those without a phone; a reason that has no button is typed."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.attendance import by_hand
from bot.services.conversation import Form
from bot.views.attendance import by_hand as view


class Step(StrEnum):
    REASON = by_hand.REASON


async def missing(update: Update, context: Context) -> None:
    meeting = tapped(update, view.Hand).meeting
    result = await by_hand.of_meeting(context.uow, context.request(update), meeting)
    context.show(update, view.missing(result, context.speech(update), fresh=True))


async def page(update: Update, context: Context) -> None:
    at = tapped(update, view.HandPage)
    result = await by_hand.of_session(context.uow, context.request(update), at.session, at.page)
    context.show(update, view.missing(result, context.speech(update)))


async def who(update: Update, context: Context) -> None:
    one = tapped(update, view.HandWho)
    name = await by_hand.who(context.uow, context.request(update), context.tools.settings, one.session, one.person)
    context.show(update, view.why(name, one.session, one.person, context.speech(update)))


async def why(update: Update, context: Context) -> None:
    one, request, settings = tapped(update, view.HandReason), context.request(update), context.tools.settings
    if not one.reason:
        await by_hand.begin(context.uow, request, settings, one.session, one.person)
        return
    result = await by_hand.mark(context.uow, request, settings, one.session, one.person, one.reason)
    context.show(update, view.marked(result, context.speech(update)))


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    request, settings = context.request(update), context.tools.settings
    result = await by_hand.mark_typed(context.uow, request, settings, now.version, text)
    context.show(update, view.marked(result, context.speech(update)))


CONVERSATION = Conversation(
    name=by_hand.NAME,
    entry=by_button,
    states={Step.REASON: (On(reason, message=TEXT),)},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Hand, missing), (view.HandPage, page), (view.HandWho, who), (view.HandReason, why)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
