"""The committee's page of a round, and what is done for all its units at once."""

from bot.handlers.context import App, Context
from bot.handlers.registering import member, on_taps
from bot.services.grading import overview, whole_round
from bot.services.grading.whole_round import BatchAction
from bot.views.grading import overview as view
from bot.views.view import View


async def show(context: Context, button: view.Overview) -> View:
    found = await overview.of(context.uow, context.request, button.round)
    return view.page(found, button.page, context.say)


async def all_(context: Context, button: view.All) -> View:
    """What would be done, and on the yes to it, done."""
    what = member(BatchAction, button.what)
    if button.mark:
        found = await whole_round.do(
            context.uow, context.request, context.installation, button.round, what, button.mark
        )
    else:
        found = await whole_round.look(context.uow, context.request, button.round, what)
    return view.batch(found, context.say)


def register(app: App) -> None:
    on_taps(app, show, all_)
