"""Taking a rating back, or sending it back, before it opens: asked first, done by a second tap."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.rating import withdraw
from bot.views.rating import withdraw as view
from bot.views.rating.page import Withdraw
from bot.views.view import View


async def look(context: Context, button: Withdraw) -> View:
    found = await withdraw.look(context.uow, context.request, button.rating)
    return view.page(found, context.say)


async def yes(context: Context, button: view.Yes) -> View:
    found = await withdraw.yes(context.uow, context.request, button.rating)
    return view.page(found, context.say)


def register(app: App) -> None:
    on_taps(app, look, yes)
