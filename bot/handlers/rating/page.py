"""/rating: the ratings that concern one, each with what one may do there now."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.rating import confirm as rating_confirm
from bot.services.rating import page as rating_page
from bot.views.rating import confirm as roll_view
from bot.views.rating import page as view
from bot.views.view import View


async def listing(context: Context, button: view.RatingList | None = None) -> View:
    """Answer /rating and its further pages: the ratings that concern the asker."""
    number = button.number if button is not None else 0
    found = await rating_page.listing(context.uow, context.request, number)
    return view.listing(found, context.say)


async def show(context: Context, button: view.Show) -> View:
    """Show a rating, with what the asker may do there now."""
    found = await rating_page.show(context.uow, context.request, context.installation.rating, button.rating)
    return view.card(found, context.say)


async def roll(context: Context, button: view.Roll) -> View:
    """Show the supervisor who may vote and whose account waits for a confirmation, never who has voted."""
    found = await rating_confirm.roll(context.uow, context.request, button.rating, button.number)
    return roll_view.roll(found, context.say)


async def confirm(context: Context, button: roll_view.Confirm) -> View:
    """Let the supervisor confirm an elector's account, which may vote from now on and is invited."""
    found = await rating_confirm.confirm(context.uow, context.request, button.rating, button.person, button.account)
    return roll_view.roll(found, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "rating", listing)
    on_taps(app, listing, show, roll, confirm)
