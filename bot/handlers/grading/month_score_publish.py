"""Months' scores are published: one by one, all at once, or again with a reason."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, enter_reason, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services import reason_form
from bot.services.grading import month_score_publish
from bot.views.grading import month_score as sheets
from bot.views.grading import month_score_publish as view
from bot.views.view import View


async def ask(context: Context, button: sheets.AskPublish) -> View | None:
    """Show a branch's score before it is published; one that was published before needs a reason first."""
    done = await month_score_publish.preview(
        context.uow, context.request, context.installation.months, button.unit, button.month
    )
    return view.asked(done, context.say) if done else None


async def publish(context: Context, button: view.Publish) -> View:
    """Publish a branch's score for the first time; its secretary is told."""
    done = await month_score_publish.publish(
        context.uow, context.request, context.installation.months, button.unit, button.month, button.version
    )
    return sheets.after(done, context.say)


async def all_(context: Context, button: sheets.AllOf) -> View:
    """Show what would be published; on the yes to it, publish it."""
    if button.mark:
        found = await month_score_publish.publish_all(
            context.uow, context.request, context.installation.months, button.month, button.mark
        )
    else:
        found = await month_score_publish.preview_all(
            context.uow, context.request, context.installation.months, button.month
        )
    return view.batch(found, context.say)


async def rewrite(context: Context, button: view.Rewrite) -> None:
    """Ask for the reason again."""
    await reason_form.rewrite(context.uow, context.request, month_score_publish.NAME, button.version)


async def yes(context: Context, button: view.Yes) -> View:
    """Publish a score again with its reason; where the sheet has changed meanwhile, show that instead."""
    done = await month_score_publish.confirm(context.uow, context.request, context.installation.months, button.version)
    return sheets.after(done, context.say)


CONVERSATION = Conversation(
    name=month_score_publish.NAME,
    states={
        reason_form.REASON: (text(enter_reason),),
        reason_form.SURE: (tap(yes), choice(rewrite)),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask, publish, all_)
