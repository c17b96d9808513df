"""The result of a rating: numbers, answers with their bars, the picture, the comments."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.domain.rating.count import YES
from bot.domain.rating.message import RatingClosed
from bot.domain.rating.model import Question, State, Turnout
from bot.domain.rating.result import Result, Tally
from bot.domain.rating.rules import LEAST
from bot.services.rating.result import Comments as Found
from bot.services.rating.result import Latest, Shown
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.rating.chart import group_name, numbers
from bot.views.rating.close import Result as OpenResult
from bot.views.rating.close import head
from bot.views.rating.voiding import why
from bot.views.rating.vote import said
from bot.views.renderer import renders
from bot.views.view import View

BAR = 10
"""Signs of a bar for all ballots."""


class Chart(Callback, prefix="crc"):
    """Show the result as a picture."""

    rating: int


class Comments(Callback, prefix="crw"):
    """Show a page of the comments."""

    rating: int
    page: int = 0


def shown(found: Shown, say: Speech) -> View:
    """Show the result as far as the reader may see it."""
    rating = found.rating
    lines = [head(found.unit, rating.title, say)]
    if rating.state is State.VOID:
        lines.append(why(rating.void_reason, say) if rating.void_reason else say("rating-voiding-done"))
        return View("\n\n".join(lines), rows(home(say)))
    lines += [numbers(rating.turnout, found.electors, say)] if rating.turnout else []
    lines += _verdict(found.result, rating.majority.needed(found.electors) if rating.majority else 0, say)
    lines += _answers(rating.questions, found.result, _why_none(rating.turnout, hidden=found.hidden), say)
    more = _more(rating.id, chart=found.result is not None, comments=found.comments, say=say)
    return View("\n\n".join(lines), rows(more, home(say)))


def _more(rating: int, *, chart: bool, comments: bool, say: Speech) -> list[InlineKeyboardButton]:
    pictures = [button(say("rating-result-chart"), Chart(rating))] if chart else []
    words = [button(say("rating-result-comments"), Comments(rating))] if comments else []
    return pictures + words


def picture(found: Shown, image: bytes, say: Speech) -> View:
    """Show the result's picture."""
    text = head(found.unit, found.rating.title, say)
    back = button(say("rating-result-back"), OpenResult(found.rating.id))
    return View(text, rows([back]), picture=image, fresh=True)


def comments(found: Found, say: Speech) -> View:
    """Show a page of the comments."""
    lines = [head(found.unit, found.rating.title, say)]
    lines.append(say("rating-result-comments-lead" if found.words else "rating-result-no-comments"))
    lines += [say("rating-result-comment", words=one) for one in found.words]
    turn = pager(found.number, found.more, lambda to: Comments(found.rating.id, to), say)
    back = [button(say("rating-result-back"), OpenResult(found.rating.id))]
    return View("\n\n".join(lines), rows(turn, back))


def latest(found: Latest, say: Speech) -> View:
    """Show the newest result, or say that no rating is over."""
    return shown(found.shown, say) if found.shown else View(say("rating-result-none-yet"), rows(home(say)))


def told_closed(message: RatingClosed, say: Speech) -> View:
    """Tell those concerned the result as far as they may see it."""
    turnout = Turnout(message.issued, message.returned, message.valid, message.spoiled)
    lines = [head(message.unit, message.title, say), say("rating-result-closed")]
    lines.append(numbers(turnout, message.electors, say))
    lines += _verdict(message.result, message.needed or 0, say)
    lines += _answers(message.questions, message.result, _why_none(turnout, hidden=not message.full), say)
    more = _more(message.rating, chart=message.result is not None, comments=message.comments, say=say)
    return View("\n\n".join(lines), rows(more, home(say)))


def _verdict(result: Result | None, needed: int, say: Speech) -> list[str]:
    """Say whether a motion is carried; `needed`: votes in favour that carry it."""
    if result is None or result.carried is None:
        return []
    key = "rating-result-carried" if result.carried else "rating-result-not-carried"
    return [say(key, yes=result.counts[0][YES], needed=needed)]


def _why_none(turnout: Turnout | None, *, hidden: bool) -> str:
    """Return the key of the sentence that explains why counts are missing."""
    if hidden:
        return "rating-result-hidden"
    enough = turnout is not None and turnout.valid >= LEAST
    return "rating-result-few-phones" if enough else "rating-result-too-few"


def _answers(questions: Sequence[Question], result: Result | None, without: str, say: Speech) -> list[str]:
    if result is None:
        return [say(without)]
    lines = [_tally(question, tally, say) for question, tally in zip(questions, result.counts, strict=True)]
    for voters, tallies in result.groups.items():
        lines.append(_group(group_name(voters, say), questions, tallies, say))
    return lines


def _tally(question: Question, tally: Tally, say: Speech) -> str:
    total = sum(tally.values()) or 1
    lines = [question.name(say.language)]
    for choice in question.choices:
        number = tally[choice.code]
        bar = "▇" * max(round(BAR * number / total), 1 if number else 0)
        percent = f"{number / total:.0%}"
        text = say("rating-result-line", choice=choice.name(say.language), bar=bar, count=number, percent=percent)
        lines.append(" ".join(text.split()))
    return "\n".join(lines)


def _group(name: str, questions: Sequence[Question], tallies: Sequence[Tally], say: Speech) -> str:
    lines = [say("rating-result-of-group", group=name, count=sum(tallies[0].values()))]
    for question, tally in zip(questions, tallies, strict=True):
        each = [
            say("rating-paper-choice", choice=one.name(say.language), count=tally[one.code]) for one in question.choices
        ]
        counts = say.list(each)
        lines.append(say("rating-paper-question", question=said(question.name(say.language)), counts=counts))
    return "\n".join(lines)


RENDERERS = (renders(RatingClosed, told_closed),)
