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
    result = await ledger.menu(context.uow, context.request)
    return view.menu(result, context.say)


async def by_meeting(context: Context, button: view.ByMeeting) -> View:
    result = await ledger.meetings(context.uow, context.request, button.unit, button.page)
    return view.meetings(result, context.say)


async def sheet(context: Context, button: view.MeetingSheet) -> View:
    result = await ledger.sheet(context.uow, context.request, button.meeting, button.page)
    return view.sheet(result, context.say)


async def sheet_of(context: Context, button: SheetOf) -> View:
    result = await ledger.sheet(context.uow, context.request, button.meeting, 0)
    return replace(view.sheet(result, context.say), fresh=True)


async def by_person(context: Context, button: view.ByPerson) -> View:
    span = Span.numbered(button.span)
    result = await ledger.people(context.uow, context.request, button.unit, span, button.page)
    return view.table(result, context.say, below=False)


async def totals(context: Context, button: view.Totals) -> View:
    span = Span.numbered(button.span)
    result = await ledger.totals(context.uow, context.request, button.unit, span, button.page)
    return view.table(result, context.say, below=True)


async def of_person(context: Context, button: view.Person) -> View:
    result = await ledger.of_person(context.uow, context.request, button.person, button.year, button.page)
    return view.of_person(result, context.say)


def register(app: App) -> None:
    on_taps(app, overview, by_meeting, sheet, sheet_of)
    on_taps(app, by_person, totals, of_person)
    on_menu(app, "ledger", overview)
