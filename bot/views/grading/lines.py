"""What every page of a grading round says alike: names, outcomes, steps with their dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.grading.case import Stage
from bot.domain.grading.decision import Decision
from bot.domain.grading.grade import points
from bot.domain.grading.rule import OverQuota
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import names
from bot.texts.speech import Speech
from bot.views.callback import Callback, button
from bot.views.grading import word as grading_word
from bot.views.grading.word import word


@dataclass(frozen=True, slots=True)
class CaseOf(Callback, prefix="gn"):
    """A unit's case, as the reader may see it."""

    case: int


def open_button(case: int, say: Speech) -> InlineKeyboardButton:
    return button(say("grading-card-open"), CaseOf(case))


def grade_name(scheme: Scheme, grade: str, say: Speech) -> str:
    return word(names(scheme, grade), say)


def outcome(grade: Mapping[str, str] | None, score: int | None, say: Speech) -> str:
    """好（92.5 分）, 合格, or that no grade was given."""
    if grade is None:
        return say("grading-ungraded")
    if score is None:
        return word(grade, say)
    return say("grading-outcome", grade=word(grade, say), points=points(score))


def outcome_of(scheme: Scheme, decision: Decision, say: Speech) -> str:
    return outcome(names(scheme, decision.grade) if decision.grade else None, decision.score, say)


def why(data: Mapping[str, Any], say: Speech) -> list[str]:
    """Of `decision_facts`: the reason, and what it would be by the scheme."""
    if not data["reason"]:
        return []
    if data["computed"] is None:
        return [say("grading-decide-reason", reason=data["reason"])]
    return [say("grading-decide-reason-other", computed=word(data["computed"], say), reason=data["reason"])]


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
    return [
        quota({"grade": names(scheme, one.grade), "count": one.count, "most": one.most, "graded": one.graded}, say)
        for one in found
    ]


def quota(data: Mapping[str, Any], say: Speech) -> str:
    """A warning, from the data of a message."""
    numbers = {"count": data["count"], "most": data["most"], "graded": data["graded"]}
    return say("grading-over-quota", grade=word(data["grade"], say), **numbers)
