"""The committee decides on a grade: the computed one, another one with its reason, or none with a reason."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Decision
from bot.domain.grading.message import DecisionDraft, DecisionFacts, GradeDecided, QuotaWarning
from bot.domain.grading.record import basis
from bot.domain.grading.rule import ComputedGrade, OverQuota, ReasonedGrade, over_quota
from bot.domain.grading.rule import decide as decide_by
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import names, naming_refusals
from bot.domain.installation.audit import sealed
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import CaseAccess
from bot.services.grading.summary import Summary, of_case, summary
from bot.services.reason_form import REASON, SURE
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import notice
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME = "grading_decide"
NO_GRADE = ""
"""Stands for a grade in buttons: left ungraded."""


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """How a case is decided. `over`: the quotas that are exceeded; `again`: it was not this tap that decided it."""

    access: CaseAccess
    decision: Decision
    over: tuple[OverQuota, ...]
    again: bool = False


async def unpublished(cx: Connection, case_id: int) -> Decision | None:
    """Return the latest decision while no notice has shown it, what it rests on is unchanged and the rules allow it."""
    found = await grading_decision.latest(cx, case_id)
    shown = {one.decision_id for one in await notice.of_case(cx, case_id)}
    if found is None or found.id in shown:
        return None
    return found if await _holds(cx, found) else None


async def _holds(cx: Connection, decision: Decision) -> bool:
    """Tell whether it still holds: scores, facts and ballots can change until the notice."""
    case = await grading.get(cx, decision.case_id)
    if case is None:
        return False
    found = await of_case(cx, case, await grading.scheme(cx, case.digest))
    if decision.basis != basis(found.entered, found.circumstances):
        return False
    try:
        by_rule = _by_rule(found, decision.grade or NO_GRADE)
        _check(found.scheme, by_rule, decision.grade or NO_GRADE, decision.reason or "")
    except DomainError:
        return False
    return (found.score, by_rule.grade if by_rule else None) == (decision.score, decision.computed)


async def warnings(cx: Connection, access: CaseAccess, grade: str | None) -> tuple[OverQuota, ...]:
    """Return the quotas that the committee's units in that year exceed if this one gets that grade."""
    return over_quota(access.scheme, [*await _others(cx, access, {access.unit.id}), grade])


async def _others(cx: Connection, access: CaseAccess, but: Collection[int]) -> list[str | None]:
    """List the grades of the committee's other units in that year, decided under the same scheme."""
    decided = await grading_decision.of_year(cx, access.round.unit_id, access.round.year, access.scheme.code)
    return [grade for unit_id, grade in decided.items() if unit_id not in but]


async def together(
    cx: Connection, wanted: Sequence[tuple[CaseAccess, str]]
) -> tuple[tuple[CaseAccess, OverQuota], ...]:
    """Return the quotas that many decisions together exceed, each with a case of its scheme."""
    found: list[tuple[CaseAccess, OverQuota]] = []
    for access in {one.case.digest: one for one, _ in wanted}.values():
        own = [(one.unit.id, grade) for one, grade in wanted if one.case.digest == access.case.digest]
        others = await _others(cx, access, [id for id, _ in own])
        found += [(access, one) for one in over_quota(access.scheme, [*others, *(grade for _, grade in own)])]
    return tuple(found)


async def choose(uow: UnitOfWork, request: Request, case_id: int, version: int, grade: str) -> DecisionResult | None:
    """Decide on a grade, or ask for its reason (None), with the steps of `reason_form`.

    The computed grade is decided at once; so is, without points, any within the rules.

    DomainError: not_found, not_allowed, grading_not_now, grading_moved, decision_above_rule, as `Summary.by_rule`.
    """
    async with uow.begin(request) as work:
        await conversation.hold(work, request)
        access = await _locked(work, request, case_id)
        if (same := await _stands(work, access, grade)) is not None:
            return same
        access.require_version(version)
        found = await summary(work, access)
        with naming_refusals(access.scheme, request.language):
            by_rule = _by_rule(found, grade)
            if by_rule is not None and grade == by_rule.grade:
                decided = await record_decision(work, request, access, found, grade or None, "")
                await work.commit()
                return decided
            _check(access.scheme, by_rule, grade, "…")
        over = await warnings(work, access, grade or None)
        await conversation.advance(work, request, NAME, REASON, _draft(access, by_rule, grade, over).data())
        await work.commit()
        return None


async def confirm(uow: UnitOfWork, request: Request, version: int) -> DecisionResult:
    """Decide on what was shown with its reason. DomainError: stale_form, and as `choose`."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = DecisionDraft.model_validate(form.draft)
        access = await _locked(work, request, draft.case)
        access.require_version(draft.version)
        with naming_refusals(access.scheme, request.language):
            found = await summary(work, access)
            decided = await record_decision(work, request, access, found, draft.grade or None, draft.reason)
        await conversation.end(work, request)
        await work.commit()
        return decided


async def _locked(work: Transaction, request: Request, case_id: int) -> CaseAccess:
    access = await CaseAccess.of(work, request, case_id, lock=True)
    access.require_committee()
    access.require_step(Step.DECISION)
    return access


async def _stands(work: Transaction, access: CaseAccess, grade: str) -> DecisionResult | None:
    """Return the decision where the same tap comes once more."""
    decision = await unpublished(work, access.case.id)
    if decision is None or grade == NO_GRADE or decision.grade != grade:
        return None
    return DecisionResult(access, decision, await warnings(work, access, decision.grade), again=True)


def _by_rule(found: Summary, grade: str) -> ComputedGrade | None:
    """Compute the grade; None where the unit is left ungraded and nothing can be computed."""
    if grade == NO_GRADE and not found.scheme.points:
        return None
    try:
        return found.by_rule(grade or None)
    except DomainError:
        if grade != NO_GRADE:
            raise
        return None


def _check(scheme: Scheme, by_rule: ComputedGrade | None, grade: str, reason: str) -> ReasonedGrade:
    if by_rule is None:
        if not reason.strip():
            raise DomainError("decision_without_reason", grade=None, computed="")
        return ReasonedGrade(None, reason.strip())
    return decide_by(scheme, by_rule, grade or None, reason)


def _draft(access: CaseAccess, by_rule: ComputedGrade | None, grade: str, over: Sequence[OverQuota]) -> DecisionDraft:
    return DecisionDraft(
        **access.facts,
        version=access.case.version,
        grade=grade,
        names=names(access.scheme, grade) if grade else None,
        computed=names(access.scheme, by_rule.grade) if by_rule and access.scheme.points else None,
        over=tuple(quota_warning(access.scheme, one) for one in over),
    )


def quota_warning(scheme: Scheme, one: OverQuota) -> QuotaWarning:
    """Make of an exceeded quota the warning that messages carry."""
    return QuotaWarning(grade=names(scheme, one.grade), count=one.count, most=one.most, graded=one.graded)


async def record_decision(
    work: Transaction,
    request: Request,
    access: CaseAccess,
    found: Summary,
    grade: str | None,
    reason: str,
    *,
    tell: bool = True,
) -> DecisionResult:
    """Store a decision, tell the committee unless `tell` is False, and add it to the audit record; without commit.

    DomainError: as `rule.decide`.
    """
    by_rule = _by_rule(found, grade or NO_GRADE)
    reasoned = _check(access.scheme, by_rule, grade or NO_GRADE, reason)
    computed = by_rule.grade if by_rule else None
    salt, rests_on = secrets.token_hex(16), basis(found.entered, found.circumstances)
    made = Decision(
        0, access.case.id, 0, computed, found.score, reasoned.grade, reasoned.reason, access.today, rests_on
    )
    decision = await grading_decision.add(work, made, salt, access.asker.person_id, work.now)
    await grading.changed(work, access.case.id)
    if tell:
        message = GradeDecided(**access.facts, **decision_facts(access, decision))
        await access.tell_committee(work, message, f"d{decision.id}")
    over = await warnings(work, access, reasoned.grade)
    await audit.add(work, work.now, "grade.decided", request.account_id, _record(access, decision, found, salt))
    return DecisionResult(access, decision, over)


def _record(access: CaseAccess, decision: Decision, found: Summary, salt: str) -> dict[str, Any]:
    applied = found.by_rule(decision.grade).applied if decision.computed else ()
    return {
        "case": access.case.id,
        "unit": access.unit.id,
        "decision": decision.id,
        "number": decision.number,
        "scheme": access.case.digest,
        "score": decision.score,
        "rules": [[one.rule, one.limit, one.overridden is not None] for one in applied],
        "computed": decision.computed,
        "grade": decision.grade,
        "reason": sealed(salt, decision.reason) if decision.reason else None,
        "basis": sealed(salt, decision.basis) if decision.basis else None,
        "decided_on": decision.decided_on.isoformat(),
    }


def decision_facts(access: CaseAccess, decision: Decision) -> DecisionFacts:
    """Return a decision as messages carry it."""
    return {
        "grade": names(access.scheme, decision.grade) if decision.grade else None,
        "computed": names(access.scheme, decision.computed) if decision.computed and decision.overridden else None,
        "score": decision.score,
        "reason": decision.reason or "",
    }
