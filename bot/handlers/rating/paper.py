"""Paper ballots: whom they go to, and their paper_totals."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.rating import paper, paper_totals
from bot.views.rating import paper as view
from bot.views.rating.close import Paper
from bot.views.view import View


async def look(context: Context, button: Paper) -> View:
    """Show supervisor and teller who can get a paper ballot; after the vote, the totals and who approves them."""
    return await _page(context, button.rating, button.page)


async def _page(context: Context, rating: int, number: int = 0) -> View:
    found = await paper.look(context.uow, context.request, rating)
    return view.page(found, number, context.say)


async def issue(context: Context, button: view.Issue) -> View:
    """Ask before a paper ballot is issued; after the yes, that person can vote on paper alone."""
    step = paper.issue if button.sure else paper.ask
    found = await step(context.uow, context.request, button.rating, button.person)
    return view.issue(found, context.say)


async def yes(context: Context, button: view.Yes) -> View:
    """Approve the totals that the other of supervisor and teller has entered."""
    found = await paper.yes(context.uow, context.request, button.rating, button.version)
    return view.page(found, 0, context.say)


async def begin(context: Context, button: view.Enter) -> None:
    """Ask how many paper ballots came back; refused while voting goes on."""
    await paper_totals.begin(context.uow, context.request, button.rating)


async def returned(context: Context, now: Form) -> None:
    """Take how many paper ballots came back and how many of them are spoiled."""
    await paper_totals.enter_returned(context.uow, context.request, now.version, context.typed)


async def counts(context: Context, now: Form) -> None:
    """Take how many chose each answer of the next question; several questions may come at once, a line each."""
    await paper_totals.enter_counts(context.uow, context.request, now.version, context.typed)


async def again(context: Context, button: view.Again) -> None:
    """Begin the totals again from the first number."""
    await paper_totals.again(context.uow, context.request, button.version)


async def keep(context: Context, button: view.Keep) -> View:
    """Store the totals with the approval of whoever entered them, and ask the other one to check them."""
    rating = await paper_totals.keep(context.uow, context.request, button.version)
    return await _page(context, rating)


CONVERSATION = Conversation(
    name=paper_totals.NAME,
    states={
        paper_totals.RETURNED: (text(returned),),
        paper_totals.COUNTS: (text(counts),),
        paper_totals.SURE: (tap(keep), choice(again)),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, look, issue, yes, begin)
