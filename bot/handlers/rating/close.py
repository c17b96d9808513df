"""Closing: supervisor and teller, one tap each."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.rating import close
from bot.views.rating import close as view
from bot.views.view import View


async def look(context: Context, button: view.Close) -> View:
    """Show supervisor and teller whose approval of the closing is missing; refused while voting goes on."""
    found = await close.look(context.uow, context.request, button.rating)
    return view.page(found, context.say)


async def yes(context: Context, button: view.Yes) -> View:
    """Approve the closing; once both have approved, the ballots are counted."""
    found = await close.yes(context.uow, context.request, button.rating, button.version)
    return view.page(found, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, look, yes)
