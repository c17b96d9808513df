"""From step to step: what is still missing at each, one case moved on, all ready ones of a round at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.domain.errors import DomainError
from bot.domain.grading.case import Book, Stage, after
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import leaves, spoken
from bot.domain.rating.model import RUNNING, State
from bot.domain.request import Request
from bot.services.grading.access import Bench, benches
from bot.services.grading.access import mark as mark_of
from bot.services.grading.summary import Summary, summary
from bot.services.rating import grading_ballots
from bot.services.rating import withdraw as rating_withdraw
from bot.storage.connection import Connection
from bot.storage.grading import rounds
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import Transaction, UnitOfWork

MOVED = "grading.moved"
ENTERED = (Step.SURVEY, Step.SELF_ASSESSMENT, Step.RATING, Step.ASSESSMENT)
"""Left by somebody who says that it is done; the later ones end with what is decided in them."""
SKIPPED = frozenset({"grading_unrated", "ballots_missing", "opinion_missing"})
"""What the committee can go on without."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the case is now. `again`: it was not this tap that moved it."""

    bench: Bench
    stage: Stage
    again: bool


class Waiting(NamedTuple):
    unit: str
    fault: DomainError


@dataclass(frozen=True, slots=True)
class MovedAll:
    """Of the cases that were at `step`: which units went on, or would (`done` False), and why the others wait. `mark`
    names what is shown: the yes carries it."""

    round_id: int
    step: Step
    units: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    mark: int
    done: bool

    @property
    def moved(self) -> int:
        return len(self.units) if self.done else 0


async def fault(cx: Connection, bench: Bench) -> DomainError | None:
    """What the step that the case is at still waits for; None: it is ready to go on.

    survey_empty · indicator_missing, proposal_missing · rating_running, grading_unrated, ballots_missing,
    opinion_missing · indicator_missing · grading_not_now for steps that are not left this way.
    """
    step = bench.case.step
    if step is Step.SURVEY:
        return None if await rounds.entries(cx, bench.case.id) else DomainError("survey_empty")
    if step is Step.SELF_ASSESSMENT:
        return _unfilled(await summary(cx, bench), Book.UNIT) or _unproposed(bench)
    if step is Step.RATING:
        return await _unrated(cx, bench)
    if step is Step.ASSESSMENT:
        return _unfilled(await summary(cx, bench), Book.COMMITTEE)
    return DomainError("grading_not_now", step=step.value)


def _unfilled(found: Summary, book: Book) -> DomainError | None:
    missing = [code for code in leaves(found.scheme, book) if code not in found.entered[book]]
    return DomainError("indicator_missing", indicator=missing[0]) if missing else None


def _unproposed(bench: Bench) -> DomainError | None:
    return None if bench.case.proposed else DomainError("proposal_missing")


async def _unrated(cx: Connection, bench: Bench) -> DomainError | None:
    own = await ratings.of_case(cx, bench.case.id)
    if any(one.state in RUNNING for one in own):
        return DomainError("rating_running")
    ballots = await grading_ballots.of_case(cx, bench.case.id)
    if ballots is None:
        return DomainError("grading_unrated")
    for voters in sorted(grading_ballots.wanted(bench.scheme) - ballots.keys()):
        return DomainError("ballots_missing", voters=voters.value)
    return None if bench.case.opinion else DomainError("opinion_missing")


async def move(uow: UnitOfWork, request: Request, case_id: int, step: Step, *, skip: bool = False) -> Moved:
    """On from that step; where the case has left it already, that is the answer. `skip`: the committee goes on without
    a rating's result or the unit's opinion.

    DomainError: unknown_account, not_found, not_allowed, and what `fault` says.
    """
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, case_id, lock=True)
        require_mover(bench, step, skip=skip)
        if bench.case.step is not step:
            return Moved(bench, await _stage(work, bench), again=True)
        missing = await fault(work, bench)
        if missing is not None and not (skip and missing.code in SKIPPED):
            raise spoken(missing, bench.scheme, request.language)
        on = await go_on(work, bench)
        data = {"case": case_id, "from": step.value, "without": missing.code if missing else ""}
        await audit.add(work, work.now, "grade.step", request.account_id, data)
        found = Moved(on, await _stage(work, on), again=False)
        await work.commit()
        return found


async def look_ready(uow: UnitOfWork, request: Request, round_id: int, step: Step) -> MovedAll:
    """Which would go on. DomainError: as `move_ready`."""
    async with uow.reading() as cx:
        ready, waiting = await _ready(cx, request, await benches(cx, request, round_id), step)
        return _moved(round_id, step, ready, waiting, done=False)


async def move_ready(uow: UnitOfWork, request: Request, round_id: int, step: Step, mark: int | None = None) -> MovedAll:
    """All cases of a round that are ready at that step. `mark`: of what was shown; where that has changed meanwhile, it
    is shown anew. DomainError: not_found, not_allowed, grading_not_now."""
    async with uow.begin(request) as work:
        found = await benches(work, request, round_id, lock=True)
        ready, waiting = await _ready(work, request, found, step)
        result = _moved(round_id, step, ready, waiting, done=True)
        if mark is not None and mark != result.mark:
            return replace(result, done=False)
        if ready:
            cases = [(await go_on(work, bench)).case.id for bench in ready]
            data = {"round": round_id, "from": step.value, "cases": cases}
            await audit.add(work, work.now, "grade.steps", request.account_id, data)
        await work.commit()
        return result


async def _ready(
    cx: Connection, request: Request, found: Sequence[Bench], step: Step
) -> tuple[list[Bench], list[Waiting]]:
    if step not in ENTERED:
        raise DomainError("grading_not_now", step=step.value)
    ready, waiting = [], []
    for bench in found:
        missing = await fault(cx, bench) if bench.case.step is step else None
        if missing is not None:
            waiting.append(Waiting(bench.unit.name, spoken(missing, bench.scheme, request.language)))
        elif bench.case.step is step:
            ready.append(bench)
    return ready, waiting


def _moved(round_id: int, step: Step, ready: Sequence[Bench], waiting: Sequence[Waiting], *, done: bool) -> MovedAll:
    names = tuple(one.unit.name for one in ready)
    shown = mark_of([[one.case.id, one.case.version] for one in ready])
    return MovedAll(round_id, step, names, tuple(waiting), shown, done)


def require_mover(bench: Bench, step: Step, *, skip: bool = False) -> None:
    """The secretary or the committee; what is the committee's alone, only they. DomainError: not_allowed,
    grading_not_now."""
    if step not in ENTERED:
        raise DomainError("grading_not_now", step=bench.case.step.value)
    if step is Step.ASSESSMENT or skip:
        bench.require_committee()
    elif not bench.grades:
        bench.require_secretary()


async def go_on(work: Transaction, bench: Bench) -> Bench:
    """The next step, and whoever it concerns is told: the secretary each time, the committee when it is its turn.

    The bench as it is then; of the last step KeyError.
    """
    step = after(bench.case.step)
    if step is None:
        raise KeyError(bench.case.step)
    if bench.case.step is Step.RATING:
        await _take_back(work, bench)
    await grading.enter(work, bench.case, step, work.now)
    case = await grading.get(work, bench.case.id)
    if case is None:
        raise DomainError("not_found")
    on = Bench(bench.asker, case, bench.round, bench.unit, bench.scheme, bench.today)
    stage = await _stage(work, on)
    data = {"step": step.value, "due": stage.due_on.isoformat()}
    # Who stands in for a secretary is told once, as the committee.
    if step is Step.ASSESSMENT:
        await on.tell_committee(work, MOVED, data | {"committee": True})
    await on.tell_secretary(work, MOVED, data | {"committee": False})
    return on


async def _take_back(work: Transaction, bench: Bench) -> None:
    """A rating that was prepared and never opened: its step is over."""
    for one in await ratings.of_case(work, bench.case.id):
        rating = await ratings.lock(work, one.id)
        if rating is not None and rating.state is State.SUBMITTED:
            await rating_withdraw.withdraw(work, rating, bench.today, bench.asker.account_id, back=bench.grades)


async def _stage(cx: Connection, bench: Bench) -> Stage:
    return next(one for one in await grading.stages(cx, bench.case.id) if one.step is bench.case.step)
