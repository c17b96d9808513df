"""Months' scores are published: one by one, all at once, anew with a reason."""

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
from bot.services.grading import month_score_publish
from bot.views.grading import month_score as sheets
from bot.views.grading import month_score_publish as view
from bot.views.view import View


class Step(StrEnum):
    REASON = reason_form.REASON
    SURE = reason_form.SURE


async def ask(update: Update, context: Context) -> None:
    asked, request = tapped(update, sheets.AskPublish), context.request(update)
    done = await month_score_publish.look(context.uow, request, context.installation.months, asked.unit, asked.month)
    context.show(update, view.asked(done, context.speech(update)) if done else View())


async def publish(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.Publish), context.request(update)
    done = await month_score_publish.publish(
        context.uow, request, context.installation.months, asked.unit, asked.month, asked.version
    )
    context.show(update, sheets.after(done, context.speech(update)))


async def all_(update: Update, context: Context) -> None:
    """What would be published, and on the yes to it, published."""
    asked, request = tapped(update, sheets.AllOf), context.request(update)
    if asked.mark:
        found = await month_score_publish.publish_all(
            context.uow, request, context.installation.months, asked.month, asked.mark
        )
    else:
        found = await month_score_publish.look_at_all(context.uow, request, context.installation.months, asked.month)
    context.show(update, view.batch(found, context.speech(update)))


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await reason_form.say(context.uow, context.request(update), month_score_publish.NAME, now.version, text)


async def rewrite(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Rewrite).version
    await reason_form.rewrite(context.uow, context.request(update), month_score_publish.NAME, version)
    chosen(update, context)


async def yes(update: Update, context: Context, _: Form) -> None:
    version, request = tapped(update, view.Yes).version, context.request(update)
    done = await month_score_publish.confirm(context.uow, request, context.installation.months, version)
    context.show(update, sheets.after(done, context.speech(update)))


CONVERSATION = Conversation(
    name=month_score_publish.NAME,
    entry=by_button,
    states={
        Step.REASON: (On(reason, message=TEXT),),
        Step.SURE: (On(yes, button=view.Yes), On(rewrite, button=view.Rewrite)),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((sheets.AskPublish, ask), (view.Publish, publish), (sheets.AllOf, all_)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
