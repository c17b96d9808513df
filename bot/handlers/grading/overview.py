"""The committee's page of a round, and what is done for all its units at once."""

from bot.domain.grading.scheme_part import Step
from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, member
from bot.services.grading import overview, whole_round
from bot.services.grading import step as grading_step
from bot.views.grading import overview as view
from bot.views.grading import step as steps
from bot.views.view import View


async def move_all(context: Context, button: steps.MoveAll) -> View:
    """Show which cases would go on to the next step; on the yes to it, move them."""
    step = member(Step, button.step)
    if step in steps.FINAL and not button.mark:
        found = await grading_step.preview_ready(context.uow, context.request, button.round, step)
    else:
        found = await grading_step.move_ready(context.uow, context.request, button.round, step, button.mark or None)
    asks = bool(found.units) and not found.done
    return view.ask_moves(found, context.say) if asks else steps.moved_all(found, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(
        app,
        ask(view.Overview, overview.of, view.page),
        move_all,
        ask(view.All, whole_round.perform, view.batch),
    )
