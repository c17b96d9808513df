"""Sign-off after one more tap; a return after its reason and one more tap."""

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
from bot.services.rectification import sign_off
from bot.views.rectification import sign_off as view
from bot.views.view import View


class Step(StrEnum):
    REASON = reason_form.REASON
    SURE = reason_form.SURE


async def ask(update: Update, context: Context) -> None:
    item = tapped(update, view.SignOff).item
    result = await sign_off.ask(context.uow, context.request(update), item)
    context.show(update, view.answered(result, context.speech(update)))


async def confirm(update: Update, context: Context) -> None:
    yes = tapped(update, view.Yes)
    result = await sign_off.confirm(context.uow, context.request(update), yes.item, yes.version)
    context.show(update, view.answered(result, context.speech(update)))


async def return_(update: Update, context: Context) -> None:
    item = tapped(update, view.Return).item
    result = await sign_off.begin(context.uow, context.request(update), item)
    context.show(update, view.decided(result, context.speech(update)) if result else View())


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await reason_form.say(context.uow, context.request(update), sign_off.NAME, now.version, text)


async def rewrite(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.Rewrite).version
    await reason_form.rewrite(context.uow, context.request(update), sign_off.NAME, version)
    chosen(update, context)


async def return_yes(update: Update, context: Context, _: Form) -> None:
    version = tapped(update, view.ReturnYes).version
    result = await sign_off.return_(context.uow, context.request(update), version)
    context.show(update, view.decided(result, context.speech(update)))


CONVERSATION = Conversation(
    name=sign_off.NAME,
    entry=by_button,
    states={
        Step.REASON: (On(reason, message=TEXT),),
        Step.SURE: (On(return_yes, button=view.ReturnYes), On(rewrite, button=view.Rewrite)),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.SignOff, ask), (view.Yes, confirm), (view.Return, return_)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
