"""/posts: who holds which; giving, ending and handing over, by buttons that carry their ids."""

from functools import partial

from bot.handlers.context import App
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.people import post, post_change
from bot.views.people import post as view

posts = ask(view.UnitList, post.overview, view.overview)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "posts", posts)
    on_taps(
        app,
        posts,
        ask(view.OfUnit, post.of_unit, view.of_unit),
        ask(view.Give, post.candidates, view.candidates),
        ask(view.GiveTo, post.proposal, view.proposal),
        ask(view.GiveYes, post_change.give, partial(view.done, what="given")),
        ask(view.Show, post.proposed_end, view.card),
        ask(view.End, post.proposed_end, view.question),
        ask(view.EndYes, post_change.end, partial(view.done, what="ended")),
        ask(view.HandOver, post.successors, view.candidates),
        ask(view.HandTo, post.proposed_end, view.question),
        ask(view.HandYes, post_change.hand_over, partial(view.done, what="handed")),
    )
