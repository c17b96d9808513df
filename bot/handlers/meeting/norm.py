"""What units still owe by the norms; calling it begins with the unit and the type."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.meeting import call as meeting_call
from bot.services.meeting import norm
from bot.views.attendance.ledger import Norms
from bot.views.meeting import norm as view
from bot.views.view import View


async def of_unit(update: Update, context: Context) -> None:
    unit = tapped(update, Norms).unit
    found = await norm.of_unit(context.uow, context.request(update), context.installation.meetings, unit)
    context.show(update, view.page(found, context.speech(update)))


async def below(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Below)
    request = context.request(update)
    found = await norm.below(context.uow, request, context.installation.meetings, wanted.unit, wanted.page)
    context.show(update, view.page(found, context.speech(update)))


async def call(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Call)
    request = context.request(update)
    await meeting_call.begin_with(context.uow, request, context.installation, wanted.unit, wanted.code)
    context.show(update, View())


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(of_unit, pattern=Norms.pattern()))
    app.add_handler(CallbackQueryHandler(below, pattern=view.Below.pattern()))
    app.add_handler(CallbackQueryHandler(call, pattern=view.Call.pattern()))
