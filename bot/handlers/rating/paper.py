"""Paper ballots: whom they go to, and their totals."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.rating import paper, paper_totals
from bot.views.rating import paper as view
from bot.views.rating.close import Paper
from bot.views.view import View


async def issue(context: Context, button: view.Issue) -> View:
    """Ask before a paper ballot is issued; after the yes, that person can vote on paper alone."""
    step = paper.issue if button.sure else paper.ask
    found = await step(context.uow, context.request, button.rating, button.person)
    return view.issue(found, context.say)


async def keep(context: Context, button: view.Keep) -> View:
    """Store the totals with the approval of whoever entered them, and ask the other one to check them."""
    rating = await paper_totals.keep(context.uow, context.request, button.version)
    return view.page(await paper.look(context.uow, context.request, rating), context.say)


CONVERSATION = Conversation(
    name=paper_totals.NAME,
    states={
        paper_totals.RETURNED: (typed(paper_totals.enter_returned),),
        paper_totals.COUNTS: (typed(paper_totals.enter_counts),),
        paper_totals.SURE: (tap(keep), choice(ask(view.Again, paper_totals.again))),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(
        app,
        ask(Paper, paper.look, view.page),
        issue,
        ask(view.Yes, paper.yes, view.page),
        ask(view.Enter, paper_totals.begin),
    )
