"""/leave: what one may ask leave from, the reason, the answer."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.attendance import leave
from bot.services.conversation import Form
from bot.views.attendance import leave as view
from bot.views.view import View


async def overview(context: Context, button: view.Page | None = None) -> View:
    """Answer /leave and its further pages: the meetings one may ask leave from, and what waits for a decision."""
    number = button.number if button is not None else 0
    result = await leave.overview(context.uow, context.request, number)
    return view.overview(result, context.say)


async def ask(context: Context, button: view.Ask) -> View | None:
    """Ask for the reason; where a leave was asked already, show how it stands."""
    result = await leave.begin(context.uow, context.request, button.meeting)
    return view.asked(result, context.say) if result is not None else None


async def reason(context: Context, now: Form) -> View:
    """Send the leave with its typed reason to those who decide on it."""
    result = await leave.ask(context.uow, context.request, now.version, context.typed)
    return view.asked(result, context.say)


async def decide(context: Context, button: view.Grant | view.Refuse) -> View:
    """Grant or refuse a leave; the second to answer sees who was first."""
    grant = isinstance(button, view.Grant)
    result = await leave.decide(context.uow, context.request, button.meeting, button.person, grant=grant)
    return view.decided(result, context.say)


async def withdraw(context: Context, button: view.Withdraw) -> View:
    """Take back one's own leave; those who decide are told, unless one has checked in already."""
    result = await leave.withdraw(context.uow, context.request, button.meeting)
    return view.withdrawn(result, context.say)


CONVERSATION = Conversation(name=leave.NAME, states={leave.REASON: (text(reason),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_command_and_menu(app, "leave", overview)
    on_taps(app, overview, ask, decide, withdraw)
