"""Paper ballots: whom they go to, and their totals."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.rating import paper, totals
from bot.views.rating import paper as view
from bot.views.rating.close import Paper
from bot.views.view import View


class Step(StrEnum):
    RETURNED = totals.RETURNED
    COUNTS = totals.COUNTS
    SURE = totals.SURE


async def look(update: Update, context: Context) -> None:
    tap = tapped(update, Paper)
    await _page(update, context, tap.rating, tap.page)


async def _page(update: Update, context: Context, rating: int, number: int = 0) -> None:
    found = await paper.look(context.uow, context.request(update), rating)
    context.show(update, view.page(found, number, context.speech(update)))


async def issue(update: Update, context: Context) -> None:
    tap = tapped(update, view.Issue)
    step = paper.issue if tap.sure else paper.ask
    found = await step(context.uow, context.request(update), tap.rating, tap.person)
    context.show(update, view.issue(found, context.speech(update)))


async def yes(update: Update, context: Context) -> None:
    tap = tapped(update, view.Yes)
    found = await paper.yes(context.uow, context.request(update), tap.rating, tap.version)
    context.show(update, view.page(found, 0, context.speech(update)))


async def begin(update: Update, context: Context) -> None:
    rating = tapped(update, view.Enter).rating
    await totals.begin(context.uow, context.request(update), rating)
    context.show(update, View())


async def returned(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await totals.say_returned(context.uow, context.request(update), now.version, text)


async def counts(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await totals.say_counts(context.uow, context.request(update), now.version, text)


async def again(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Again).version
    await totals.again(context.uow, context.request(update), version)
    chosen(update, context)


async def keep(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Keep).version
    rating = await totals.keep(context.uow, context.request(update), version)
    await _page(update, context, rating)


CONVERSATION = Conversation(
    name=totals.NAME,
    entry=by_button,
    states={
        Step.RETURNED: (On(returned, message=TEXT),),
        Step.COUNTS: (On(counts, message=TEXT),),
        Step.SURE: (On(keep, button=view.Keep), On(again, button=view.Again)),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((Paper, look), (view.Issue, issue), (view.Yes, yes), (view.Enter, begin)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
