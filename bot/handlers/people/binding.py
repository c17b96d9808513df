"""The secretary's buttons about accounts: the card, unbinding, yes and no to an account that waits."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.people import account, administrator
from bot.views.people import binding as view
from bot.views.people.invite import Bound
from bot.views.view import View


async def card(context: Context, button: Bound) -> View:
    """Show a person's account."""
    found = await account.card(context.uow, context.request, button.person)
    return view.card(found, context.say)


async def unbind_question(context: Context, button: view.Unbind) -> View:
    """Ask whether to unbind."""
    found = await account.card(context.uow, context.request, button.person)
    return view.unbind_question(found, button.account, context.say)


async def unbind(context: Context, button: view.UnbindYes) -> View:
    """Unbind the account."""
    owner = await account.unbind(context.uow, context.request, button.person, button.account)
    return view.undone(owner, context.say)


async def confirm(context: Context, button: view.Confirm) -> View:
    """Bind the account that waits."""
    owner = await account.confirm(context.uow, context.request, button.person, button.account)
    return view.confirmed(owner, context.say)


async def refuse(context: Context, button: view.Refuse) -> View:
    """Refuse the account that waits."""
    owner = await account.refuse(context.uow, context.request, button.person, button.account)
    return view.declined(owner, context.say)


async def withdraw(context: Context, button: view.Withdraw) -> View:
    """Withdraw an administrator."""
    await administrator.withdraw(context.uow, context.request, button.account)
    return view.withdrawn(context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, card, unbind_question, unbind, confirm, refuse, withdraw)
