"""A case's page, and from step to step: one case, or all ready ones of a round."""

from bot.domain.grading.scheme_part import Step
from bot.handlers.context import App, Context
from bot.handlers.registering import member, on_taps
from bot.services.grading import card
from bot.services.grading import step as grading_step
from bot.views.grading import case as grading_case
from bot.views.grading import overview
from bot.views.grading import step as steps
from bot.views.grading import work as view
from bot.views.view import View


async def show(context: Context, button: grading_case.Open) -> View:
    found = await card.page(context.uow, context.request, button.case)
    return view.page(found, context.say)


async def move(context: Context, button: steps.Move) -> View:
    return await _move(context, button.case, member(Step, button.step), skip=False)


async def ask_move(context: Context, button: steps.AskMove) -> View:
    """The case's own page where it is no longer at that step."""
    found = await card.page(context.uow, context.request, button.case)
    step = member(Step, button.step)
    at = found.access.case.step is step and step in steps.FINAL and found.fault is None
    return steps.ask(button.case, found.access.unit.name, step, context.say) if at else view.page(found, context.say)


async def ask_skip(context: Context, button: steps.AskSkip) -> View:
    """The case's own page where the committee has nothing to go on without."""
    found = await card.page(context.uow, context.request, button.case)
    missing = found.fault if found.access.may_grade and found.access.case.step is Step.RATING else None
    lacks = missing is not None and missing.code in grading_step.SKIPPED
    return steps.ask_skip(found.access, missing, context.say) if missing and lacks else view.page(found, context.say)


async def skip(context: Context, button: steps.Skip) -> View:
    return await _move(context, button.case, Step.RATING, skip=True)


async def _move(context: Context, case: int, step: Step, *, skip: bool) -> View:
    result = await grading_step.move(context.uow, context.request, case, step, skip=skip)
    return steps.moved(result, context.say)


async def move_all(context: Context, button: steps.MoveAll) -> View:
    step = member(Step, button.step)
    if step in steps.FINAL and not button.mark:
        found = await grading_step.look_ready(context.uow, context.request, button.round, step)
    else:
        found = await grading_step.move_ready(context.uow, context.request, button.round, step, button.mark or None)
    asks = bool(found.units) and not found.done
    return overview.ask_moves(found, context.say) if asks else steps.moved_all(found, context.say)


def register(app: App) -> None:
    on_taps(app, show, ask_move, move, ask_skip, skip, move_all)
