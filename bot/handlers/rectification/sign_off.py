"""Sign-off after one more tap; a return after its reason and one more tap."""

from enum import StrEnum

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, Transition, register_conversation
from bot.handlers.registering import on_tap
from bot.services import reason_form
from bot.services.conversation import Form
from bot.services.rectification import sign_off
from bot.views.rectification import sign_off as view
from bot.views.view import View


class Step(StrEnum):
    REASON = reason_form.REASON
    SURE = reason_form.SURE


async def ask(context: Context, button: view.SignOff) -> View:
    result = await sign_off.ask(context.uow, context.request, button.item)
    return view.answered(result, context.say)


async def confirm(context: Context, button: view.Yes) -> View:
    result = await sign_off.confirm(context.uow, context.request, button.item, button.version)
    return view.answered(result, context.say)


async def return_(context: Context, button: view.Return) -> View | None:
    result = await sign_off.begin(context.uow, context.request, button.item)
    return view.decided(result, context.say) if result else None


async def reason(context: Context, now: Form) -> None:
    await reason_form.enter_reason(context.uow, context.request, sign_off.NAME, now.version, context.typed)


async def rewrite(context: Context, button: view.Rewrite) -> None:
    await reason_form.rewrite(context.uow, context.request, sign_off.NAME, button.version)


async def return_yes(context: Context, button: view.ReturnYes) -> View:
    result = await sign_off.return_(context.uow, context.request, button.version)
    return view.decided(result, context.say)


CONVERSATION = Conversation(
    name=sign_off.NAME,
    states={
        Step.REASON: (Transition.text(reason),),
        Step.SURE: (Transition.tap(view.ReturnYes, return_yes), Transition.choice(view.Rewrite, rewrite)),
    },
)


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    on_tap(app, view.SignOff, ask)
    on_tap(app, view.Yes, confirm)
    on_tap(app, view.Return, return_)
