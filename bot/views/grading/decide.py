"""The committee's decision: the grades to choose from, the reason of another than the computed one, the messages."""

from telegram import InlineKeyboardButton

from bot.domain.errors import DomainError
from bot.domain.grading.message import DecisionDraft, GradeDecided, RoundDecided
from bot.domain.grading.scheme import Scheme
from bot.domain.message import Prompt
from bot.services.grading.access import CaseAccess
from bot.services.grading.decide import NAME, NO_GRADE, DecisionResult
from bot.services.grading.summary import Summary
from bot.services.reason_form import REASON
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, rows
from bot.views.grading.lines import card_button, grade_name, outcome, outcome_of, over_quota, quota, why
from bot.views.grading.notice import ask_button
from bot.views.grading.overview import Overview
from bot.views.renderer import prompts, renders
from bot.views.view import View


class Grade(Callback, prefix="go"):
    """Decide on that grade; empty: leave the unit ungraded. `version`: of the case that was shown."""

    case: int
    version: int
    grade: str


class Yes(Callback, prefix="gt"):
    """Decide with the reason that is shown. `version`: of the form."""

    version: int


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the reason of another grade than the computed one; then for the yes to it."""
    draft = DecisionDraft.model_validate(asked.draft)
    grade = draft.names.name(say.language) if draft.names else say("grading-ungraded")
    head = say("grading-decide-head", unit=draft.unit, grade=grade)
    if draft.computed is not None:
        computed = draft.computed.name(say.language)
        head = say("grading-decide-head-other", unit=draft.unit, grade=grade, computed=computed)
    warned = [quota(one, say) for one in draft.over]
    if asked.step == REASON:
        return form.ask("\n".join([head, *warned, say("grading-decide-why")]), say)
    lines = [head, *warned, say("grading-decide-reason", reason=draft.reason), say("grading-decide-sure")]
    yes = button(say("grading-decide-yes"), Yes(asked.version))
    return form.ask("\n".join(lines), say, [yes])


def decided(result: DecisionResult, say: Speech) -> View:
    """Show how the case is decided, and the quotas that are exceeded."""
    access, decision = result.access, result.decision
    key = "grading-decide-was" if result.again else "grading-decide-done"
    lines = [say(key, unit=access.unit.name, outcome=outcome_of(access.scheme, decision, say))]
    if decision.reason:
        lines.append(say("grading-decide-reason", reason=decision.reason))
    lines += over_quota(access.scheme, result.over, say)
    back = button(say("grading-overview-open"), Overview(access.round.id, 0))
    return View("\n".join(lines), rows([ask_button(access.case.id, say)], [card_button(access.case.id, say)], [back]))


def grade_decided(message: GradeDecided, say: Speech) -> View:
    """Tell a colleague of the committee what was decided."""
    shown = outcome(message.grade, message.score, say)
    lines = [say("grading-decide-told", unit=message.unit, year=str(message.year), outcome=shown), *why(message, say)]
    return View("\n".join(lines), rows([card_button(message.case, say)]))


def round_decided(message: RoundDecided, say: Speech) -> View:
    """Tell a colleague of the committee how many units were decided at once."""
    text = say("grading-decide-told-all", year=str(message.year), count=message.count)
    return View(text, rows([button(say("grading-overview-open"), Overview(message.round, 0))]))


def choices(access: CaseAccess, found: Summary, say: Speech) -> list[list[InlineKeyboardButton]]:
    """Offer the computed grade first, then those that no rule in force forbids, then none at all."""
    case, scheme = access.case, access.scheme
    computed = found.computed.grade if found.computed else None
    allowed = _allowed(scheme, found)
    first = [_grade(access, computed, "grading-decide-computed", say)] if computed else []
    key = "grading-decide-other" if scheme.points else "grading-decide-grade"
    others = [_grade(access, one, key, say) for one in allowed if one != computed]
    none = [button(say("grading-decide-none"), Grade(case.id, case.version, NO_GRADE))]
    return [first, *grid(others, 2), none]


def _allowed(scheme: Scheme, found: Summary) -> list[str]:
    try:
        limit = found.by_rule().limit
    except DomainError:
        return []
    return [one.code for one in scheme.grades if scheme.rank[one.code] >= scheme.rank[limit]]


def _grade(access: CaseAccess, grade: str, key: str, say: Speech) -> InlineKeyboardButton:
    text = say(key, grade=grade_name(access.scheme, grade, say))
    return button(text, Grade(access.case.id, access.case.version, grade))


RENDERERS = (prompts(NAME, prompt), renders(GradeDecided, grade_decided), renders(RoundDecided, round_decided))
