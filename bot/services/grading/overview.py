"""The committee's page of a round: the step of each unit, what is overdue, and how far the decisions are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.grading.case import Round, Stage
from bot.domain.grading.decision import Decision, Notice
from bot.domain.grading.scheme_part import Step
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.grading.access import CaseAccess, access_to_round, may_grade
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection, rounds
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A unit's line. `stage`: the step that the case is at; `waiting`: the number of objections without an answer."""

    access: CaseAccess
    stage: Stage
    decision: Decision | None
    notice: Notice | None
    waiting: int

    @property
    def over(self) -> bool:
        """Whether its last step is done."""
        return self.access.case.step is Step.FINAL and self.stage.done_at is not None

    @property
    def decided(self) -> bool:
        """Whether there is a decision that no notice has shown yet."""
        shown = self.notice.decision_id if self.notice else None
        return self.access.case.step is Step.DECISION and self.decision is not None and self.decision.id != shown

    @property
    def endable(self) -> bool:
        """Whether the notice is over and no objection waits for an answer."""
        over = self.notice is not None and self.notice.ends_on < self.access.today
        return self.access.case.step is Step.NOTICE and over and not self.waiting


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round with the cases that the reader grades. `number`: of the page that is wanted, from 0."""

    committee: Unit
    round: Round
    today: date
    rows: Sequence[CaseRow]
    number: int

    @property
    def steps(self) -> Mapping[Step, int]:
        """How many units are at each step; those that are done are not counted."""
        return Counter(row.access.case.step for row in self.rows if not row.over)

    @property
    def late(self) -> Sequence[CaseRow]:
        """The units whose step is overdue."""
        return [row for row in self.rows if row.stage.late(self.today)]


@dataclass(frozen=True, slots=True)
class RunningRound:
    """A round of which the asker grades units. `open`: the number of units that are not done."""

    round: Round
    committee: str
    units: int
    open: int


async def of(uow: UnitOfWork, request: Request, round_id: int, page: int = 0) -> RoundPage:
    """Return the page of a round. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        found = await access_to_round(cx, request, round_id)
        stages = await rounds.stages(cx, round_id)
        decisions = await grading_decision.of_round(cx, round_id)
        notices, waiting = await grading_notice.of_round(cx, round_id), await objection.waiting(cx, round_id)
        rows = []
        for one in found:
            id = one.case.id
            stage = stages[id, one.case.step]
            rows.append(CaseRow(one, stage, decisions.get(id), notices.get(id), waiting.get(id, 0)))
        committee = await actor.unit(cx, found[0].round.unit_id)
        return RoundPage(committee, found[0].round, found[0].today, rows, page)


async def running(cx: Connection, asker: Actor) -> list[RunningRound]:
    """List the rounds of which the asker grades units, newest first; where all are over, the newest."""
    found = []
    for round_, units, open_ in await rounds.every(cx):
        committee = await actor.unit(cx, round_.unit_id)
        if any(may_grade(asker, one) for one in await rounds.units(cx, round_.id)):
            found.append(RunningRound(round_, committee.name, units, open_))
    return [one for one in found if one.open] or found[:1]
