"""Exemption from attending: person, months, reason."""

import re

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.attendance import exemption
from bot.services.conversation import Form
from bot.views.attendance import exemption as view
from bot.views.view import View

NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)


async def of_unit(context: Context, button: view.Exempting) -> View:
    """Show the secretary which members are exempt from attending, and which ones can be."""
    result = await exemption.of_unit(context.uow, context.request, button.unit, button.page)
    return view.of_unit(result, context.say)


async def begin(context: Context, button: view.ExemptWho) -> None:
    """Ask for how many months a member is exempt; nobody exempts themselves."""
    await exemption.begin(context.uow, context.request, button.person)


async def picked(context: Context, button: view.ExemptMonths) -> None:
    """Take the number of months on the button, and ask for the reason."""
    await exemption.set_months(context.uow, context.request, button.months, button.version)


async def typed(context: Context, now: Form) -> None:
    """Take a typed number of months, and ask for the reason."""
    found = NUMBER.match(context.typed)
    if found is None:
        raise DomainError("months_between", most=exemption.LONGEST)
    await exemption.set_months(context.uow, context.request, int(found[0]), now.version)


async def reason(context: Context, now: Form) -> View:
    """Exempt the member from today for the typed reason; the member is told."""
    result = await exemption.give(context.uow, context.request, now.version, context.typed)
    return view.given(result, context.say)


async def end(context: Context, button: view.ExemptEnd) -> View:
    """End an exemption: from today the member is expected again; a second tap changes nothing."""
    result = await exemption.end(context.uow, context.request, button.exemption)
    return view.of_unit(result, context.say)


CONVERSATION = Conversation(
    name=exemption.NAME,
    states={
        exemption.MONTHS: (tap(picked), text(typed)),
        exemption.REASON: (text(reason),),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, of_unit, begin, end)
