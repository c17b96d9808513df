"""The scheme's rules in one case: stated with evidence, set aside with a reason, taken back by a tap."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.grading import assess
from bot.views.grading import assess as view
from bot.views.view import View


class Step(StrEnum):
    EVIDENCE = assess.EVIDENCE
    REASON = assess.REASON


async def show(update: Update, context: Context) -> None:
    case = tapped(update, view.Show).case
    found = await assess.show(context.uow, context.request(update), case)
    context.show(update, view.rules(found, context.speech(update)))


async def state(update: Update, context: Context) -> None:
    asked = tapped(update, view.State)
    await _begin(update, context, asked.case, asked.rule, override=False)


async def override(update: Update, context: Context) -> None:
    asked = tapped(update, view.Override)
    await _begin(update, context, asked.case, asked.rule, override=True)


async def _begin(update: Update, context: Context, case: int, rule: str, *, override: bool) -> None:
    await assess.begin(context.uow, context.request(update), case, rule, override=override)
    context.show(update, View())


async def say(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    found = await assess.say(context.uow, context.request(update), now.version, text)
    context.show(update, view.rules(found, context.speech(update)))


async def take_back(update: Update, context: Context) -> None:
    asked = tapped(update, view.TakeBack)
    await _drop(update, context, asked.case, asked.rule, override=False)


async def restore(update: Update, context: Context) -> None:
    asked = tapped(update, view.Restore)
    await _drop(update, context, asked.case, asked.rule, override=True)


async def _drop(update: Update, context: Context, case: int, rule: str, *, override: bool) -> None:
    found = await assess.drop(context.uow, context.request(update), case, rule, override=override)
    context.show(update, view.rules(found, context.speech(update)))


CONVERSATION = Conversation(
    name=assess.NAME,
    entry=by_button,
    states={Step.EVIDENCE: (On(say, message=TEXT),), Step.REASON: (On(say, message=TEXT),)},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in (
        (view.Show, show),
        (view.State, state),
        (view.Override, override),
        (view.TakeBack, take_back),
        (view.Restore, restore),
    ):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
