"""The unit's own grade: proposed before the rating, and its opinion after it."""

from telegram import InlineKeyboardButton

from bot.domain.grading.grade import points
from bot.domain.grading.message import ProposalDraft
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.words import name
from bot.domain.message import Prompt
from bot.services.grading.self_assessment import NAME, ProposalOffer, StatedGrade
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, rows
from bot.views.grading.lines import work_button
from bot.views.renderer import prompts
from bot.views.view import View


class Choose(Callback, prefix="ge"):
    """Show which grades the unit can propose."""

    case: int


class Propose(Callback, prefix="gea"):
    """Propose a grade."""

    case: int
    grade: str


class Opine(Callback, prefix="gf"):
    """Ask for a grade, knowing the ballots."""

    case: int
    grade: str


def offer(found: ProposalOffer, say: Speech) -> View:
    """Offer the grades to propose, after the computed one."""
    case, scheme = found.access.case.id, found.access.scheme
    if found.computed is not None and found.score is not None:
        text = say(
            "grading-propose-computed", points=points(found.score), grade=name(scheme, found.computed, say.language)
        )
    else:
        text = say("grading-propose")
    grades = [button(one.name(say.language), Propose(case, one.code)) for one in scheme.grades]
    return View(text, rows(*grid(grades, 2), [work_button(case, say)]))


def opinions(case: int, scheme: Scheme, say: Speech) -> list[list[InlineKeyboardButton]]:
    """Offer the grades that the unit can ask for."""
    return grid([button(one.name(say.language), Opine(case, one.code)) for one in scheme.grades], 2)


def stated(found: StatedGrade, say: Speech) -> View:
    """Say which grade the unit has stated."""
    key = "grading-opinion-kept" if found.opinion else "grading-proposed"
    text = say(key, unit=found.access.unit.name, grade=name(found.access.scheme, found.grade, say.language))
    if found.reason:
        text += "\n" + say("grading-reason", reason=found.reason)
    return View(text, rows([work_button(found.access.case.id, say)]))


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask why another grade than the computed one is proposed."""
    draft = ProposalDraft.model_validate(asked.draft)
    grade, computed = draft.name.name(say.language), draft.computed.name(say.language)
    text = say("grading-propose-why", grade=grade, computed=computed)
    return form.ask(text, say)


RENDERERS = (prompts(NAME, prompt),)
