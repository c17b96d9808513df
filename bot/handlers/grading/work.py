"""A case's page, and from step to step: one case, or all ready ones of a round."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Step
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.grading import card
from bot.services.grading import step as grading_step
from bot.views.grading import case as grading_case
from bot.views.grading import overview
from bot.views.grading import step as steps
from bot.views.grading import work as view


async def show(update: Update, context: Context) -> None:
    case = tapped(update, grading_case.Open).case
    found = await card.page(context.uow, context.request(update), case)
    context.show(update, view.page(found, context.speech(update)))


async def move(update: Update, context: Context) -> None:
    asked = tapped(update, steps.Move)
    await _move(update, context, asked.case, _step(asked.step), skip=False)


async def ask_move(update: Update, context: Context) -> None:
    """The case's own page where it is no longer at that step."""
    asked = tapped(update, steps.AskMove)
    found = await card.page(context.uow, context.request(update), asked.case)
    step, say = _step(asked.step), context.speech(update)
    at = found.bench.case.step is step and step in steps.FINAL and found.fault is None
    context.show(update, steps.ask(asked.case, found.bench.unit.name, step, say) if at else view.page(found, say))


async def ask_skip(update: Update, context: Context) -> None:
    """The case's own page where the committee has nothing to go on without."""
    case = tapped(update, steps.AskSkip).case
    found, say = await card.page(context.uow, context.request(update), case), context.speech(update)
    missing = found.fault if found.bench.grades and found.bench.case.step is Step.RATING else None
    lacks = missing is not None and missing.code in grading_step.SKIPPED
    context.show(update, steps.ask_skip(found.bench, missing, say) if missing and lacks else view.page(found, say))


async def skip(update: Update, context: Context) -> None:
    await _move(update, context, tapped(update, steps.Skip).case, Step.RATING, skip=True)


async def _move(update: Update, context: Context, case: int, step: Step, *, skip: bool) -> None:
    result = await grading_step.move(context.uow, context.request(update), case, step, skip=skip)
    context.show(update, steps.moved(result, context.speech(update)))


async def move_all(update: Update, context: Context) -> None:
    asked = tapped(update, steps.MoveAll)
    step, request, say = _step(asked.step), context.request(update), context.speech(update)
    if step in steps.FINAL and not asked.mark:
        found = await grading_step.look_ready(context.uow, request, asked.round, step)
    else:
        found = await grading_step.move_ready(context.uow, request, asked.round, step, asked.mark or None)
    asks = bool(found.units) and not found.done
    context.show(update, overview.ask_moves(found, say) if asks else steps.moved_all(found, say))


def _step(word: str) -> Step:
    """DomainError("old_button") for what is none."""
    if word not in frozenset(Step):
        raise DomainError("old_button")
    return Step(word)


def register(app: App) -> None:
    for kind, handler in (
        (grading_case.Open, show),
        (steps.AskMove, ask_move),
        (steps.Move, move),
        (steps.AskSkip, ask_skip),
        (steps.Skip, skip),
        (steps.MoveAll, move_all),
    ):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
