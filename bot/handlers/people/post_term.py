"""Until when a post is held, typed."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.people import post_term
from bot.views.people import post_term as view
from bot.views.people.post import Term


class Step(StrEnum):
    UNTIL = post_term.UNTIL


async def begin(update: Update, context: Context) -> None:
    post = tapped(update, Term).post
    await post_term.begin(context.uow, context.request(update), post)


async def said(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    change = await post_term.say(context.uow, context.request(update), now.version, text)
    context.show(update, view.done(change, context.speech(update)))


async def cleared(update: Update, context: Context, now: Form) -> None:
    version = tapped(update, view.NoEnd).version
    change = await post_term.clear(context.uow, context.request(update), version)
    context.show(update, view.done(change, context.speech(update)))


CONVERSATION = Conversation(
    name=post_term.NAME,
    entry=by_button,
    states={Step.UNTIL: (On(said, message=TEXT), On(cleared, button=view.NoEnd))},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(begin, pattern=Term.pattern()))
