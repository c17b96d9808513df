"""The form that asks until when a post is held."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.people import post_term
from bot.views.people import post_term as view
from bot.views.people.post import Term

UNTIL = (typed(post_term.enter_text, view.done), tap(ask(view.NoEnd, post_term.clear, view.done)))
CONVERSATION = Conversation(name=post_term.NAME, states={post_term.UNTIL: UNTIL})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(Term, post_term.begin))
