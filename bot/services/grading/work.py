"""A case as its secretary and the committee work on it: where it is, what is there, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.domain.errors import DomainError
from bot.domain.grading.case import Stage
from bot.domain.grading.survey import Entry
from bot.domain.permission import Action, may
from bot.domain.rating.model import Rating
from bot.domain.request import Request
from bot.services.grading import step
from bot.services.grading.access import Bench
from bot.services.grading.summary import Summary, summary
from bot.storage.grading import store as grading
from bot.storage.grading import survey
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork


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


async def page(uow: UnitOfWork, request: Request, zone: tzinfo, case_id: int) -> Page:
    """DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, zone, case_id)
        secretary = may(bench.asker, Action.SELF_ASSESS, bench.unit)
        if not secretary:
            bench.require_committee()
        return Page(
            bench,
            await grading.stages(cx, case_id),
            await summary(cx, bench),
            await survey.entries(cx, case_id),
            await ratings.of_case(cx, case_id),
            await step.fault(cx, bench),
            secretary,
        )
