"""Closing by supervisor and teller; and the buttons that lead to what else follows voting."""

from telegram import InlineKeyboardButton

from bot.domain.rating.count import Fault
from bot.domain.rating.message import CloseAwaitsApproval, ClosingStopped, RatingEnded
from bot.domain.rating.model import Role, State
from bot.services.rating.close import Closing
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.renderer import renders
from bot.views.view import View


class Close(Callback, prefix="cb"):
    """Show what closing does, and how far it is agreed."""

    rating: int


class Void(Callback, prefix="cv"):
    """Show what voiding does, and how far it is agreed."""

    rating: int


class Result(Callback, prefix="cr"):
    """Show the result."""

    rating: int


class Paper(Callback, prefix="cp"):
    """Show the paper ballots: to hand out while voting is open, their totals afterwards."""

    rating: int
    page: int = 0


class Yes(Callback, prefix="cs"):
    """Approve the closing. `version`: of the rating that was shown."""

    rating: int
    version: int


def page(found: Closing, say: Speech) -> View:
    """Show how far closing is agreed, or that the rating is counted or closed."""
    rating = found.rating
    lines = [say("rating-close-moved")] if found.moved else []
    lines.append(head(found.unit, rating.title, say))
    if rating.state is State.CLOSED:
        lines.append(say("rating-close-closed"))
        return View("\n\n".join(lines), rows([result_button(rating.id, say)], home(say)))
    if rating.state is not State.ENDED:
        lines.append(say("rating-close-key-lost" if rating.fault else "rating-close-counting"))
        return View("\n\n".join(lines), rows(home(say)))
    lines += [say("rating-close-what"), stand(found.awaited, (Role.SUPERVISOR, Role.TELLER), say)]
    yes = [button(say("rating-close-yes"), Yes(rating.id, rating.version))] if found.may else []
    if not found.paper_agreed:
        lines.append(say("rating-close-paper-first", count=found.papers))
        yes = []
    paper = [button(say("rating-close-paper"), Paper(rating.id))] if found.papers else []
    return View("\n\n".join(lines), rows(yes, paper, home(say)))


def head(unit: str, title: str, say: Speech) -> str:
    """Name the unit and what is rated, at the head of a message."""
    return say("rating-close-head", unit=unit, matter=say.title(title))


def stand(awaited: frozenset[Role], roles: tuple[Role, ...], say: Speech) -> str:
    """Say who of the two has approved."""
    return "\n".join(
        say(f"rating-close-{'waits' if role in awaited else 'said'}", who=say(f"rating-close-{role.value}"))
        for role in roles
    )


def told_ended(message: RatingEnded, say: Speech) -> View:
    """Tell supervisor and teller that voting is over."""
    paper = [button(say("rating-close-paper"), Paper(message.rating))] if message.paper else []
    text = "\n\n".join([head(message.unit, message.title, say), say("rating-close-ended")])
    return View(text, rows([close_button(message.rating, say)], paper))


def told_waits(message: CloseAwaitsApproval, say: Speech) -> View:
    """Ask the other one to approve the closing."""
    text = "\n\n".join([head(message.unit, message.title, say), say("rating-close-asked", by=message.by)])
    return View(text, rows([close_button(message.rating, say)]))


def told_stopped(message: ClosingStopped, say: Speech) -> View:
    """Tell those who can void the rating why closing stopped."""
    text = "\n\n".join([head(message.unit, message.title, say), _stopped(message.fault, say)])
    return View(text, rows([button(say("rating-close-void"), Void(message.rating))], home(say)))


def _stopped(fault: Fault, say: Speech) -> str:
    if fault is Fault.KEY_LOST:
        return say("rating-close-key-lost")
    return say("rating-close-stopped", why=say(f"rating-close-fault-{fault.value}"))


def close_button(rating: int, say: Speech) -> InlineKeyboardButton:
    """Make the button that leads to closing."""
    return button(say("rating-close"), Close(rating))


def result_button(rating: int, say: Speech) -> InlineKeyboardButton:
    """Make the button that leads to the result."""
    return button(say("rating-close-result"), Result(rating))


RENDERERS = (
    renders(RatingEnded, told_ended),
    renders(CloseAwaitsApproval, told_waits),
    renders(ClosingStopped, told_stopped),
)
