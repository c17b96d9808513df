"""The secretary's buttons about accounts: the card, unbinding, yes and no to an account that waits."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.people import account, administrator
from bot.views.people import binding as view
from bot.views.people.invite import Bound
from bot.views.view import View


async def unbind_question(context: Context, button: view.Unbind) -> View:
    """Ask whether to unbind."""
    found = await account.card(context.uow, context.request, button.person)
    return view.unbind_question(found, button.account, context.say)


async def withdraw(context: Context, button: view.Withdraw) -> View:
    """Withdraw an administrator."""
    await administrator.withdraw(context.uow, context.request, button.account)
    return view.withdrawn(context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(
        app,
        ask(Bound, account.card, view.card),
        unbind_question,
        ask(view.UnbindYes, account.unbind, view.undone),
        ask(view.Confirm, account.confirm, view.confirmed),
        ask(view.Refuse, account.refuse, view.declined),
        withdraw,
    )
