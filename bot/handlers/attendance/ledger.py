"""The ledger in chat: by meeting, by person, by month, and sums from above."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.attendance import ledger
from bot.services.attendance.ledger import Span
from bot.views.attendance import ledger as view
from bot.views.attendance.live_count import SheetOf


async def book(update: Update, context: Context) -> None:
    result = await ledger.menu(context.uow, context.request(update))
    context.show(update, view.menu(result, context.speech(update)))


async def book_button(update: Update, context: Context) -> None:
    tapped(update, view.Book)
    await book(update, context)


async def by_meeting(update: Update, context: Context) -> None:
    one = tapped(update, view.ByMeeting)
    result = await ledger.meetings(context.uow, context.request(update), one.unit, one.page)
    context.show(update, view.meetings(result, context.speech(update)))


async def sheet(update: Update, context: Context) -> None:
    one = tapped(update, view.MeetingSheet)
    result = await ledger.sheet(context.uow, context.request(update), one.meeting, one.page)
    context.show(update, view.sheet(result, context.speech(update)))


async def sheet_of(update: Update, context: Context) -> None:
    meeting = tapped(update, SheetOf).meeting
    result = await ledger.sheet(context.uow, context.request(update), meeting, 0)
    context.show(update, replace(view.sheet(result, context.speech(update)), fresh=True))


async def by_person(update: Update, context: Context) -> None:
    one = tapped(update, view.ByPerson)
    span = Span.numbered(one.span)
    result = await ledger.people(context.uow, context.request(update), one.unit, span, one.page)
    context.show(update, view.table(result, context.speech(update), below=False))


async def totals(update: Update, context: Context) -> None:
    one = tapped(update, view.Totals)
    span = Span.numbered(one.span)
    result = await ledger.totals(context.uow, context.request(update), one.unit, span, one.page)
    context.show(update, view.table(result, context.speech(update), below=True))


async def of_person(update: Update, context: Context) -> None:
    one = tapped(update, view.Person)
    result = await ledger.of_person(context.uow, context.request(update), one.person, one.year, one.page)
    context.show(update, view.of_person(result, context.speech(update)))


def register(app: App) -> None:
    for kind, handler in (
        (view.Book, book_button),
        (view.ByMeeting, by_meeting),
        (view.MeetingSheet, sheet),
        (SheetOf, sheet_of),
        (view.ByPerson, by_person),
        (view.Totals, totals),
        (view.Person, of_person),
    ):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
    desk.offer(app, "ledger", book)
