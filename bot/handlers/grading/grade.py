"""/grade: what grade the branch has, and how far its round is."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.grading import grade
from bot.services.grading.grade import UnitGrades
from bot.views.grading import grade as view
from bot.views.view import View


async def current(context: Context) -> View:
    return view.current(await of_own_unit(context), context.say)


async def history(context: Context, _: view.History) -> View:
    return view.history(await of_own_unit(context), context.say)


async def of_own_unit(context: Context) -> UnitGrades:
    return await grade.of_own_unit(context.uow, context.request, months=context.installation.months)


def register(app: App) -> None:
    on_command_and_menu(app, "grade", current)
    on_taps(app, history)
