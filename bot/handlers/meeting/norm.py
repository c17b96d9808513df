"""What units still owe by the norms; calling it begins with the unit and the type."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.meeting import call as meeting_call
from bot.services.meeting import norm
from bot.views.attendance.ledger import Norms
from bot.views.meeting import norm as view
from bot.views.view import View


async def of_unit(context: Context, button: Norms) -> View:
    found = await norm.of_unit(context.uow, context.request, context.installation.meetings, button.unit)
    return view.page(found, context.say)


async def below(context: Context, button: view.Below) -> View:
    found = await norm.below(context.uow, context.request, context.installation.meetings, button.unit, button.page)
    return view.page(found, context.say)


async def call(context: Context, button: view.Call) -> None:
    await meeting_call.begin_with(context.uow, context.request, context.installation, button.unit, button.code)


def register(app: App) -> None:
    on_taps(app, of_unit, below, call)
