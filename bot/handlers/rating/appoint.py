"""Before voting: supervisor and teller are named, and the rating is opened, taken back or sent back."""

from bot.domain.rating.model import Role
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, chosen, prompt, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, if_any
from bot.services.rating import appoint, withdraw
from bot.views.pick import Page, PickPerson
from bot.views.rating import open as open_view
from bot.views.rating import page as view
from bot.views.view import View


async def pick(context: Context, button: PickPerson) -> View:
    """Name the tapped person; the other role is asked for next, or the rating is shown."""
    card = await appoint.choose(context.uow, context.request, context.installation, button.version, button.person)
    return chosen(context) if card is None else view.card(card, context.say)


BY_NAME = (tap(pick), tap(ask(Page, appoint.page, prompt)), typed(appoint.search, if_any(view.card)))
CONVERSATION = Conversation(name=appoint.NAME, states={Role.SUPERVISOR: BY_NAME, Role.TELLER: BY_NAME})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(view.Appoint, appoint.begin),
        ask(view.Open, appoint.open_, view.card),
        ask(view.Withdraw, withdraw.look, open_view.withdrawal),
        ask(open_view.ConfirmWithdrawal, withdraw.yes, open_view.withdrawal),
    )
