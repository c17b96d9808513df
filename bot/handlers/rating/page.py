"""/rating: the ratings that concern one, each with what one may do there now."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.rating import doubtful_account
from bot.services.rating import page as rating_page
from bot.views.rating import doubtful_account as doubtful_account_view
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
    found = await doubtful_account.elector_page(context.uow, context.request, button.rating, button.number)
    return doubtful_account_view.elector_page(found, context.say)


async def confirm(context: Context, button: doubtful_account_view.Confirm) -> View:
    """Let the supervisor confirm an elector's account, which may vote from now on and is invited."""
    found = await doubtful_account.confirm(context.uow, context.request, button.rating, button.person, button.account)
    return doubtful_account_view.elector_page(found, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "rating", listing)
    on_taps(app, listing, show, roll, confirm)
