"""/leave: what one may ask leave from, the reason, the answer."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.handlers.use_case import ask, if_any
from bot.services.attendance import leave
from bot.views.attendance import leave as view
from bot.views.view import View

overview = ask(view.Page, leave.overview, view.overview)


async def decide(context: Context, button: view.Grant | view.Refuse) -> View:
    """Grant or refuse a leave; the second to answer sees who was first."""
    grant = isinstance(button, view.Grant)
    result = await leave.decide(context.uow, context.request, button.meeting, button.person, grant=grant)
    return view.decided(result, context.say)


CONVERSATION = Conversation(name=leave.NAME, states={leave.REASON: (typed(leave.ask, view.asked),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_command_and_menu(app, "leave", overview)
    begin = ask(view.Ask, leave.begin, if_any(view.asked))
    on_taps(app, overview, begin, decide, ask(view.Withdraw, leave.withdraw, view.withdrawn))
