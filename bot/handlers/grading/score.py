"""A sheet of scores is filled in leaf by leaf, with deductions or full marks."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import member
from bot.services.conversation import Form
from bot.services.grading import score as grading_score
from bot.views.grading import score as view
from bot.views.view import View


async def show(context: Context, button: view.Sheet) -> View:
    """Show a sheet of scores, the unit's own or the committee's, to the secretary and the committee."""
    found = await grading_score.show(context.uow, context.request, button.case, member(ScoreSheetOwner, button.owner))
    return view.sheet(found, context.say)


async def score(context: Context, button: view.Score) -> View | None:
    """Ask what is deducted for an indicator: the chosen one, or the first that has no score."""
    leaf = "" if button.leaf == view.NEXT else button.leaf
    found = await grading_score.begin(
        context.uow, context.request, button.case, member(ScoreSheetOwner, button.owner), leaf
    )
    return view.sheet(found, context.say) if found else None


async def enter_text(context: Context, now: Form) -> View:
    """Store the typed deductions, and ask about the next indicator that has no score."""
    found = await grading_score.enter_text(context.uow, context.request, now.version, context.typed)
    return view.noted(found, context.say)


async def full(context: Context, button: view.Full) -> View:
    """Store full marks for the indicator that was asked about, and ask about the next one."""
    found = await grading_score.full(context.uow, context.request, button.version)
    return view.noted(found, context.say)


async def rest(context: Context, button: view.Rest) -> View:
    """Give full marks to every indicator that has no score; those that have one keep it."""
    found = await grading_score.rest_full(
        context.uow, context.request, button.case, member(ScoreSheetOwner, button.owner)
    )
    return view.sheet(found, context.say)


CONVERSATION = Conversation(name=grading_score.NAME, states={grading_score.LINES: (text(enter_text), tap(full))})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, show, score, rest)
