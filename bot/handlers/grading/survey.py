"""The survey is filled in: what is asked for, what was typed, what is removed."""

from bot.domain.grading.survey import SurveyKind
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import member
from bot.services.conversation import Form
from bot.services.grading import survey
from bot.views.grading import survey as view
from bot.views.view import View


async def enter(context: Context, button: view.Enter) -> None:
    """Ask for a number of the survey, or for facts, problems or suggestions in words."""
    await survey.begin(context.uow, context.request, button.case, member(SurveyKind, button.kind))


async def enter_text(context: Context, now: Form) -> View:
    """Store a number and ask for the next one that is missing, or store words with an entry in each line."""
    found = await survey.enter_text(context.uow, context.request, now.version, context.typed)
    return view.noted(found, context.say)


async def show(context: Context, button: view.Show) -> View:
    """Show what was entered in the survey, with a button to remove each entry."""
    found = await survey.show(context.uow, context.request, button.case)
    return view.filed(found, context.say)


async def drop(context: Context, button: view.Drop) -> View:
    """Remove an entry of the survey; a second tap changes nothing."""
    found = await survey.drop(context.uow, context.request, button.case, button.entry)
    return view.filed(found, context.say)


CONVERSATION = Conversation(name=survey.NAME, states={survey.WORDS: (text(enter_text),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, enter, show, drop)
