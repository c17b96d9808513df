"""Goes from step to step: what each still lacks, one case moved on, or all cases of a round that are ready."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.domain.errors import DomainError, must_exist
from bot.domain.grading.case import ScoreSheetOwner, Stage, after
from bot.domain.grading.message import CaseMoved
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import leaves, with_names
from bot.domain.rating.model import RUNNING, State
from bot.domain.request import Request
from bot.services.grading.access import CaseAccess, access_to_round, fingerprint
from bot.services.grading.summary import Summary, summary
from bot.services.rating import grading_ballots
from bot.services.rating import withdraw as rating_withdraw
from bot.storage.connection import Connection
from bot.storage.grading import rounds
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import Transaction, UnitOfWork

ENTERED = (Step.SURVEY, Step.SELF_ASSESSMENT, Step.RATING, Step.ASSESSMENT)
"""Left by somebody who says that it is done; the later ones end with what is decided in them."""
SKIPPED = frozenset({"grading_unrated", "ballots_missing", "opinion_missing"})
"""What the committee can go on without."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The step that a case is at now. `again`: it was not this tap that moved it."""

    access: CaseAccess
    stage: Stage
    again: bool


class NotReady(NamedTuple):
    """A unit whose case cannot go on, and why."""

    unit: str
    fault: DomainError


@dataclass(frozen=True, slots=True)
class MovedAll:
    """The cases that were at `step`: which units went on, or would (`done` False), and why the others wait. `mark`:
    fingerprint of what is shown, carried by the yes."""

    round_id: int
    step: Step
    units: tuple[str, ...]
    waiting: tuple[NotReady, ...]
    mark: int
    done: bool

    @property
    def moved(self) -> int:
        """How many went on."""
        return len(self.units) if self.done else 0


async def fault(cx: Connection, access: CaseAccess) -> DomainError | None:
    """Return what the case still lacks at its step; None: it is ready to go on.

    survey_empty · indicator_missing, proposal_missing · rating_running, grading_unrated, ballots_missing,
    opinion_missing · indicator_missing · grading_not_now for steps that are not left this way.
    """
    step = access.case.step
    if step is Step.SURVEY:
        return None if await rounds.entries(cx, access.case.id) else DomainError("survey_empty")
    if step is Step.SELF_ASSESSMENT:
        return _unfilled(await summary(cx, access), ScoreSheetOwner.UNIT) or _unproposed(access)
    if step is Step.RATING:
        return await _unrated(cx, access)
    if step is Step.ASSESSMENT:
        return _unfilled(await summary(cx, access), ScoreSheetOwner.COMMITTEE)
    return DomainError("grading_not_now", step=step.value)


def _unfilled(found: Summary, owner: ScoreSheetOwner) -> DomainError | None:
    missing = [code for code in leaves(found.scheme, owner) if code not in found.entered[owner]]
    return DomainError("indicator_missing", indicator=missing[0]) if missing else None


def _unproposed(access: CaseAccess) -> DomainError | None:
    return None if access.case.proposed else DomainError("proposal_missing")


async def _unrated(cx: Connection, access: CaseAccess) -> DomainError | None:
    own = await ratings.of_case(cx, access.case.id)
    if any(one.state in RUNNING for one in own):
        return DomainError("rating_running")
    ballots = await grading_ballots.of_case(cx, access.case.id)
    if ballots is None:
        return DomainError("grading_unrated")
    for voters in sorted(grading_ballots.wanted(access.scheme) - ballots.keys()):
        return DomainError("ballots_missing", voters=voters.value)
    return None if access.case.opinion else DomainError("opinion_missing")


async def move(uow: UnitOfWork, request: Request, case_id: int, step: Step, *, skip: bool = False) -> Moved:
    """Move a case on from that step; where it has left it already, return where it is.

    `skip`: the committee goes on without a rating's result or the unit's opinion.

    DomainError: unknown_account, not_found, not_allowed, and what `fault` returns.
    """
    async with uow.begin(request) as work:
        access = await CaseAccess.of(work, request, case_id, lock=True)
        require_mover(access, step, skip=skip)
        if access.case.step is not step:
            return Moved(access, await _stage(work, access), again=True)
        missing = await fault(work, access)
        if missing is not None and not (skip and missing.code in SKIPPED):
            raise with_names(missing, access.scheme, request.language)
        on = await enter_next_step(work, access)
        data = {"case": case_id, "from": step.value, "without": missing.code if missing else ""}
        await audit.add(work, work.now, "grade.step", request.account_id, data)
        found = Moved(on, await _stage(work, on), again=False)
        await work.commit()
        return found


async def preview_ready(uow: UnitOfWork, request: Request, round_id: int, step: Step) -> MovedAll:
    """Return the cases that would go on. DomainError: as `move_ready`."""
    async with uow.reading() as cx:
        ready, waiting = await _ready(cx, request, await access_to_round(cx, request, round_id), step)
        return _moved(round_id, step, ready, waiting, done=False)


async def move_ready(uow: UnitOfWork, request: Request, round_id: int, step: Step, mark: int | None = None) -> MovedAll:
    """Move on all cases of a round that are ready at that step.

    `mark`: of what was shown; where that has changed meanwhile, it is shown again.

    DomainError: not_found, not_allowed, grading_not_now.
    """
    async with uow.begin(request) as work:
        found = await access_to_round(work, request, round_id, lock=True)
        ready, waiting = await _ready(work, request, found, step)
        result = _moved(round_id, step, ready, waiting, done=True)
        if mark is not None and mark != result.mark:
            return replace(result, done=False)
        if ready:
            cases = [(await enter_next_step(work, access)).case.id for access in ready]
            data = {"round": round_id, "from": step.value, "cases": cases}
            await audit.add(work, work.now, "grade.steps", request.account_id, data)
        await work.commit()
        return result


async def _ready(
    cx: Connection, request: Request, found: Sequence[CaseAccess], step: Step
) -> tuple[list[CaseAccess], list[NotReady]]:
    if step not in ENTERED:
        raise DomainError("grading_not_now", step=step.value)
    ready, waiting = [], []
    for access in found:
        missing = await fault(cx, access) if access.case.step is step else None
        if missing is not None:
            waiting.append(NotReady(access.unit.name, with_names(missing, access.scheme, request.language)))
        elif access.case.step is step:
            ready.append(access)
    return ready, waiting


def _moved(
    round_id: int, step: Step, ready: Sequence[CaseAccess], waiting: Sequence[NotReady], *, done: bool
) -> MovedAll:
    names = tuple(one.unit.name for one in ready)
    shown = fingerprint([[one.case.id, one.case.version] for one in ready])
    return MovedAll(round_id, step, names, tuple(waiting), shown, done)


def require_mover(access: CaseAccess, step: Step, *, skip: bool = False) -> None:
    """Require the secretary or the committee; for what is the committee's alone, the committee.

    DomainError: not_allowed, grading_not_now.
    """
    if step not in ENTERED:
        raise DomainError("grading_not_now", step=access.case.step.value)
    if step is Step.ASSESSMENT or skip:
        access.require_committee()
    elif not access.may_grade:
        access.require_secretary()


async def enter_next_step(work: Transaction, access: CaseAccess) -> CaseAccess:
    """Move the case to its next step; tell the secretary, and the committee when it is its turn.

    Return the case after it. KeyError at the last step.
    """
    step = after(access.case.step)
    if step is None:
        raise KeyError(access.case.step)
    if access.case.step is Step.RATING:
        await _withdraw_prepared_rating(work, access)
    await grading.enter(work, access.case, step, work.now)
    case = must_exist(await grading.get(work, access.case.id))
    on = CaseAccess(access.asker, case, access.round, access.unit, access.scheme, access.today)
    stage = await _stage(work, on)
    message = CaseMoved(**on.facts, step=step, due=stage.due_on, committee=False)
    # Who stands in for a secretary is told once, as the committee.
    if step is Step.ASSESSMENT:
        await on.tell_committee(work, message.model_copy(update={"committee": True}))
    await on.tell_secretary(work, message)
    return on


async def _withdraw_prepared_rating(work: Transaction, access: CaseAccess) -> None:
    """Withdraw a rating that was prepared and never opened: its step is over."""
    for one in await ratings.of_case(work, access.case.id):
        rating = await ratings.lock(work, one.id)
        if rating is not None and rating.state is State.SUBMITTED:
            await rating_withdraw.withdraw(work, rating, access.today, access.asker.account_id, back=access.may_grade)


async def _stage(cx: Connection, access: CaseAccess) -> Stage:
    return next(one for one in await grading.stages(cx, access.case.id) if one.step is access.case.step)
