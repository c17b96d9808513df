"""Decides as computed, publishes or makes final all units of a round at once, after a preview."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.grading.case import Round
from bot.domain.grading.message import RoundDecided
from bot.domain.grading.rule import OverQuota, require_clear
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import with_names
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services.grading import decide, final, notice
from bot.services.grading.access import CaseAccess, access_to_round, deciders, fingerprint
from bot.services.grading.decide import unpublished
from bot.services.grading.step import NotReady
from bot.services.grading.summary import Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.unit_of_work import Transaction, UnitOfWork


class BatchAction(StrEnum):
    """What is done for all units that are ready."""

    DECIDE = "decide"
    PUBLISH = "publish"
    FINISH = "finish"


STEP_OF = {BatchAction.DECIDE: Step.DECISION, BatchAction.PUBLISH: Step.DECISION, BatchAction.FINISH: Step.NOTICE}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A unit and its grade, computed or decided. `grade` None: left ungraded."""

    access: CaseAccess
    grade: str | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """The units for which an action would be or was (`done`) done. `mark`: fingerprint of what is shown, carried by the
    yes; `over`: the quotas that these decisions exceed, each with a case of its scheme."""

    round: Round
    action: BatchAction
    lines: tuple[BatchLine, ...]
    waiting: tuple[NotReady, ...]
    over: tuple[tuple[CaseAccess, OverQuota], ...]
    mark: int
    done: bool = False


async def preview(uow: UnitOfWork, request: Request, round_id: int, action: BatchAction) -> Batch:
    """Return what would be done. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        return await _batch(cx, request, await access_to_round(cx, request, round_id), action)


async def perform(
    uow: UnitOfWork, request: Request, installation: Installation, round_id: int, action: BatchAction, mark: int
) -> Batch:
    """Do what was shown; where that has changed meanwhile, or nothing was shown (`mark` 0), show it.

    DomainError: not_found, not_allowed.
    """
    if not mark:
        return await preview(uow, request, round_id, action)
    async with uow.begin(request) as work:
        found = await access_to_round(work, request, round_id, lock=True)
        batch = await _batch(work, request, found, action)
        if mark != batch.mark or not batch.lines:
            return batch
        await PERFORM[action](work, request, installation, [one.access for one in batch.lines])
        await work.commit()
        return Batch(batch.round, action, batch.lines, batch.waiting, batch.over, mark, done=True)


async def _batch(cx: Connection, request: Request, found: Sequence[CaseAccess], action: BatchAction) -> Batch:
    lines, waiting = [], []
    for access in found:
        if access.case.step is not STEP_OF[action]:
            continue
        fault = await FAULT[action](cx, access)
        if fault is None:
            lines.append(await _line(cx, access, action))
        elif fault.code != "grading_is_decided":
            waiting.append(NotReady(access.unit.name, with_names(fault, access.scheme, request.language)))
    over: tuple[tuple[CaseAccess, OverQuota], ...] = ()
    if action is BatchAction.DECIDE:
        over = await decide.together(cx, [(one.access, one.grade) for one in lines if one.grade])
    shown = [[one.access.case.id, one.access.case.version, one.grade, one.score] for one in lines]
    return Batch(found[0].round, action, tuple(lines), tuple(waiting), over, fingerprint(shown))


async def _undecided(cx: Connection, access: CaseAccess) -> DomainError | None:
    """Return why the case is not decided as computed: grading_is_decided, grading_names_grade (a scheme without
    points), what its score lacks, what is unclear."""
    if await unpublished(cx, access.case.id) is not None:
        return DomainError("grading_is_decided")
    found = await summary(cx, access)
    if not access.scheme.points:
        return DomainError("grading_names_grade")
    return found.fault or _unclear(found)


def _unclear(found: Summary) -> DomainError | None:
    try:
        require_clear(found.by_rule())
    except DomainError as error:
        return error
    return None


async def _line(cx: Connection, access: CaseAccess, action: BatchAction) -> BatchLine:
    if action is BatchAction.DECIDE:
        found = await summary(cx, access)
        return BatchLine(access, found.by_rule().grade, found.score)
    decision = await grading_decision.latest(cx, access.case.id)
    return BatchLine(access, decision.grade if decision else None, decision.score if decision else None)


async def _decide(work: Transaction, request: Request, installation: Installation, found: Sequence[CaseAccess]) -> None:
    for access in found:
        known = await summary(work, access)
        await decide.record_decision(work, request, access, known, known.by_rule().grade, "", tell=False)
    first = found[0]
    message = RoundDecided(round=first.round.id, year=first.round.year, count=len(found))
    mark = f"{first.round.id}:{found[-1].case.id}:{found[-1].case.version}:{len(found)}"
    others = [id for id in await deciders(work, first.unit, first.today) if id != request.account_id]
    await work.tell(others, mark, message)


async def _publish(
    work: Transaction, request: Request, installation: Installation, found: Sequence[CaseAccess]
) -> None:
    await notice.publish_notices(work, request, installation, found)


async def _finish(work: Transaction, request: Request, installation: Installation, found: Sequence[CaseAccess]) -> None:
    for access in found:
        await final.make_final(work, request, access)


Fault = Callable[[Connection, CaseAccess], Awaitable[DomainError | None]]
Perform = Callable[[Transaction, Request, Installation, Sequence[CaseAccess]], Awaitable[None]]
FAULT: dict[BatchAction, Fault] = {
    BatchAction.DECIDE: _undecided,
    BatchAction.PUBLISH: notice.fault,
    BatchAction.FINISH: final.fault,
}
PERFORM: dict[BatchAction, Perform] = {
    BatchAction.DECIDE: _decide,
    BatchAction.PUBLISH: _publish,
    BatchAction.FINISH: _finish,
}
