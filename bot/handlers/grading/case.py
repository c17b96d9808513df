"""A unit's case: its card for everyone, its page for those who work on it, and going on to the next step."""

from bot.domain.grading.scheme_part import Step
from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.handlers.use_case import member
from bot.services.grading import case as grading_case
from bot.services.grading import step as grading_step
from bot.views.grading import case as view
from bot.views.grading import case_card
from bot.views.grading import step as steps
from bot.views.grading.lines import CaseOf, Open
from bot.views.view import View


async def show_card(context: Context, button: CaseOf) -> View:
    """Show everyone who may see a case its steps, the decision, the notice and the answered objections."""
    found = await grading_case.of(context.uow, context.request, button.case)
    return case_card.card(found, context.say)


async def show(context: Context, button: Open) -> View:
    """Show the secretary and the committee how far a case is, what its step still lacks, and what they can do now."""
    found = await grading_case.page(context.uow, context.request, button.case)
    return view.page(found, context.say)


async def move(context: Context, button: steps.Move) -> View:
    """Move a case on to its next step; where it has left the step already, show where it is."""
    return await _move(context, button.case, member(Step, button.step), skip=False)


async def ask_move(context: Context, button: steps.AskMove) -> View:
    """Ask before the step is left; show the page where the case is no longer at it."""
    found = await grading_case.page(context.uow, context.request, button.case)
    step = member(Step, button.step)
    at = found.access.case.step is step and step in steps.FINAL and found.fault is None
    return steps.ask(button.case, found.access.unit.name, step, context.say) if at else view.page(found, context.say)


async def ask_skip(context: Context, button: steps.AskSkip) -> View:
    """Ask before the rating is skipped; show the page where the committee has nothing to skip."""
    found = await grading_case.page(context.uow, context.request, button.case)
    missing = found.fault if found.access.may_grade and found.access.case.step is Step.RATING else None
    lacks = missing is not None and missing.code in grading_step.SKIPPED
    return steps.ask_skip(found.access, missing, context.say) if missing and lacks else view.page(found, context.say)


async def skip(context: Context, button: steps.Skip) -> View:
    """Let the committee move a case on without a rating's result or without the unit's opinion of it."""
    return await _move(context, button.case, Step.RATING, skip=True)


async def _move(context: Context, case: int, step: Step, *, skip: bool) -> View:
    result = await grading_step.move(context.uow, context.request, case, step, skip=skip)
    return steps.moved(result, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, show_card, show, ask_move, move, ask_skip, skip)
