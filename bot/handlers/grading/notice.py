"""A decision is published, a notice ends, a second look begins: one tap each, by the committee."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.grading import card as grading_card
from bot.services.grading import final as grading_final
from bot.services.grading import notice, second_review
from bot.views.grading import card, final
from bot.views.grading import notice as view
from bot.views.grading import second_review as looks
from bot.views.grading.lines import CaseOf


async def show(update: Update, context: Context) -> None:
    case = tapped(update, CaseOf).case
    found = await grading_card.of(context.uow, context.request(update), case)
    context.show(update, card.card(found, context.speech(update)))


async def publish(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.Publish), context.request(update)
    result = await notice.publish(context.uow, request, context.installation, asked.case, asked.version)
    context.show(update, view.published(result, context.speech(update)))


async def ask_publish(update: Update, context: Context) -> None:
    case = tapped(update, view.AskPublish).case
    found = await notice.look(context.uow, context.request(update), context.installation, case)
    context.show(update, view.asked(found, context.speech(update)))


async def code(update: Update, context: Context) -> None:
    case = tapped(update, view.Code).case
    found = await grading_card.of(context.uow, context.request(update), case)
    context.show(update, view.code(found, context.speech(update)))


async def finish(update: Update, context: Context) -> None:
    asked, request = tapped(update, final.Finish), context.request(update)
    result = await grading_final.finish(context.uow, request, asked.case, asked.version)
    context.show(update, final.finished(result, context.speech(update)))


async def look(update: Update, context: Context) -> None:
    case = tapped(update, looks.Look).case
    result = await second_review.start(context.uow, context.request(update), context.installation, case)
    context.show(update, looks.begun(result, context.speech(update)))


def register(app: App) -> None:
    asked = ((view.AskPublish, ask_publish), (view.Code, code))
    for kind, handler in (
        *((CaseOf, show), (view.Publish, publish), (final.Finish, finish), (looks.Look, look)),
        *asked,
    ):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
