"""Checking in those without a phone; a reason that has no button is typed."""

from functools import partial

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.attendance import by_hand
from bot.views.attendance import by_hand as view
from bot.views.view import View


async def who(context: Context, button: view.HandWho) -> View:
    """Ask why a person is checked in by somebody else; nobody may do it for themselves."""
    name = await by_hand.who(context.uow, context.request, context.settings, button.session, button.person)
    return view.why(name, button.session, button.person, context.say)


async def why(context: Context, button: view.HandReason) -> View | None:
    """Check the person in for the tapped reason; "another reason" asks for it in words."""
    settings = context.settings
    if not button.reason:
        await by_hand.begin(context.uow, context.request, settings, button.session, button.person)
        return None
    result = await by_hand.mark(context.uow, context.request, settings, button.session, button.person, button.reason)
    return view.marked(result, context.say)


CONVERSATION = Conversation(name=by_hand.NAME, states={by_hand.REASON: (typed(by_hand.mark_typed, view.marked),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    missing = ask(view.Hand, by_hand.of_meeting, partial(view.missing, fresh=True))
    on_taps(app, missing, ask(view.HandPage, by_hand.of_session, view.missing), who, why)
