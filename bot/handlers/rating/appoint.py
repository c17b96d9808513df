"""Before voting: supervisor and teller are named, and the rating is opened, taken back or sent back."""

from bot.domain.rating.model import Role
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, chosen, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.rating import appoint as rating_appoint
from bot.services.rating import withdraw as rating_withdraw
from bot.views.pick import Page, PickPerson
from bot.views.rating import open as open_view
from bot.views.rating import page as view
from bot.views.view import View


async def appoint(context: Context, button: view.Appoint) -> None:
    """Ask the committee above who shall be supervisor or teller."""
    await rating_appoint.begin(context.uow, context.request, context.installation, button.rating, button.role)


async def pick(context: Context, button: PickPerson) -> View:
    """Name the tapped person; the other role is asked for next, or the rating is shown."""
    card = await rating_appoint.choose(
        context.uow, context.request, context.installation, button.version, button.person
    )
    return chosen(context) if card is None else view.card(card, context.say)


async def search(context: Context, now: Form) -> View | None:
    """Name the person whose whole name was typed, or shorten the list to the names that fit."""
    card = await rating_appoint.search(context.uow, context.request, context.installation, now.version, context.typed)
    return view.card(card, context.say) if card is not None else None


async def page(context: Context, button: Page) -> Form:
    """Turn to another page of those who can have the role."""
    return await rating_appoint.page(context.uow, context.request, context.installation, button.version, button.number)


async def open_(context: Context, button: view.Open) -> View:
    """Have the rating opened by the process that holds the keys; a second tap shows how far that is."""
    card = await rating_appoint.open_(context.uow, context.request, context.installation, button.rating, button.version)
    return view.card(card, context.say)


async def ask_withdraw(context: Context, button: view.Withdraw) -> View:
    """Ask before a rating that is not open is taken back by its secretary or sent back by the committee."""
    found = await rating_withdraw.look(context.uow, context.request, button.rating)
    return open_view.withdrawal(found, context.say)


async def withdraw(context: Context, button: open_view.ConfirmWithdrawal) -> View:
    """Take the rating back, or send it back, and tell the other side; a second tap gets the same answer."""
    found = await rating_withdraw.yes(context.uow, context.request, button.rating)
    return open_view.withdrawal(found, context.say)


BY_NAME = (tap(pick), tap(page), text(search))
CONVERSATION = Conversation(name=rating_appoint.NAME, states={Role.SUPERVISOR: BY_NAME, Role.TELLER: BY_NAME})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, appoint, open_, ask_withdraw, withdraw)
