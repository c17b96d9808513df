"""The form that asks until when a post is held."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.people import post_term
from bot.views.people import post_term as view
from bot.views.people.post import Term
from bot.views.view import View


async def begin(context: Context, button: Term) -> None:
    """Ask until when a post is held."""
    await post_term.begin(context.uow, context.request, button.post)


async def said(context: Context, now: Form) -> View:
    """Store the typed day until which the post is held."""
    change = await post_term.enter_text(context.uow, context.request, now.version, context.typed)
    return view.done(change, context.say)


async def cleared(context: Context, button: view.NoEnd) -> View:
    """Store that the post is held without an end."""
    change = await post_term.clear(context.uow, context.request, button.version)
    return view.done(change, context.say)


CONVERSATION = Conversation(name=post_term.NAME, states={post_term.UNTIL: (text(said), tap(cleared))})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin)
