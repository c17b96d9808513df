"""A sheet of scores is filled in leaf by leaf, with deductions or full marks."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import member, on_taps
from bot.services.conversation import Form
from bot.services.grading import score as grading_score
from bot.views.grading import score as view
from bot.views.view import View


async def show(context: Context, button: view.Sheet) -> View:
    found = await grading_score.show(context.uow, context.request, button.case, member(ScoreSheetOwner, button.owner))
    return view.sheet(found, context.say)


async def score(context: Context, button: view.Score) -> View | None:
    leaf = "" if button.leaf == view.NEXT else button.leaf
    found = await grading_score.begin(
        context.uow, context.request, button.case, member(ScoreSheetOwner, button.owner), leaf
    )
    return view.sheet(found, context.say) if found else None


async def enter_text(context: Context, now: Form) -> View:
    found = await grading_score.enter_text(context.uow, context.request, now.version, context.typed)
    return view.noted(found, context.say)


async def full(context: Context, button: view.Full) -> View:
    found = await grading_score.full(context.uow, context.request, button.version)
    return view.noted(found, context.say)


async def rest(context: Context, button: view.Rest) -> View:
    found = await grading_score.rest_full(
        context.uow, context.request, button.case, member(ScoreSheetOwner, button.owner)
    )
    return view.sheet(found, context.say)


CONVERSATION = Conversation(name=grading_score.NAME, states={grading_score.LINES: (text(enter_text), tap(full))})


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    on_taps(app, show, score, rest)
