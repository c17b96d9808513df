"""Inviting people: who has no account yet, and a link for one of them."""

from bot.domain.people.binding import invite_link
from bot.handlers.context import App, Context
from bot.handlers.registering import on_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.people import invite
from bot.views.people import invite as view
from bot.views.view import View

places = ask(view.Units, invite.list_units, view.places)


async def make(context: Context, button: view.Make) -> View:
    """Make a link for a person."""
    made = await invite.create_personal(context.uow, context.request, button.person, context.settings.terms)
    address = invite_link(context.bot.username, made.token)
    return view.made(made, address, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_menu(app, "invite", places)
    on_taps(app, places, ask(view.People, invite.list_people, view.people), make)
