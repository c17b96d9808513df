"""Correcting an attendance: choose the person and the state, type the reason."""

from bot.domain.attendance.model import State
from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_taps
from bot.handlers.use_case import member
from bot.services.attendance import correction, ledger
from bot.services.conversation import Form
from bot.views.attendance import correction as view
from bot.views.view import View


async def whom(context: Context, button: view.CorrectList) -> View:
    """List the people of a meeting, for those who may correct their attendance."""
    sheet = await ledger.sheet(context.uow, context.request, button.meeting, button.page)
    if not sheet.correctable:
        raise DomainError("not_allowed")
    return view.whom(sheet, context.say)


async def to_what(context: Context, button: view.Correct) -> View:
    """Show a person's state at the meeting, what was corrected before, and the states to choose from."""
    result = await correction.correctable(context.uow, context.request, button.meeting, button.person)
    return view.to_what(result, context.say)


async def begin(context: Context, button: view.CorrectTo) -> None:
    """Ask why the attendance is corrected; refused for one's own, and where it is that state already."""
    state = member(State, button.state)
    await correction.begin(context.uow, context.request, button.session, button.person, state)


async def reason(context: Context, now: Form) -> View:
    """Correct the attendance for the typed reason; the person is told, and the old state is kept."""
    result = await correction.correct(context.uow, context.request, now.version, context.typed)
    return view.corrected(result, context.say)


CONVERSATION = Conversation(name=correction.NAME, states={correction.REASON: (text(reason),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, whom, to_what, begin)
