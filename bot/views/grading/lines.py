"""What every page of a grading round says alike: names, outcomes, steps with their dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardButton

from bot.domain.grading.case import Stage
from bot.domain.grading.decision import Decision
from bot.domain.grading.grade import points
from bot.domain.grading.message import DecisionMessage, QuotaWarning
from bot.domain.grading.rule import OverQuota
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import Names, name, names
from bot.services.grading.decide import quota_warning
from bot.texts.speech import Speech
from bot.views.callback import Callback, button
from bot.views.grading import word as grading_word


@dataclass(frozen=True, slots=True)
class CaseOf(Callback, prefix="gn"):
    """A unit's case, as the reader may see it."""

    case: int


def open_button(case: int, say: Speech) -> InlineKeyboardButton:
    return button(say("grading-card-open"), CaseOf(case))


def grade_name(scheme: Scheme, grade: str, say: Speech) -> str:
    return name(scheme, grade, say.language)


def outcome(grade: Names | None, score: int | None, say: Speech) -> str:
    """好（92.5 分）, 合格, or that no grade was given."""
    if grade is None:
        return say("grading-ungraded")
    if score is None:
        return grade.name(say.language)
    return say("grading-outcome", grade=grade.name(say.language), points=points(score))


def outcome_of(scheme: Scheme, decision: Decision, say: Speech) -> str:
    return outcome(names(scheme, decision.grade) if decision.grade else None, decision.score, say)


def why(message: DecisionMessage, say: Speech) -> list[str]:
    """The reason, if there is one, and the grade that the scheme would give."""
    if not message.reason:
        return []
    if message.computed is None:
        return [say("grading-decide-reason", reason=message.reason)]
    computed = message.computed.name(say.language)
    return [say("grading-decide-reason-other", computed=computed, reason=message.reason)]


def number(step: Step) -> int:
    return list(Step).index(step) + 1


def stage_line(stage: Stage, current: Step, today: date, say: Speech) -> str:
    """✓ done, ▶ where it is, · to come; each with its date."""
    facts = {"number": str(number(stage.step)), "step": grading_word.step(stage.step, say)}
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
    return "\n".join(stage_line(one, current, today, say) for one in found)


def over_quota(scheme: Scheme, found: Sequence[OverQuota], say: Speech) -> list[str]:
    return [quota(quota_warning(scheme, one), say) for one in found]


def quota(warning: QuotaWarning, say: Speech) -> str:
    """Warn of more units with a grade than the scheme wishes."""
    numbers = {"count": warning.count, "most": warning.most, "graded": warning.graded}
    return say("grading-over-quota", grade=warning.grade.name(say.language), **numbers)
