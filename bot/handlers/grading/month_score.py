"""The month's scores: the list, a branch's sheet, deductions typed aspect by aspect."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.grading import month_score, month_score_enter
from bot.views.grading import month_score as view
from bot.views.view import View


class Step(StrEnum):
    LINES = month_score_enter.LINES


async def months(update: Update, context: Context) -> None:
    asked = tapped(update, view.Months)
    found = await month_score.of_month(context.uow, context.request(update), context.installation.months, asked.month)
    context.show(update, view.page(found, asked.page, context.speech(update)))


async def card(update: Update, context: Context) -> None:
    asked = tapped(update, view.Card)
    found = await month_score.card(
        context.uow, context.request(update), context.installation.months, asked.unit, asked.month
    )
    context.show(update, view.card(found, context.speech(update)))


async def all_full(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.AllFull), context.request(update)
    done = await month_score_enter.all_full(context.uow, request, context.installation.months, asked.unit, asked.month)
    context.show(update, view.after(done, context.speech(update)))


async def aspect(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.Aspect), context.request(update)
    await month_score_enter.begin(
        context.uow, request, context.installation.months, asked.unit, asked.month, asked.aspect
    )
    context.show(update, View())


async def say(update: Update, context: Context, now: Form) -> None:
    text, request = form.typed(update.effective_message), context.request(update)
    done = await month_score_enter.say(context.uow, request, context.installation.months, now.version, text)
    context.show(update, view.after(done, context.speech(update)))


async def full(update: Update, context: Context, _: Form) -> None:
    asked, request = tapped(update, view.Full), context.request(update)
    done = await month_score_enter.full(context.uow, request, context.installation.months, asked.version)
    context.show(update, view.after(done, context.speech(update)))


CONVERSATION = Conversation(
    name=month_score_enter.NAME,
    entry=by_button,
    states={Step.LINES: (On(say, message=TEXT), On(full, button=view.Full))},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Months, months), (view.Card, card), (view.AllFull, all_full), (view.Aspect, aspect)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
