"""Voiding: the reason by one, the yes by the other."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services import reason_form
from bot.services.rating import voiding
from bot.views.rating import voiding as view
from bot.views.rating.close import Void
from bot.views.view import View


async def look(context: Context, button: Void) -> View:
    """Show supervisor and committee what voiding means, and whose approval of it is missing."""
    found = await voiding.look(context.uow, context.request, button.rating)
    return view.page(found, context.say)


async def begin(context: Context, button: view.Reason) -> None:
    """Ask why the rating is voided; everyone who may vote will read it."""
    await voiding.begin(context.uow, context.request, button.rating)


async def rewrite(context: Context, button: view.Rewrite) -> None:
    """Ask for the reason again."""
    await reason_form.rewrite(context.uow, context.request, voiding.NAME, button.version)


async def propose(context: Context, button: view.Propose) -> View:
    """Store the reason with the asker's approval, and ask the other side for theirs."""
    found = await voiding.propose(context.uow, context.request, button.version)
    return view.page(found, context.say)


async def yes(context: Context, button: view.Yes) -> View:
    """Approve the reason that was shown; once both sides have approved, the rating is void and nothing is counted."""
    found = await voiding.yes(context.uow, context.request, button.rating, button.version)
    return view.page(found, context.say)


CONVERSATION = Conversation(
    name=voiding.NAME,
    states={
        reason_form.REASON: (text(enter_reason),),
        reason_form.SURE: (tap(propose), choice(rewrite)),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, look, begin, yes)
