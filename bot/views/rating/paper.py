"""Paper ballots: handed out to those without a phone, their totals entered by one and agreed by the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.rating.model import State
from bot.services.rating.paper import Issue as Issued
from bot.services.rating.paper import Page, Waiting
from bot.services.rating.paper import Paper as Totals
from bot.services.rating.totals import COUNTS, RETURNED
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.rating.close import Close, Paper, head
from bot.views.rating.vote import said
from bot.views.view import View

SHOWN = 8
"""People on one page."""


@dataclass(frozen=True, slots=True)
class Issue(Callback, prefix="cq"):
    """`sure` 0 asks once more before it is done."""

    rating: int
    person: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class Yes(Callback, prefix="ct"):
    """To the totals; `version`: of the rating that was shown."""

    rating: int
    version: int


@dataclass(frozen=True, slots=True)
class Enter(Callback, prefix="cpt"):
    """Begins the form that asks for the totals."""

    rating: int


@dataclass(frozen=True, slots=True)
class Keep(Callback, prefix="cpk"):
    """`version`: of the form whose totals were shown."""

    version: int


@dataclass(frozen=True, slots=True)
class Again(Callback, prefix="cpa"):
    """From the first number on."""

    version: int


def page(found: Page, number: int, say: Speech) -> View:
    """`number` of the page of people, from 0."""
    lines = [say("rating-close-moved")] if found.moved else []
    lines.append(head(found.unit, found.rating.title, say))
    if found.rating.state is State.OPEN:
        return _handing_out(found, number, lines, say)
    return _totals(found, lines, say)


def _handing_out(found: Page, number: int, lines: list[str], say: Speech) -> View:
    last = max(0, (len(found.waiting) - 1) // SHOWN)
    number = max(0, min(number, last))
    shown = found.waiting[number * SHOWN : (number + 1) * SHOWN]
    lines.append(say("rating-paper-whom" if found.waiting else "rating-paper-nobody"))
    if found.issued:
        lines.append(say("rating-paper-issued", count=found.papers, names=say.list(list(found.issued))))
    taps = [[button(_label(one, say), Issue(found.rating.id, one.person_id))] for one in shown]
    turn = pager(number, number < last, lambda to: Paper(found.rating.id, to), say)
    return View("\n\n".join(lines), rows(*taps, turn, home(say)))


def _label(one: Waiting, say: Speech) -> str:
    return say("rating-paper-doubtful" if one.doubt else "rating-paper-without-phone", name=one.name)


def _totals(found: Page, lines: list[str], say: Speech) -> View:
    rating, totals = found.rating, found.totals
    enter = [button(say("rating-paper-enter"), Enter(rating.id))] if found.papers else []
    lines.append(say("rating-paper-count", count=found.papers))
    if totals is None:
        lines.append(say("rating-paper-none-entered") if found.papers else say("rating-paper-none-issued"))
        return View("\n\n".join(lines), rows(enter, home(say)))
    questions = [
        (one.name(say.language), [each.name(say.language) for each in one.choices]) for one in rating.questions
    ]
    lines += [say("rating-paper-entered-by", by=found.by), _numbers(totals, questions, say)]
    if found.agreed:
        lines.append(say("rating-paper-agreed"))
        close = [button(say("rating-close"), Close(rating.id))]
        return View("\n\n".join(lines), rows(close, [_change(rating.id, say)], home(say)))
    lines.append(say("rating-paper-check" if found.may else "rating-paper-waits"))
    yes = [button(say("rating-paper-yes"), Yes(rating.id, rating.version))] if found.may else []
    return View("\n\n".join(lines), rows(yes, [_change(rating.id, say)], home(say)))


def _change(rating: int, say: Speech) -> InlineKeyboardButton:
    return button(say("rating-paper-change"), Enter(rating))


def _numbers(totals: Totals, questions: Sequence[tuple[str, list[str]]], say: Speech) -> str:
    counts = [list(one) for one in totals.counts]
    return _lines(totals.returned, totals.spoiled, counts, questions, say)


def _lines(
    returned: int,
    spoiled: int,
    counts: Sequence[Sequence[int]],
    questions: Sequence[tuple[str, list[str]]],
    say: Speech,
) -> str:
    lines = [say("rating-paper-returned", returned=returned, valid=returned - spoiled, spoiled=spoiled)]
    for (question, choices), row in zip(questions, counts, strict=True):
        each = [
            say("rating-paper-choice", choice=name, count=number) for name, number in zip(choices, row, strict=True)
        ]
        lines.append(say("rating-paper-question", question=said(question), counts=say.list(each)))
    return "\n".join(lines)


def issue(found: Issued, say: Speech) -> View:
    lines = [say("rating-paper-is-issued" if found.done else "rating-paper-sure", name=found.name)]
    lines += [say("rating-paper-few", name=found.name)] if found.few else []
    yes = button(say("rating-paper-issue"), Issue(found.rating.id, found.person_id, 1))
    back = [button(say("rating-paper-back"), Paper(found.rating.id))]
    return View("\n\n".join(lines), rows([] if found.done else [yes], back))


def prompt(data: dict[str, Any], say: Speech) -> View:
    draft, version = data["draft"], data["version"]
    lines = [head(draft["unit"], draft["title"], say)]
    if data["step"] == RETURNED:
        lines.append(say("rating-paper-how-many", issued=draft["issued"]))
        return View("\n\n".join(lines), rows([form.cancel_button(say)]))
    questions = [(_named(one, say), [_named(each, say) for each in one["choices"]]) for one in draft["questions"]]
    if data["step"] == COUNTS:
        place = len(draft["counts"])
        question, choices = questions[place]
        valid, example = draft["returned"] - draft["spoiled"], _example(len(choices), draft)
        lines.append(say("rating-paper-next", number=place + 1, of=len(questions), question=question))
        lines.append(say("rating-paper-type", choices=say.list(choices), valid=valid, example=example))
        return View("\n\n".join(lines), rows([form.cancel_button(say)]))
    lines += [
        _lines(draft["returned"], draft["spoiled"], draft["counts"], questions, say),
        say("rating-paper-keep-ask"),
    ]
    keep, again = button(say("rating-paper-keep"), Keep(version)), button(say("rating-paper-again"), Again(version))
    return View("\n\n".join(lines), rows([keep], [again, form.cancel_button(say)]))


def _example(choices: int, draft: dict[str, Any]) -> str:
    """All valid ones at the first answer: numbers that fit."""
    return " ".join([str(draft["returned"] - draft["spoiled"]), *("0" for _ in range(choices - 1))])


def _named(one: dict[str, Any], say: Speech) -> str:
    return str(one["en" if say.language == "en" else "zh"])


def told_issued(data: dict[str, Any], say: Speech) -> View:
    text = "\n\n".join([head(data["unit"], data["title"], say), say("rating-paper-told-issued")])
    return View(text, rows(home(say)))


def told_waits(data: dict[str, Any], say: Speech) -> View:
    text = "\n\n".join([head(data["unit"], data["title"], say), say("rating-paper-told-waits", by=data["by"])])
    return View(text, rows([button(say("rating-paper-look"), Paper(data["rating"]))]))


def told_agreed(data: dict[str, Any], say: Speech) -> View:
    text = "\n\n".join([head(data["unit"], data["title"], say), say("rating-paper-told-agreed")])
    return View(text, rows([button(say("rating-close"), Close(data["rating"]))]))


RENDERERS = {
    "form.paper": prompt,
    "rating.paper_issued": told_issued,
    "rating.paper_waits": told_waits,
    "rating.paper_agreed": told_agreed,
}
