"""/rating: the ratings that concern one, each with what one may do there now."""

from bot.handlers.context import App
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.rating import doubtful_account, page
from bot.views.rating import doubtful_account as doubtful_account_view
from bot.views.rating import page as view

listing = ask(view.RatingList, page.listing, view.listing)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "rating", listing)
    on_taps(
        app,
        listing,
        ask(view.Show, page.show, view.card),
        ask(view.Roll, doubtful_account.elector_page, doubtful_account_view.elector_page),
        ask(doubtful_account_view.Confirm, doubtful_account.confirm, doubtful_account_view.elector_page),
    )
