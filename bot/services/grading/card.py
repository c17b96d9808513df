"""A unit's case as each may see it: its steps, the decision, the notice, objections and their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind, Stage
from bot.domain.grading.decision import Notice, Objection, Ruling
from bot.domain.grading.rule import OverQuota
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import Entry
from bot.domain.grading.words import spoken
from bot.domain.permission import Action, may, require
from bot.domain.rating.model import Rating
from bot.domain.request import Request
from bot.services.grading import second_review, step
from bot.services.grading.access import Bench
from bot.services.grading.decide import unpublished, warnings
from bot.services.grading.second_review import Changes
from bot.services.grading.summary import Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import decision, objection, rounds
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store as grading
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Card:
    """`summary`, `over` and the decision before it is published are for the committee alone; whose objections they are
    and what they say, too: others see the answers. `decided`: a decision that no notice has shown yet. `objects`: the
    asker may object now. `changes`: of a second look, against the first round."""

    bench: Bench
    stages: Sequence[Stage]
    ruling: Ruling | None
    notice: Notice | None
    objections: Sequence[Objection]
    decided: bool
    objects: bool
    own: bool
    summary: Summary | None = None
    fault: DomainError | None = None
    over: tuple[OverQuota, ...] = ()
    changes: Changes | None = None

    @property
    def grades(self) -> bool:
        """Whether the reader is the committee above."""
        return self.summary is not None


async def of(uow: UnitOfWork, request: Request, case_id: int) -> Card:
    """DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, case_id)
        require(bench.asker, Action.READ_NOTICE, bench.unit)
        return await (_for_committee if bench.grades else _for_unit)(cx, request, bench)


async def _for_unit(cx: Connection, request: Request, bench: Bench) -> Card:
    notice, ruling = await shown(cx, bench.case.id)
    raised = [one for one in await objection.of_case(cx, bench.case.id) if one.upheld is not None]
    takes = notice is not None and notice.takes_objections(bench.today)
    objects = takes and may(bench.asker, Action.OBJECT, bench.unit) and bench.asker.person is not None
    stages = await grading.stages(cx, bench.case.id)
    own = may(bench.asker, Action.SELF_ASSESS, bench.unit)
    changes = await _changes(cx, bench) if bench.case.step is Step.FINAL else None
    return Card(bench, stages, ruling, notice, raised, decided=False, objects=objects, own=own, changes=changes)


async def shown(cx: Connection, case_id: int) -> tuple[Notice | None, Ruling | None]:
    """What hangs out or has become final; nothing once it was taken back."""
    case, notices = await grading.get(cx, case_id), await grading_notice.of_case(cx, case_id)
    if case is None or not notices or case.step not in (Step.NOTICE, Step.FINAL):
        return None, None
    rulings = {one.id: one for one in await decision.of_case(cx, case_id)}
    return notices[0], rulings[notices[0].decision_id]


async def _for_committee(cx: Connection, request: Request, bench: Bench) -> Card:
    found, waits = await summary(cx, bench), await unpublished(cx, bench.case.id)
    notice, ruling = await shown(cx, bench.case.id)
    over: tuple[OverQuota, ...] = ()
    if bench.case.step is Step.DECISION and found.computed is not None:
        over = await warnings(cx, bench, waits.grade if waits else found.computed.grade)
    fault = spoken(found.fault, bench.scheme, request.language) if found.fault else None
    return Card(
        bench,
        await grading.stages(cx, bench.case.id),
        waits if bench.case.step is Step.DECISION else ruling,
        notice,
        await objection.of_case(cx, bench.case.id),
        decided=bench.case.step is Step.DECISION and waits is not None,
        objects=False,
        own=False,
        summary=found,
        fault=fault,
        over=over,
        changes=await _changes(cx, bench),
    )


async def _changes(cx: Connection, bench: Bench) -> Changes | None:
    return await second_review.changes(cx, bench) if bench.round.kind is RoundKind.SECOND_LOOK else None


@dataclass(frozen=True, slots=True)
class Page:
    """`fault`: what the step still waits for, None when it can be left. `ratings` of this case, newest first."""

    bench: Bench
    stages: Sequence[Stage]
    summary: Summary
    entries: Sequence[Entry]
    ratings: Sequence[Rating]
    fault: DomainError | None
    secretary: bool

    @property
    def stage(self) -> Stage:
        """The step that the case is at."""
        return next(one for one in self.stages if one.step is self.bench.case.step)


async def page(uow: UnitOfWork, request: Request, case_id: int) -> Page:
    """DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, case_id)
        secretary = may(bench.asker, Action.SELF_ASSESS, bench.unit)
        if not secretary:
            bench.require_committee()
        return Page(
            bench,
            await grading.stages(cx, case_id),
            await summary(cx, bench),
            await rounds.entries(cx, case_id),
            await ratings.of_case(cx, case_id),
            await step.fault(cx, bench),
            secretary,
        )
