"""The committee decides on a grade: one tap for the computed one, a reason and one more tap for another."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services import reason_form
from bot.services.grading import decide
from bot.views.grading import decide as view
from bot.views.view import View


async def choose(context: Context, button: view.Grade) -> View | None:
    """Decide on the tapped grade; another than the computed one needs a reason first."""
    result = await decide.choose(context.uow, context.request, button.case, button.version, button.grade)
    return view.decided(result, context.say) if result else None


async def yes(context: Context, button: view.Yes) -> View:
    """Decide on the grade that was shown together with its reason."""
    result = await decide.confirm(context.uow, context.request, button.version)
    return view.decided(result, context.say)


CONVERSATION = Conversation(
    name=decide.NAME, states={reason_form.REASON: (text(enter_reason),), reason_form.SURE: (tap(yes),)}
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, choose)
