"""The end of a notice: the grade is final, and what was found goes in as items."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Notice, Ruling
from bot.domain.grading.grade import Decided
from bot.domain.grading.scheme_part import Step
from bot.domain.request import Request
from bot.services.grading.access import Bench
from bot.services.grading.decide import ruling_facts
from bot.services.grading.notice import announce
from bot.storage.connection import Connection
from bot.storage.grading import decision, objection
from bot.storage.grading import grade as grades
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.unit_of_work import Transaction, UnitOfWork

FINAL, ITEMS = "grading.final", "grading.items"
SOURCE = "round"


@dataclass(frozen=True, slots=True)
class Final:
    """`again`: it was final before this tap."""

    bench: Bench
    ruling: Ruling
    again: bool = False


async def fault(cx: Connection, bench: Bench) -> DomainError | None:
    """Why it cannot be final: grading_not_now, notice_running (until), objection_unanswered (count)."""
    if bench.case.step is not Step.NOTICE:
        return DomainError("grading_not_now", step=bench.case.step.value)
    waiting = [one for one in await objection.of_case(cx, bench.case.id) if one.upheld is None]
    if waiting:
        return DomainError("objection_unanswered", count=len(waiting))
    notice = (await grading_notice.of_case(cx, bench.case.id))[0]
    try:
        notice.require_over(bench.today)
    except DomainError as error:
        return error
    return None


async def finish(uow: UnitOfWork, request: Request, case_id: int, version: int) -> Final:
    """DomainError: not_found, not_allowed, grading_moved, and as `fault`."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, case_id, lock=True)
        bench.require_committee()
        ruling, _ = await _shown(work, bench)
        if bench.case.step is Step.FINAL:
            return Final(bench, ruling, again=True)
        if (wrong := await fault(work, bench)) is not None:
            raise wrong
        bench.require_version(version)
        final = await settle(work, request, bench)
        await work.commit()
        return final


async def _shown(cx: Connection, bench: Bench) -> tuple[Ruling, Notice]:
    """What hangs out, or hung out last. DomainError("grading_not_now") before anything did."""
    notices = await grading_notice.of_case(cx, bench.case.id)
    rulings = {one.id: one for one in await decision.of_case(cx, bench.case.id)}
    if not notices:
        raise DomainError("grading_not_now", step=bench.case.step.value)
    return rulings[notices[0].decision_id], notices[0]


async def settle(work: Transaction, request: Request, bench: Bench) -> Final:
    """The rows, the record and the messages; whoever calls has asked `fault`."""
    ruling, notice = await _shown(work, bench)
    await grading_notice.end(work, bench.case.id, work.now)
    await grading.enter(work, bench.case, Step.FINAL, work.now)
    case = await grading.get(work, bench.case.id)
    on = replace(bench, case=case or bench.case)
    await grading.finish(work, on.case, work.now)
    await _keep(work, bench, ruling)
    await _tell(work, on, ruling, notice)
    await audit.add(work, work.now, "grade.final", request.account_id, _record(bench, ruling, notice))
    return Final(on, ruling)


async def _keep(work: Transaction, bench: Bench, ruling: Ruling) -> None:
    if ruling.grade is None:
        await grades.remove(work, bench.unit.id, bench.round.year)
        return
    result = Decided(bench.round.year, ruling.grade, ruling.score, ruling.decided_on)
    await grades.put_final(work, bench.unit.id, result, SOURCE, bench.case.id)


async def _tell(work: Transaction, bench: Bench, ruling: Ruling, notice: Notice) -> None:
    data = ruling_facts(bench, ruling) | {"unit_id": bench.unit.id}
    own = await grading_notice.readers(work, bench.unit, bench.today)
    await announce(work, bench, FINAL, data, own, f"f{notice.id}")
    await bench.tell_secretary(work, ITEMS, data, f"f{notice.id}")


def _record(bench: Bench, ruling: Ruling, notice: Notice) -> dict[str, Any]:
    return {
        "case": bench.case.id,
        "unit": bench.unit.id,
        "year": bench.round.year,
        "decision": ruling.id,
        "notice": notice.id,
        "grade": ruling.grade,
        "score": ruling.score,
        "decided_on": ruling.decided_on.isoformat(),
    }
