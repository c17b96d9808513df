"""Voiding: the reason by one, the yes by the other."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services import reason_form
from bot.services.conversation import Form
from bot.services.rating import voiding
from bot.views.rating import voiding as view
from bot.views.rating.close import Void
from bot.views.view import View


class Step(StrEnum):
    REASON = reason_form.REASON
    SURE = reason_form.SURE


async def look(update: Update, context: Context) -> None:
    rating = tapped(update, Void).rating
    found = await voiding.look(context.uow, context.request(update), rating)
    context.show(update, view.page(found, context.speech(update)))


async def begin(update: Update, context: Context) -> None:
    rating = tapped(update, view.Reason).rating
    await voiding.begin(context.uow, context.request(update), rating)
    context.show(update, View())


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await reason_form.say(context.uow, context.request(update), voiding.NAME, now.version, text)


async def rewrite(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Rewrite).version
    await reason_form.rewrite(context.uow, context.request(update), voiding.NAME, version)
    chosen(update, context)


async def propose(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Propose).version
    found = await voiding.propose(context.uow, context.request(update), version)
    context.show(update, view.page(found, context.speech(update)))


async def yes(update: Update, context: Context) -> None:
    tap = tapped(update, view.Yes)
    found = await voiding.yes(context.uow, context.request(update), tap.rating, tap.version)
    context.show(update, view.page(found, context.speech(update)))


CONVERSATION = Conversation(
    name=voiding.NAME,
    entry=by_button,
    states={
        Step.REASON: (On(reason, message=TEXT),),
        Step.SURE: (On(propose, button=view.Propose), On(rewrite, button=view.Rewrite)),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((Void, look), (view.Reason, begin), (view.Yes, yes)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
