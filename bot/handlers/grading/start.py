"""A committee starts a round: the card, the choice of branches, and the yes."""

from bot.domain.grading.start import StartStep
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.grading import start
from bot.views.grading import start as view
from bot.views.pick import Page, PickUnit
from bot.views.view import View


async def begin(context: Context, _: view.Begin | None = None) -> None:
    """Show the branches that can begin a round; ask first for which committee where there are several."""
    await start.begin(context.uow, context.request)


async def pick_unit(context: Context, button: PickUnit) -> None:
    """Choose the committee, whose branches are shown next."""
    await start.choose_unit(context.uow, context.request, button.version, button.unit)


async def of_year(context: Context, button: view.OfYear) -> Form:
    """Change the year that is graded: this one or the last."""
    return await start.of_year(context.uow, context.request, button.version, button.year)


async def tick(context: Context, button: view.Tick) -> Form:
    """Choose a branch for the round, or take it out again."""
    return await start.tick(context.uow, context.request, button.version, button.unit)


async def tick_all(context: Context, button: view.TickAll) -> Form:
    """Choose all branches for the round, or none."""
    return await start.tick_all(context.uow, context.request, button.version, chosen=bool(button.on))


async def page(context: Context, button: Page) -> Form:
    """Turn to another page of the list."""
    return await start.page(context.uow, context.request, button.version, button.number)


async def go(context: Context, button: view.Go) -> View:
    """Start the round with the chosen branches; their secretaries are told the steps and the dates."""
    result = await start.go(context.uow, context.request, context.installation, button.version)
    return view.started(result, context.say)


CONVERSATION = Conversation(
    name=start.NAME,
    states={
        StartStep.UNIT: (choice(pick_unit), tap(page)),
        StartStep.CARD: (tap(go), tap(tick), tap(tick_all), tap(of_year), tap(page)),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin)
