"""What the pages of a grading round share: buttons to a case, names, outcomes, steps with their dates, deductions."""

from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton

from bot.domain.errors import DomainError
from bot.domain.grading.case import Stage
from bot.domain.grading.decision import Decision
from bot.domain.grading.grade import points
from bot.domain.grading.message import DecisionMessage, QuotaWarning
from bot.domain.grading.rule import OverQuota
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction
from bot.domain.grading.words import Names, name, names, with_names
from bot.services.grading.decide import quota_warning
from bot.texts.speech import Speech
from bot.views.callback import Callback, button
from bot.views.view import sentence

LONGEST_REASON = 120
"""Most characters of a reason in a list."""


class CaseOf(Callback, prefix="gn"):
    """Show the card of a case."""

    case: int


def card_button(case: int, say: Speech) -> InlineKeyboardButton:
    """A button to the card of a case."""
    return button(say("grading-card-open"), CaseOf(case))


def grade_name(scheme: Scheme, grade: str, say: Speech) -> str:
    """Return the name of a grade in the reader's language."""
    return name(scheme, grade, say.language)


def outcome(grade: Names | None, score: int | None, say: Speech) -> str:
    """Say a grade with its score: 好（92.5 分）, 合格, or that no grade was given."""
    if grade is None:
        return say("grading-ungraded")
    if score is None:
        return grade.name(say.language)
    return say("grading-outcome", grade=grade.name(say.language), points=points(score))


def outcome_of(scheme: Scheme, decision: Decision, say: Speech) -> str:
    """Say the grade and the score of a decision."""
    return outcome(names(scheme, decision.grade) if decision.grade else None, decision.score, say)


def why(message: DecisionMessage, say: Speech) -> list[str]:
    """Say the reason, if there is one, and the grade that the scheme would give."""
    if not message.reason:
        return []
    if message.computed is None:
        return [say("grading-decide-reason", reason=message.reason)]
    computed = message.computed.name(say.language)
    return [say("grading-decide-reason-other", computed=computed, reason=message.reason)]


def number(step: Step) -> int:
    """Return the number of a step, from 1."""
    return list(Step).index(step) + 1


def stage_line(stage: Stage, current: Step, today: date, say: Speech) -> str:
    """Say a step with its date: ✓ done, ▶ the present one, · to come."""
    facts = {"number": str(number(stage.step)), "step": step_name(stage.step, say)}
    if stage.done_at is not None and stage.step is not current:
        return say("grade-stage-done", day=say.day(say.local(stage.done_at).date()), **facts)
    if stage.done_at is not None:
        return say("grade-stage-over", day=say.day(say.local(stage.done_at).date()), **facts)
    if stage.step is not current:
        return say("grade-stage-ahead", day=say.day(stage.due_on), **facts)
    if stage.late(today):
        return say("grade-stage-late", day=say.day(stage.due_on), days=(today - stage.due_on).days, **facts)
    return say("grade-stage-now", day=say.day(stage.due_on), **facts)


def stages(found: Sequence[Stage], current: Step, today: date, say: Speech) -> str:
    """List the steps with their dates."""
    return "\n".join(stage_line(one, current, today, say) for one in found)


def over_quota(scheme: Scheme, found: Sequence[OverQuota], say: Speech) -> list[str]:
    """Warn of each quota that is exceeded."""
    return [quota(quota_warning(scheme, one), say) for one in found]


def quota(warning: QuotaWarning, say: Speech) -> str:
    """Warn of more units with a grade than the scheme wishes."""
    numbers = {"count": warning.count, "most": warning.most, "graded": warning.graded}
    return say("grading-over-quota", grade=warning.grade.name(say.language), **numbers)


class Open(Callback, prefix="gb"):
    """Show the page of a case, for those who work on it."""

    case: int


def work_button(case: int, say: Speech) -> InlineKeyboardButton:
    """A button to the page of a case."""
    return button(say("grading-open"), Open(case))


def former_grade(scheme: Scheme, written: str | None, say: Speech) -> str:
    """Say the last grade, by its name in this scheme or as it was written."""
    if written is None:
        return say("grading-former-none")
    code = scheme.grade_of(written)
    return name(scheme, code, say.language) if code else written


def step_name(one: Step, say: Speech) -> str:
    """Return the name of a step."""
    return say(f"grading-step-{one.value.replace('_', '-')}")


def refusal(error: DomainError, scheme: Scheme, say: Speech) -> str:
    """Say a refusal with the scheme's names."""
    return sentence(with_names(error, scheme, say.language), say)


def deductions(lines: Sequence[Deduction], say: Speech) -> list[str]:
    """List deductions with their reasons, shortened."""
    return [say("grading-deduction", points=points(one.tenths), reason=one.reason[:LONGEST_REASON]) for one in lines]
