"""Sign-off after one more tap; a return after its reason and one more tap."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services import reason_form
from bot.services.rectification import sign_off
from bot.views.rectification import sign_off as view
from bot.views.view import View


async def return_(context: Context, button: view.Return) -> View | None:
    """Begin returning an item to its owner, with a reason."""
    result = await sign_off.begin(context.uow, context.request, button.item)
    return view.decided(result, context.say) if result else None


async def rewrite(context: Context, button: view.Rewrite) -> None:
    """Ask for the reason once more."""
    await reason_form.rewrite(context.uow, context.request, sign_off.NAME, button.version)


CONVERSATION = Conversation(
    name=sign_off.NAME,
    states={
        reason_form.REASON: (text(enter_reason),),
        reason_form.SURE: (tap(ask(view.ReturnYes, sign_off.return_, view.decided)), choice(rewrite)),
    },
)


def register(app: App) -> None:
    """Register the handlers of sign-off and return."""
    register_conversation(app, CONVERSATION)
    asked = ask(view.SignOff, sign_off.ask, view.answered)
    on_taps(app, asked, ask(view.Yes, sign_off.confirm, view.answered), return_)
