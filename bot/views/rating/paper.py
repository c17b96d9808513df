"""Paper ballots: handed out to those without a phone, their totals entered by one and approved by the other."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.domain.grading.scheme_part import Named
from bot.domain.grading.words import Names
from bot.domain.message import Prompt
from bot.domain.rating.count import Papers
from bot.domain.rating.message import (
    PaperAgreed,
    PaperAwaitsApproval,
    PaperDraft,
    PaperIssued,
    PaperQuestion,
    PaperTotalsDraft,
)
from bot.domain.rating.model import Question, State
from bot.services.rating.paper import Issue as Issued
from bot.services.rating.paper import Page, Waiting
from bot.services.rating.paper_totals import COUNTS, NAME, RETURNED
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.rating.close import Close, Paper, head
from bot.views.rating.vote import said
from bot.views.renderer import prompts, renders
from bot.views.view import View

SHOWN = 8
"""People on one page."""


class Issue(Callback, prefix="cq"):
    """Issue a paper ballot; `sure` 0 asks once more before it is done."""

    rating: int
    person: int
    sure: int = 0


class Yes(Callback, prefix="ct"):
    """Approve the totals. `version`: of the rating that was shown."""

    rating: int
    version: int


class Enter(Callback, prefix="cpt"):
    """Begin the form that asks for the totals."""

    rating: int


class Keep(Callback, prefix="cpk"):
    """Store the totals. `version`: of the form whose totals were shown."""

    version: int


class Again(Callback, prefix="cpa"):
    """Start again from the first number."""

    version: int


def page(found: Page, say: Speech) -> View:
    """Show those who can get a paper, or the totals."""
    lines = [say("rating-close-moved")] if found.moved else []
    lines.append(head(found.unit, found.rating.title, say))
    if found.rating.state is State.OPEN:
        return _handing_out(found, lines, say)
    return _totals(found, lines, say)


def _handing_out(found: Page, lines: list[str], say: Speech) -> View:
    last = max(0, (len(found.waiting) - 1) // SHOWN)
    number = max(0, min(found.number, last))
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
    lines += [say("rating-paper-entered-by", by=found.by), _numbers(totals, rating.questions, say)]
    if found.agreed:
        lines.append(say("rating-paper-agreed"))
        close = [button(say("rating-close"), Close(rating.id))]
        return View("\n\n".join(lines), rows(close, [_change(rating.id, say)], home(say)))
    lines.append(say("rating-paper-check" if found.may else "rating-paper-waits"))
    yes = [button(say("rating-paper-yes"), Yes(rating.id, rating.version))] if found.may else []
    return View("\n\n".join(lines), rows(yes, [_change(rating.id, say)], home(say)))


def _change(rating: int, say: Speech) -> InlineKeyboardButton:
    return button(say("rating-paper-change"), Enter(rating))


def _numbers(totals: Papers | PaperTotalsDraft, questions: Sequence[Question | PaperQuestion], say: Speech) -> str:
    numbers = {"returned": totals.returned, "valid": totals.valid, "spoiled": totals.spoiled}
    lines = [say("rating-paper-returned", **numbers)]
    for asked, counts in zip(questions, totals.counts, strict=True):
        choices: Sequence[Named | Names] = asked.choices
        each = [
            say("rating-paper-choice", choice=choice.name(say.language), count=count)
            for choice, count in zip(choices, counts, strict=True)
        ]
        question = said(asked.name(say.language))
        lines.append(say("rating-paper-question", question=question, counts=say.list(each)))
    return "\n".join(lines)


def issue(found: Issued, say: Speech) -> View:
    """Ask whether a paper ballot shall be issued, or say that it is."""
    lines = [say("rating-paper-is-issued" if found.done else "rating-paper-sure", name=found.name)]
    lines += [say("rating-paper-few", name=found.name)] if found.few else []
    yes = button(say("rating-paper-issue"), Issue(found.rating.id, found.person_id, 1))
    back = [button(say("rating-paper-back"), Paper(found.rating.id))]
    return View("\n\n".join(lines), rows([] if found.done else [yes], back))


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the numbers of the step, or show all of them once more."""
    if asked.step == RETURNED:
        draft = PaperDraft.model_validate(asked.draft)
        lines = [head(draft.unit, draft.title, say), say("rating-paper-how-many", issued=draft.issued)]
        return form.ask("\n\n".join(lines), say)
    totals = PaperTotalsDraft.model_validate(asked.draft)
    lines = [head(totals.unit, totals.title, say)]
    if asked.step == COUNTS:
        return form.ask("\n\n".join([*lines, *_next(totals, say)]), say)
    lines += [_numbers(totals, totals.questions, say), say("rating-paper-keep-ask")]
    keep = button(say("rating-paper-keep"), Keep(asked.version))
    again = button(say("rating-paper-again"), Again(asked.version))
    return View("\n\n".join(lines), rows([keep], [again, form.cancel_button(say)]))


def _next(totals: PaperTotalsDraft, say: Speech) -> list[str]:
    """Ask for the counts of the first question that has none; in the example all valid papers chose one answer."""
    place, asked = len(totals.counts), totals.questions[len(totals.counts)]
    choices = [one.name(say.language) for one in asked.choices]
    example = " ".join([str(totals.valid), *("0" for _ in choices[1:])])
    question = asked.name(say.language)
    return [
        say("rating-paper-next", number=place + 1, of=len(totals.questions), question=question),
        say("rating-paper-type", choices=say.list(choices), valid=totals.valid, example=example),
    ]


def told_issued(message: PaperIssued, say: Speech) -> View:
    """Tell an elector that they vote on paper from now on."""
    text = "\n\n".join([head(message.unit, message.title, say), say("rating-paper-told-issued")])
    return View(text, rows(home(say)))


def told_waits(message: PaperAwaitsApproval, say: Speech) -> View:
    """Ask the other one to approve the totals."""
    text = "\n\n".join([head(message.unit, message.title, say), say("rating-paper-told-waits", by=message.by)])
    return View(text, rows([button(say("rating-paper-look"), Paper(message.rating))]))


def told_agreed(message: PaperAgreed, say: Speech) -> View:
    """Tell supervisor and teller that both approve the totals."""
    text = "\n\n".join([head(message.unit, message.title, say), say("rating-paper-told-agreed")])
    return View(text, rows([button(say("rating-close"), Close(message.rating))]))


RENDERERS = (
    prompts(NAME, prompt),
    renders(PaperIssued, told_issued),
    renders(PaperAwaitsApproval, told_waits),
    renders(PaperAgreed, told_agreed),
)
