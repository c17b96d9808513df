"""A unit's case: the card that its people and the committee see, and the page of those who work on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind, Stage
from bot.domain.grading.decision import Decision, Notice, Objection
from bot.domain.grading.rule import OverQuota
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyEntry
from bot.domain.grading.words import with_names
from bot.domain.permission import Action, may, require
from bot.domain.rating.model import Rating
from bot.domain.request import Request
from bot.services.grading import second_review, step
from bot.services.grading.access import CaseAccess
from bot.services.grading.decide import unpublished, warnings
from bot.services.grading.second_review import Changes
from bot.services.grading.summary import Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection, rounds
from bot.storage.grading import store as grading
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What a reader may see of a case.

    `summary`, `over`, a decision before it is published, and the words and authors of objections are for the committee
    alone; others see the answers. `decided`: no notice has shown the decision yet; `objects`: the reader may object
    now; `own`: the reader is the unit's secretary; `changes`: of a second review, against the round before.
    """

    access: CaseAccess
    stages: Sequence[Stage]
    decision: Decision | None
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
    def may_grade(self) -> bool:
        """Whether the reader is the committee above."""
        return self.summary is not None


async def of(uow: UnitOfWork, request: Request, case_id: int) -> CaseCard:
    """Return the card of a case. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        access = await CaseAccess.of(cx, request, case_id)
        require(access.asker, Action.READ_NOTICE, access.unit)
        return await (_for_committee if access.may_grade else _for_unit)(cx, request, access)


async def _for_unit(cx: Connection, request: Request, access: CaseAccess) -> CaseCard:
    notice, decision = await shown(cx, access.case.id)
    raised = [one for one in await objection.of_case(cx, access.case.id) if one.upheld is not None]
    takes = notice is not None and notice.takes_objections(access.today)
    objects = takes and may(access.asker, Action.OBJECT, access.unit) and access.asker.person is not None
    stages = await grading.stages(cx, access.case.id)
    own = may(access.asker, Action.SELF_ASSESS, access.unit)
    changes = await _changes(cx, access) if access.case.step is Step.FINAL else None
    return CaseCard(access, stages, decision, notice, raised, decided=False, objects=objects, own=own, changes=changes)


async def shown(cx: Connection, case_id: int) -> tuple[Notice | None, Decision | None]:
    """Return the published or final notice and its decision; nothing once it was withdrawn."""
    case, notices = await grading.get(cx, case_id), await grading_notice.of_case(cx, case_id)
    if case is None or not notices or case.step not in (Step.NOTICE, Step.FINAL):
        return None, None
    decisions = {one.id: one for one in await grading_decision.of_case(cx, case_id)}
    return notices[0], decisions[notices[0].decision_id]


async def _for_committee(cx: Connection, request: Request, access: CaseAccess) -> CaseCard:
    found, waits = await summary(cx, access), await unpublished(cx, access.case.id)
    notice, decision = await shown(cx, access.case.id)
    over: tuple[OverQuota, ...] = ()
    if access.case.step is Step.DECISION and found.computed is not None:
        over = await warnings(cx, access, waits.grade if waits else found.computed.grade)
    fault = with_names(found.fault, access.scheme, request.language) if found.fault else None
    return CaseCard(
        access,
        await grading.stages(cx, access.case.id),
        waits if access.case.step is Step.DECISION else decision,
        notice,
        await objection.of_case(cx, access.case.id),
        decided=access.case.step is Step.DECISION and waits is not None,
        objects=False,
        own=False,
        summary=found,
        fault=fault,
        over=over,
        changes=await _changes(cx, access),
    )


async def _changes(cx: Connection, access: CaseAccess) -> Changes | None:
    return await second_review.changes(cx, access) if access.round.kind is RoundKind.SECOND_REVIEW else None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as its secretary and the committee work on it. `fault`: what the step still lacks, None when it can be
    left; `ratings` of this case, newest first; `secretary`: the reader is the unit's."""

    access: CaseAccess
    stages: Sequence[Stage]
    summary: Summary
    entries: Sequence[SurveyEntry]
    ratings: Sequence[Rating]
    fault: DomainError | None
    secretary: bool

    @property
    def stage(self) -> Stage:
        """The step that the case is at."""
        return next(one for one in self.stages if one.step is self.access.case.step)


async def page(uow: UnitOfWork, request: Request, case_id: int) -> CasePage:
    """Return the page of a case. DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        access = await CaseAccess.of(cx, request, case_id)
        secretary = may(access.asker, Action.SELF_ASSESS, access.unit)
        if not secretary:
            access.require_committee()
        return CasePage(
            access,
            await grading.stages(cx, case_id),
            await summary(cx, access),
            await rounds.entries(cx, case_id),
            await ratings.of_case(cx, case_id),
            await step.fault(cx, access),
            secretary,
        )
