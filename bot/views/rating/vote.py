"""The ballot as its voter sees it: one question at a time, then everything once more, then only that it is in. The
buttons hold the answers, the text the comment; both are in no other place (decision 14)."""

from telegram import InlineKeyboardButton

from bot.domain.errors import DomainError
from bot.domain.rating.model import Question
from bot.domain.rating.vote import MARK, BallotDraft, commented, marked, replaced, unmarked
from bot.services.rating.vote import BallotView
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View, sentence

__all__ = ["MARK"]

SHORT, LABEL = 60, 30
"""Characters of a title on the last page, of a question's name on a button."""


class Open(Callback, prefix="vb"):
    """Show the ballot at its first question, without an answer. `key_tag` here and below: `Rating.key_tag`."""

    rating: int
    key_tag: str


class Fill(Callback, prefix="vq"):
    """Show the ballot with those answers (`domain.rating.vote.marked`): the next question, or all of it."""

    rating: int
    key_tag: str
    answers: str


class Change(Callback, prefix="vo"):
    """Change the answer to a question; `number` from 1, 0 asks to which."""

    rating: int
    key_tag: str
    answers: str
    number: int


class Confirm(Callback, prefix="vc"):
    """Cast the ballot with every answer; the comment stands in the message."""

    rating: int
    key_tag: str
    answers: str


class Electors(Callback, prefix="ve"):
    """List who may vote, never who has."""

    rating: int


class Promise(Callback, prefix="vp"):
    """Show in full what is promised and what is not."""

    rating: int


OfBallot = Open | Fill | Change | Confirm | Electors | Promise
PAGES = (Fill, Change, Confirm)
"""Buttons that only a ballot which is being filled in has."""


def of_ballot(data: object) -> OfBallot | None:
    """Return the button if it has to do with a ballot."""
    kinds: tuple[type[OfBallot], ...] = (Open, Fill, Change, Confirm, Electors, Promise)
    prefix = data.split(":")[0] if isinstance(data, str) else ""
    kind = next((one for one in kinds if one.prefix == prefix), None)
    return kind.unpack(str(data)) if kind is not None else None


def open_button(rating: int, key_tag: str, say: Speech) -> InlineKeyboardButton:
    """Make the button that opens the ballot."""
    return button(say("rating-vote-open"), Open(rating, key_tag))


def promise_button(rating: int, say: Speech) -> InlineKeyboardButton:
    """Make the button that shows the promise."""
    return button(say("rating-vote-promise-open"), Promise(rating))


def head(unit: str, matter: str, say: Speech) -> str:
    """Name the vote at the head of its message."""
    return say("rating-vote-head", unit=unmarked(unit), matter=unmarked(say.title(matter)))


def page(ballot: BallotView, comment: str, say: Speech) -> View:
    """Show the next question, or everything that was answered; only "recorded" where the ballot is in."""
    if ballot.recorded:
        return recorded(ballot.rating.id, say)
    if len(ballot.answers) < len(ballot.rating.questions):
        return _question(ballot, len(ballot.answers), comment, say)
    return _review(ballot, comment, say)


def change(ballot: BallotView, number: int, comment: str, say: Speech) -> View:
    """Show the question with that number, from 1; for any other number, ask which one it shall be."""
    complete = len(ballot.answers) == len(ballot.rating.questions)
    if ballot.recorded or not complete:
        return page(ballot, comment, say)
    if 1 <= number <= len(ballot.answers):
        return _question(ballot, number - 1, comment, say)
    marks, answered = marked(ballot.answers), enumerate(_answered(ballot, say), 1)
    rating, key_tag = ballot.rating.id, ballot.rating.key_tag
    lines = [[button(line, Change(rating, key_tag, marks, place))] for place, line in answered]
    text = f"{_ballot_head(ballot, say)}\n\n{say('rating-vote-which')}"
    return _ballot(text, [*lines, [_back(ballot, marks, say)]], comment, say)


def with_comment(text: str, comment: str, say: Speech) -> str:
    """Return the text of a ballot's message with that comment in it."""
    return commented(text, say("rating-vote-comment"), comment)


def blanked(draft: BallotDraft, say: Speech) -> View:
    """Leave neither choices nor progress in the message, before anything is written."""
    again = button(say("rating-vote-open-again"), Open(draft.rating, draft.key_tag))
    return View(say("rating-vote-recording"), rows([again]))


def recorded(rating: int, say: Speech) -> View:
    """Say that the ballot is in, the same for the first time and for every other."""
    text = say("rating-vote-recorded")
    return View(text, rows([promise_button(rating, say)], home(say)), protected=True)


def refused(draft: BallotDraft, error: DomainError, say: Speech) -> View:
    """Replace a ballot that cannot be cast; one of another rating is not offered again."""
    text = sentence(error, say)
    again = [] if error.code == "old_button" else [open_button(draft.rating, draft.key_tag, say)]
    return View(text, rows(again, home(say)), toast=text, alert=True, protected=True)


def _question(ballot: BallotView, place: int, comment: str, say: Speech) -> View:
    rating, answers = ballot.rating, ballot.answers
    asked = rating.questions[place]
    lines = [_ballot_head(ballot, say)]
    if len(rating.questions) > 1:
        lines.append(say("rating-vote-progress", number=place + 1, count=len(rating.questions)))
    lines.append(unmarked(asked.name(say.language)))
    choices = [
        [button(choice.name(say.language), Fill(rating.id, rating.key_tag, marked(replaced(answers, place, number))))]
        for number, choice in enumerate(asked.choices)
    ]
    return _ballot("\n\n".join(lines), [*choices, _leaving(ballot, place, say)], comment, say)


def _leaving(ballot: BallotView, place: int, say: Speech) -> list[InlineKeyboardButton]:
    """Make the button back to the question before, or to the last page where everything is answered already."""
    answers = ballot.answers
    if place < len(answers):
        return [_back(ballot, marked(answers), say)]
    return [_back(ballot, marked(answers[:-1]), say)] if answers else []


def _back(ballot: BallotView, marks: str, say: Speech) -> InlineKeyboardButton:
    return button(say("rating-vote-back"), Fill(ballot.rating.id, ballot.rating.key_tag, marks))


def _review(ballot: BallotView, comment: str, say: Speech) -> View:
    rating, key_tag, marks = ballot.rating, ballot.rating.key_tag, marked(ballot.answers)
    lines = [_ballot_head(ballot, say, short=True), say("rating-vote-review"), "\n".join(_answered(ballot, say))]
    if rating.comment:
        lines.append(say("rating-vote-how-to-comment"))
    others = [button(say("rating-vote-again"), Fill(rating.id, key_tag, ""))]
    if len(rating.questions) > 1:
        others.insert(0, button(say("rating-vote-change"), Change(rating.id, key_tag, marks, 0)))
    yes = button(say("rating-vote-confirm"), Confirm(rating.id, key_tag, marks))
    return _ballot("\n\n".join(lines), [[yes], others], comment, say)


def _ballot(text: str, lines: list[list[InlineKeyboardButton]], comment: str, say: Speech) -> View:
    return View(with_comment(text, comment, say), rows(*lines), protected=True)


def _answered(ballot: BallotView, say: Speech) -> list[str]:
    pairs = zip(ballot.rating.questions, ballot.answers, strict=True)
    return [f"{number}. {_answer(asked, answer, say)}" for number, (asked, answer) in enumerate(pairs, 1)]


def _answer(asked: Question, answer: int, say: Speech) -> str:
    name, choice = _short(said(unmarked(asked.name(say.language))), LABEL), asked.choices[answer].name(say.language)
    return say("rating-vote-answer", question=name, choice=choice)


def _ballot_head(ballot: BallotView, say: Speech, *, short: bool = False) -> str:
    matter = _short(ballot.rating.title, SHORT) if short else ballot.rating.title
    return head(ballot.unit, matter, say)


def said(question: str) -> str:
    """Return a question without its question mark, to stand before its answer."""
    return question.rstrip("？?")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
