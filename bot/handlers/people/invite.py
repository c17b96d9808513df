"""Inviting people: who has no account yet, and a link for one of them."""

from bot.domain.people.binding import invite_link
from bot.handlers.context import App, Context
from bot.handlers.registering import on_menu, on_taps
from bot.services.people import invite
from bot.services.people.invite import PeoplePage
from bot.views.people import invite as view
from bot.views.view import View


async def places(context: Context, button: view.Units | None = None) -> View:
    """List units, or the people of the only one."""
    number, bound = (button.page, bool(button.bound)) if button is not None else (0, False)
    found = await invite.list_units(context.uow, context.request, number, bound=bound)
    return view.people(found, context.say) if isinstance(found, PeoplePage) else view.places(found, context.say)


async def people(context: Context, button: view.People) -> View:
    """List a unit's people."""
    page = await invite.list_people(context.uow, context.request, button.unit, button.page, bound=bool(button.bound))
    return view.people(page, context.say)


async def make(context: Context, button: view.Make) -> View:
    """Make a link for a person."""
    made = await invite.create_personal(context.uow, context.request, button.person, context.settings.terms)
    address = invite_link(context.bot.username, made.token)
    return view.made(made, address, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_menu(app, "invite", places)
    on_taps(app, places, people, make)
