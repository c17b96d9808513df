"""The unit's own grade: what its meeting proposes, and what it asks for once it knows the ballots."""

from dataclasses import dataclass

from bot.domain.errors import DomainError, require_length
from bot.domain.grading.message import ProposalDraft
from bot.domain.grading.rule import Circumstances, ComputedGrade, computed, decide
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import names, naming_refusals
from bot.domain.rating.model import RUNNING
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import CaseAccess
from bot.services.grading.summary import Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import rounds
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, REASON = "propose", "reason"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class ProposalOffer:
    """What can be proposed. `computed`: the grade by the unit's own sheet, None without points; `score` in tenths."""

    access: CaseAccess
    computed: str | None
    score: int | None


@dataclass(frozen=True, slots=True)
class StatedGrade:
    """A grade that the unit has stated. `opinion`: after the rating; otherwise it is the proposal."""

    access: CaseAccess
    grade: str
    reason: str | None = None
    opinion: bool = False


async def offer(uow: UnitOfWork, request: Request, case_id: int) -> ProposalOffer:
    """Return what can be proposed.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, indicator_missing.
    """
    async with uow.reading() as cx:
        access = await _access_at_step(cx, request, case_id)
        with naming_refusals(access.scheme, request.language):
            found = await _own(cx, access)
        by_rule = _by_rule(access, found)
        return ProposalOffer(access, by_rule.grade if by_rule else None, found.own.total if found.own else None)


async def propose(uow: UnitOfWork, request: Request, case_id: int, grade: str) -> StatedGrade | None:
    """Store the proposal; None where it is not the computed grade, and the form asks for its reason.

    DomainError: as `offer`, grade_unknown.
    """
    async with uow.begin(request) as work:
        await conversation.hold(work, request)
        access = await _access_at_step(work, request, case_id, lock=True)
        with naming_refusals(access.scheme, request.language):
            by_rule = _by_rule(access, await _own(work, access), grade)
            needs_reason = by_rule is not None and grade in access.scheme.rank and grade != by_rule.grade
            if not needs_reason:
                stated = await _propose(work, request, access, by_rule, grade, "")
        if needs_reason and by_rule is not None:
            name, computed_ = names(access.scheme, grade), names(access.scheme, by_rule.grade)
            draft = ProposalDraft(case=case_id, grade=grade, name=name, computed=computed_)
            await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()
        return None if needs_reason else stated


async def because(uow: UnitOfWork, request: Request, version: int, reason: str) -> StatedGrade:
    """Store the proposal with the reason that was typed, and end the form.

    DomainError: stale_form, text_too_long (most), decision_without_reason, as `offer`.
    """
    require_length(reason, LONGEST)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=REASON)
        draft = ProposalDraft.model_validate(form.draft)
        access = await _access_at_step(work, request, draft.case, lock=True)
        with naming_refusals(access.scheme, request.language):
            by_rule = _by_rule(access, await _own(work, access))
            stated = await _propose(work, request, access, by_rule, draft.grade, reason)
        await conversation.end(work, request)
        await work.commit()
        return stated


async def opine(uow: UnitOfWork, request: Request, case_id: int, grade: str) -> StatedGrade:
    """Store the grade that the unit asks for, knowing the ballots; the committee sees it at the next step.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, rating_running, grading_unrated,
    grade_unknown.
    """
    async with uow.begin(request) as work:
        access = await CaseAccess.of(work, request, case_id, lock=True)
        access.require_secretary()
        access.require_step(Step.RATING)
        await require_rated(work, access)
        if grade not in access.scheme.rank:
            raise DomainError("grade_unknown", grade=grade)
        if access.case.opinion != grade:
            await rounds.set_opinion(work, case_id, grade)
            data = {"case": case_id, "grade": grade}
            await audit.add(work, work.now, "grade.opinion", request.account_id, data)
        await work.commit()
        return StatedGrade(access, grade, opinion=True)


async def require_rated(cx: Connection, access: CaseAccess) -> None:
    """Require that a rating of the case is over and none goes on. DomainError: rating_running, grading_unrated."""
    own = await ratings.of_case(cx, access.case.id)
    if any(one.state in RUNNING for one in own):
        raise DomainError("rating_running")
    if not any(one.over for one in own):
        raise DomainError("grading_unrated")


async def _access_at_step(cx: Connection, request: Request, case_id: int, *, lock: bool = False) -> CaseAccess:
    access = await CaseAccess.of(cx, request, case_id, lock=lock)
    access.require_secretary()
    access.require_step(Step.SELF_ASSESSMENT)
    return access


async def _own(cx: Connection, access: CaseAccess) -> Summary:
    """Return the summary; with points, the unit's own sheet has to be complete."""
    found = await summary(cx, access)
    if access.scheme.points and found.own is None:
        raise found.own_fault or DomainError("self_assessment_missing")
    return found


def _by_rule(access: CaseAccess, found: Summary, grade: str = "") -> ComputedGrade | None:
    """Compute the grade by the unit's own sheet; without points by the grade that it names."""
    start = access.scheme.band(found.own.total) if found.own else grade
    return computed(access.scheme, start, Circumstances(former=access.case.former)) if start else None


async def _propose(
    work: Transaction, request: Request, access: CaseAccess, by_rule: ComputedGrade | None, grade: str, reason: str
) -> StatedGrade:
    by_rule = by_rule or computed(access.scheme, grade, Circumstances(former=access.case.former))
    reasoned = decide(access.scheme, by_rule, grade, reason)
    await rounds.propose(work, access.case.id, grade, reasoned.reason)
    data = {"case": access.case.id, "grade": grade, "computed": by_rule.grade}
    await audit.add(work, work.now, "grade.proposed", request.account_id, data)
    return StatedGrade(access, grade, reasoned.reason)
