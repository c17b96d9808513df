"""Sign-off after one more tap; a return after its reason and one more tap."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services import reason_form
from bot.services.rectification import sign_off
from bot.views.rectification import sign_off as view
from bot.views.view import View


async def ask(context: Context, button: view.SignOff) -> View:
    """Ask once more before an item is signed off."""
    result = await sign_off.ask(context.uow, context.request, button.item)
    return view.answered(result, context.say)


async def confirm(context: Context, button: view.Yes) -> View:
    """Sign the item off under its number; a second tap gives the same answer."""
    result = await sign_off.confirm(context.uow, context.request, button.item, button.version)
    return view.answered(result, context.say)


async def return_(context: Context, button: view.Return) -> View | None:
    """Begin returning an item to its owner, with a reason."""
    result = await sign_off.begin(context.uow, context.request, button.item)
    return view.decided(result, context.say) if result else None


async def rewrite(context: Context, button: view.Rewrite) -> None:
    """Ask for the reason once more."""
    await reason_form.rewrite(context.uow, context.request, sign_off.NAME, button.version)


async def return_yes(context: Context, button: view.ReturnYes) -> View:
    """Return the item to its owner, who is told the reason."""
    result = await sign_off.return_(context.uow, context.request, button.version)
    return view.decided(result, context.say)


CONVERSATION = Conversation(
    name=sign_off.NAME,
    states={
        reason_form.REASON: (text(enter_reason),),
        reason_form.SURE: (tap(return_yes), choice(rewrite)),
    },
)


def register(app: App) -> None:
    """Register the handlers of sign-off and return."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask, confirm, return_)
