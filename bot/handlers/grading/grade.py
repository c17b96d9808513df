"""/grade: what grade the branch has, and how far its round is."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.grading import grade
from bot.services.grading.grade import UnitGrades
from bot.views.grading import grade as view
from bot.views.view import View


async def current(context: Context) -> View:
    """Answer /grade: the grade of one's unit, how far its round is, and the grades of the branches below."""
    return view.current(await of_own_unit(context), context.say)


async def history(context: Context, _: view.History) -> View:
    """Show the grades of all years of one's own unit."""
    return view.history(await of_own_unit(context), context.say)


async def of_own_unit(context: Context) -> UnitGrades:
    """Load the grades of the asker's unit and of the branches below it."""
    return await grade.of_own_unit(context.uow, context.request, months=context.installation.months)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "grade", current)
    on_taps(app, history)
