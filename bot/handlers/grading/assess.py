"""The committee states rules with evidence, overrides them with a reason, and takes both back with a tap."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.grading import assess
from bot.views.grading import assess as view
from bot.views.view import View


async def begin(context: Context, button: view.State | view.Override) -> None:
    """Ask for the evidence that a rule applies, or for the reason why it shall not."""
    override = isinstance(button, view.Override)
    await assess.begin(context.uow, context.request, button.case, button.rule, override=override)


async def drop(context: Context, button: view.TakeBack | view.Restore) -> View:
    """Remove the evidence of a rule, or the exception from it, so that the rule applies again."""
    override = isinstance(button, view.Restore)
    found = await assess.drop(context.uow, context.request, button.case, button.rule, override=override)
    return view.rules(found, context.say)


WORDS = (typed(assess.enter_text, view.rules),)
CONVERSATION = Conversation(name=assess.NAME, states={assess.EVIDENCE: WORDS, assess.REASON: WORDS})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Show, assess.show, view.rules), begin, drop)
