"""The months' scores: the list, a branch's sheet, and the form for an aspect's deductions."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.grading import month_score, month_score_enter
from bot.views.grading import month_score as view
from bot.views.view import View


async def months(context: Context, button: view.Months) -> View:
    """List the branches that the committee scores in a month, each with its score and whether that is published."""
    found = await month_score.of_month(context.uow, context.request, context.installation.months, button.month)
    return view.page(found, button.page, context.say)


async def card(context: Context, button: view.Card) -> View:
    """Show the committee a branch's score sheet of a month."""
    found = await month_score.card(context.uow, context.request, context.installation.months, button.unit, button.month)
    return view.card(found, context.say)


async def all_full(context: Context, button: view.AllFull) -> View:
    """Begin a branch's month with full marks for every aspect; one that is begun stays as it is."""
    done = await month_score_enter.all_full(
        context.uow, context.request, context.installation.months, button.unit, button.month
    )
    return view.after(done, context.say)


async def aspect(context: Context, button: view.Aspect) -> None:
    """Ask what is deducted for an aspect; a month that is over can be corrected, not begun."""
    await month_score_enter.begin(
        context.uow, context.request, context.installation.months, button.unit, button.month, button.aspect
    )


async def enter_text(context: Context, now: Form) -> View:
    """Store the typed deductions, each with its reason, and show the sheet."""
    done = await month_score_enter.enter_text(
        context.uow, context.request, context.installation.months, now.version, context.typed
    )
    return view.after(done, context.say)


async def full(context: Context, button: view.Full) -> View:
    """Store full marks for the aspect that was asked about, and show the sheet."""
    done = await month_score_enter.full(context.uow, context.request, context.installation.months, button.version)
    return view.after(done, context.say)


CONVERSATION = Conversation(
    name=month_score_enter.NAME, states={month_score_enter.LINES: (text(enter_text), tap(full))}
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, months, card, all_full, aspect)
