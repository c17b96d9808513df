"""The ledger in chat: by meeting, by person, by month, and sums from above."""

from dataclasses import replace

from bot.domain.attendance.ledger import Span
from bot.handlers.context import App, Context
from bot.handlers.registering import on_menu, on_taps
from bot.services.attendance import ledger
from bot.views.attendance import ledger as view
from bot.views.attendance.live_count import SheetOf
from bot.views.view import View


async def overview(context: Context, _: view.Home | None = None) -> View:
    """Show the asker's own attendance of this year, and the units whose ledger they may open."""
    result = await ledger.menu(context.uow, context.request)
    return view.menu(result, context.say)


async def by_meeting(context: Context, button: view.ByMeeting) -> View:
    """List a unit's meetings that have begun, newest first, with how many attended."""
    result = await ledger.meetings(context.uow, context.request, button.unit, button.page)
    return view.meetings(result, context.say)


async def sheet(context: Context, button: view.MeetingSheet) -> View:
    """Show the attendance at a meeting, by name or in sums, as far as the asker may see it."""
    result = await ledger.sheet(context.uow, context.request, button.meeting, button.page)
    return view.sheet(result, context.say)


async def sheet_of(context: Context, button: SheetOf) -> View:
    """Show the attendance at a meeting in a new message, so that the live count above it stays."""
    result = await ledger.sheet(context.uow, context.request, button.meeting, 0)
    return replace(view.sheet(result, context.say), fresh=True)


async def by_person(context: Context, button: view.ByPerson) -> View:
    """Show the attendance of each of a unit's people, over a month or a year."""
    span = Span.numbered(button.span)
    result = await ledger.people(context.uow, context.request, button.unit, span, button.page)
    return view.table(result, context.say, below=False)


async def totals(context: Context, button: view.Totals) -> View:
    """Show the attendance of the units below, over a month or a year, without names."""
    span = Span.numbered(button.span)
    result = await ledger.totals(context.uow, context.request, button.unit, span, button.page)
    return view.table(result, context.say, below=True)


async def of_person(context: Context, button: view.Person) -> View:
    """Show a person's year, meeting by meeting: one's own, or another's where one may see it."""
    result = await ledger.of_person(context.uow, context.request, button.person, button.year, button.page)
    return view.of_person(result, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, overview, by_meeting, sheet, sheet_of)
    on_taps(app, by_person, totals, of_person)
    on_menu(app, "ledger", overview)
