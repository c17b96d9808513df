"""Checking in those without a phone; a reason that has no button is typed."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_taps
from bot.services.attendance import by_hand
from bot.services.conversation import Form
from bot.views.attendance import by_hand as view
from bot.views.view import View


async def missing(context: Context, button: view.Hand) -> View:
    """Show who is not yet checked in to the present session, in a new message, for those who may mark attendance."""
    result = await by_hand.of_meeting(context.uow, context.request, button.meeting)
    return view.missing(result, context.say, fresh=True)


async def page(context: Context, button: view.HandPage) -> View:
    """Turn to another page of those who are not yet checked in."""
    result = await by_hand.of_session(context.uow, context.request, button.session, button.page)
    return view.missing(result, context.say)


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


async def reason(context: Context, now: Form) -> View:
    """Check the person in for the typed reason; whoever has checked in meanwhile keeps their own check-in."""
    result = await by_hand.mark_typed(context.uow, context.request, context.settings, now.version, context.typed)
    return view.marked(result, context.say)


CONVERSATION = Conversation(name=by_hand.NAME, states={by_hand.REASON: (text(reason),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, missing, page, who, why)
