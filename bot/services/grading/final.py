"""The end of a notice: the grade becomes final, and the secretary is asked to enter rectification items."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Decision, Notice
from bot.domain.grading.grade import Decided
from bot.domain.grading.message import GradeFinal, ItemsWanted
from bot.domain.grading.scheme_part import Step
from bot.domain.request import Request
from bot.services.grading.access import CaseAccess
from bot.services.grading.decide import decision_facts
from bot.services.grading.notice import announce
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import grade as grades
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.unit_of_work import Transaction, UnitOfWork

SOURCE = "round"


@dataclass(frozen=True, slots=True)
class FinalResult:
    """A final decision. `again`: it was final before this tap."""

    access: CaseAccess
    decision: Decision
    again: bool = False


async def fault(cx: Connection, access: CaseAccess) -> DomainError | None:
    """Return why the case cannot become final: grading_not_now, notice_running (until), objection_unanswered
    (count)."""
    if access.case.step is not Step.NOTICE:
        return DomainError("grading_not_now", step=access.case.step.value)
    waiting = [one for one in await objection.of_case(cx, access.case.id) if one.upheld is None]
    if waiting:
        return DomainError("objection_unanswered", count=len(waiting))
    notice = (await grading_notice.of_case(cx, access.case.id))[0]
    try:
        notice.require_over(access.today)
    except DomainError as error:
        return error
    return None


async def finish(uow: UnitOfWork, request: Request, case_id: int, version: int) -> FinalResult:
    """Make a case final. DomainError: not_found, not_allowed, grading_moved, and as `fault`."""
    async with uow.begin(request) as work:
        access = await CaseAccess.of(work, request, case_id, lock=True)
        access.require_committee()
        decision, _ = await _shown(work, access)
        if access.case.step is Step.FINAL:
            return FinalResult(access, decision, again=True)
        if (wrong := await fault(work, access)) is not None:
            raise wrong
        access.require_version(version)
        final = await make_final(work, request, access)
        await work.commit()
        return final


async def _shown(cx: Connection, access: CaseAccess) -> tuple[Decision, Notice]:
    """Return the latest notice with its decision. DomainError("grading_not_now") before there is one."""
    notices = await grading_notice.of_case(cx, access.case.id)
    decisions = {one.id: one for one in await grading_decision.of_case(cx, access.case.id)}
    if not notices:
        raise DomainError("grading_not_now", step=access.case.step.value)
    return decisions[notices[0].decision_id], notices[0]


async def make_final(work: Transaction, request: Request, access: CaseAccess) -> FinalResult:
    """Store the grade, send the messages and add to the audit record; the caller has asked `fault`."""
    decision, notice = await _shown(work, access)
    await grading_notice.end(work, access.case.id, work.now)
    await grading.enter(work, access.case, Step.FINAL, work.now)
    case = await grading.get(work, access.case.id)
    on = replace(access, case=case or access.case)
    await grading.finish(work, on.case, work.now)
    await _store_result(work, access, decision)
    await _tell(work, on, decision, notice)
    await audit.add(work, work.now, "grade.final", request.account_id, _record(access, decision, notice))
    return FinalResult(on, decision)


async def _store_result(work: Transaction, access: CaseAccess, decision: Decision) -> None:
    if decision.grade is None:
        await grades.remove(work, access.unit.id, access.round.year)
        return
    result = Decided(access.round.year, decision.grade, decision.score, decision.decided_on)
    await grades.put_final(work, access.unit.id, result, SOURCE, access.case.id)


async def _tell(work: Transaction, access: CaseAccess, decision: Decision, notice: Notice) -> None:
    facts = decision_facts(access, decision)
    message = GradeFinal(**access.facts, **facts, unit_id=access.unit.id, mine=True, printed=True)
    own = await grading_notice.readers(work, access.unit, access.today)
    await announce(work, access, message, own, f"f{notice.id}")
    items = ItemsWanted(**access.facts, **facts, unit_id=access.unit.id)
    await access.tell_secretary(work, items, f"f{notice.id}")


def _record(access: CaseAccess, decision: Decision, notice: Notice) -> dict[str, Any]:
    return {
        "case": access.case.id,
        "unit": access.unit.id,
        "year": access.round.year,
        "decision": decision.id,
        "notice": notice.id,
        "grade": decision.grade,
        "score": decision.score,
        "decided_on": decision.decided_on.isoformat(),
    }
