"""What units still owe by the norms; calling it begins with the unit and the type."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.meeting import call as meeting_call
from bot.services.meeting import norm
from bot.views.attendance.ledger import Norms
from bot.views.meeting import norm as view
from bot.views.view import View


async def of_unit(context: Context, button: Norms) -> View:
    """Show which meetings a branch still owes by the norms; for a unit above, how many each branch below owes."""
    found = await norm.of_unit(context.uow, context.request, context.installation.meetings, button.unit)
    return view.page(found, context.say)


async def below(context: Context, button: view.Below) -> View:
    """Turn to another page of the branches below, each with how much it owes."""
    found = await norm.below(context.uow, context.request, context.installation.meetings, button.unit, button.page)
    return view.page(found, context.say)


async def call(context: Context, button: view.Call) -> None:
    """Begin to call a meeting that is owed: the unit and the type are known, the time is asked for."""
    await meeting_call.begin_with(context.uow, context.request, context.installation, button.unit, button.code)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, of_unit, below, call)
