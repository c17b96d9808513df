"""A series that runs: its dates, and a conversation that ends what is left of it."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, typed
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.meeting import series_end
from bot.services.meeting.series_end import Step
from bot.views.meeting import series_notice as view
from bot.views.view import View


async def show(update: Update, context: Context) -> None:
    asked = tapped(update, view.Show)
    found = await series_end.card(context.uow, context.request(update), asked.series)
    context.show(update, view.card(found, context.speech(update)))


async def begin(update: Update, context: Context) -> None:
    asked = tapped(update, view.End)
    await series_end.begin(context.uow, context.request(update), asked.series)
    context.show(update, View())


async def reason(update: Update, context: Context, current: Form) -> None:
    text = typed(update.effective_message)
    ended = await series_end.say_reason(context.uow, context.request(update), context.installation, text)
    context.show(update, view.end_done(ended, context.speech(update)))


async def keep(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Keep)
    found = await series_end.keep(context.uow, context.request(update), asked.version)
    context.show(update, view.card(found, context.speech(update)))


CONVERSATION = Conversation(
    name=series_end.NAME,
    entry=begin,
    states={Step.REASON: (On(keep, button=view.Keep), On(reason, TEXT))},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(show, pattern=view.Show.pattern()))
    app.add_handler(CallbackQueryHandler(begin, pattern=view.End.pattern()))
