"""/grade: what grade the branch has, and how far its round is."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.grading import grade
from bot.services.grading.grade import UnitGrades
from bot.views.grading import grade as view


async def current(update: Update, context: Context) -> None:
    result = await of_own_unit(update, context)
    context.show(update, view.current(result, context.speech(update)))


async def history(update: Update, context: Context) -> None:
    tapped(update, view.History)
    result = await of_own_unit(update, context)
    context.show(update, view.history(result, context.speech(update)))


async def of_own_unit(update: Update, context: Context) -> UnitGrades:
    return await grade.of_own_unit(context.uow, context.request(update), months=context.installation.months)


def register(app: App) -> None:
    desk.offer(app, "grade", current)
    app.add_handler(CommandHandler("grade", current, filters.ChatType.PRIVATE))
    app.add_handler(CallbackQueryHandler(history, pattern=view.History.pattern()))
