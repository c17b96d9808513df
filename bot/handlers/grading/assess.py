"""The committee states rules with evidence, overrides them with a reason, and takes both back with a tap."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.grading import assess
from bot.views.grading import assess as view
from bot.views.view import View


async def show(context: Context, button: view.Show) -> View:
    """Show the committee which rules that limit the grade apply to a case, with their evidence."""
    found = await assess.show(context.uow, context.request, button.case)
    return view.rules(found, context.say)


async def begin(context: Context, button: view.State | view.Override) -> None:
    """Ask for the evidence that a rule applies, or for the reason why it shall not."""
    override = isinstance(button, view.Override)
    await assess.begin(context.uow, context.request, button.case, button.rule, override=override)


async def enter_text(context: Context, now: Form) -> View:
    """Keep the typed evidence or reason, and show the rules as they are now."""
    found = await assess.enter_text(context.uow, context.request, now.version, context.typed)
    return view.rules(found, context.say)


async def drop(context: Context, button: view.TakeBack | view.Restore) -> View:
    """Remove the evidence of a rule, or the exception from it, so that the rule applies again."""
    override = isinstance(button, view.Restore)
    found = await assess.drop(context.uow, context.request, button.case, button.rule, override=override)
    return view.rules(found, context.say)


CONVERSATION = Conversation(
    name=assess.NAME,
    states={assess.EVIDENCE: (text(enter_text),), assess.REASON: (text(enter_text),)},
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, show, begin, drop)
