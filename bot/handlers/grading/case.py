"""A unit's case: its card for everyone, its page for those who work on it, and going on to the next step."""

from bot.domain.grading.scheme_part import Step
from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask, member
from bot.services.grading import case, step
from bot.views.grading import case as view
from bot.views.grading import case_card
from bot.views.grading import step as steps
from bot.views.grading.lines import CaseOf, Open
from bot.views.view import View


async def ask_move(context: Context, button: steps.AskMove) -> View:
    """Ask before the step is left; show the page where the case is no longer at it."""
    found = await case.page(context.uow, context.request, button.case)
    left = member(Step, button.step)
    at = found.access.case.step is left and left in steps.FINAL and found.fault is None
    return steps.ask(button.case, found.access.unit.name, left, context.say) if at else view.page(found, context.say)


async def skip(context: Context, button: steps.Skip) -> View:
    """Let the committee move a case on without a rating's result or without the unit's opinion of it."""
    result = await step.move(context.uow, context.request, button.case, Step.RATING, skip=True)
    return steps.moved(result, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(
        app,
        ask(CaseOf, case.of, case_card.card),
        ask(Open, case.page, view.page),
        ask_move,
        ask(steps.Move, step.move, steps.moved),
        ask(steps.AskSkip, case.page, view.skip),
        skip,
    )
