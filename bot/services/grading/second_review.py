"""A second review (回头看): a unit goes through the steps once more, and the changes are shown with their reasons."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.case import Case, RoundKind, ScoreSheetOwner
from bot.domain.grading.decision import Decision
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction, half_up
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services import actor
from bot.services.grading import round as grading_round
from bot.services.grading.access import CaseAccess
from bot.services.grading.round import NewRound
from bot.services.grading.summary import Summary, of_case, summary
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import rounds
from bot.storage.grading import store as grading
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Change:
    """The tenths of an indicator before and now. `reasons`: its deductions now."""

    code: str
    before: int
    now: int
    reasons: tuple[Deduction, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a second review has changed. `before`: the last decision of the round before; `scores`: tenths before and
    now, None where a sheet is incomplete; `indicators` None: also where the scheme is another one; `gone`, `new`: rules
    that held only then, and that hold only now."""

    before: Decision | None
    scores: tuple[int | None, int | None]
    indicators: tuple[Change, ...] | None
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecondReview:
    """The case of a second review. `again`: it was begun before this tap."""

    case: Case
    unit: str
    year: int
    again: bool


async def start(uow: UnitOfWork, request: Request, installation: Installation, case_id: int) -> SecondReview:
    """Begin a second review of a unit whose round is over: it goes through all steps once more.

    DomainError: not_found, not_allowed, look_too_early.
    """
    async with uow.begin(request) as work:
        access = await CaseAccess.of(work, request, case_id, lock=True)
        access.require_committee()
        stages = await grading.stages(work, case_id)
        if access.case.step is not Step.FINAL or stages[-1].done_at is None:
            raise DomainError("look_too_early")
        committee = await actor.unit(work, access.round.unit_id)
        await units.lock(work, [access.unit.id])
        newest = (await grading.of_unit(work, access.unit.id))[0]
        if access.unit.id in await rounds.taken(work, access.unit.path, 0):
            return SecondReview(newest, access.unit.name, access.round.year, again=True)
        first = access.round.first_id or access.round.id
        new_round = NewRound(committee, access.round.year, [access.unit], RoundKind.SECOND_REVIEW, first)
        await grading_round.open_(work, request, installation, access.asker, new_round)
        case = (await grading.of_unit(work, access.unit.id))[0]
        await work.commit()
        return SecondReview(case, access.unit.name, access.round.year, again=False)


async def changes(cx: Connection, access: CaseAccess) -> Changes | None:
    """Compare with the unit's case in the first round, or in the second review before this one."""
    case = await _former(cx, access)
    if case is None:
        return None
    old = await of_case(cx, case, await grading.scheme(cx, case.digest))
    new, same = await summary(cx, access), case.digest == access.case.digest
    gone, come = _rules(old), _rules(new)
    return Changes(
        await grading_decision.latest(cx, case.id),
        (old.score, new.score),
        _indicators(access, old, new) if same else None,
        tuple(sorted(gone - come)) if same else (),
        tuple(sorted(come - gone)) if same else (),
    )


async def _former(cx: Connection, access: CaseAccess) -> Case | None:
    for case in await grading.of_unit(cx, access.unit.id):
        round_ = await grading.round_(cx, case.round_id) if case.id < access.case.id else None
        if round_ is not None and access.round.first_id in (round_.id, round_.first_id):
            return case
    return None


def _rules(found: Summary) -> set[str]:
    return {one.rule for one in found.computed.applied} if found.computed else set()


def _indicators(access: CaseAccess, old: Summary, new: Summary) -> tuple[Change, ...] | None:
    """Return the indicators that differ; None where a sheet is incomplete."""
    if old.sheet is None or new.sheet is None:
        return None
    found, lines = [], new.entered[ScoreSheetOwner.COMMITTEE]
    for one in access.scheme.indicators:
        before, now = half_up(old.sheet.scores[one.code]), half_up(new.sheet.scores[one.code])
        if before != now:
            reasons = [line for code in one.leaves for line in lines.get(code, ())]
            found.append(Change(one.code, before, now, tuple(reasons)))
    return tuple(found)
