"""The last steps of a round, as tests take them: decision, notice, objections, final."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.decision import Notice, Objection
from bot.domain.grading.scheme_part import Step
from bot.services import reason_form
from bot.services.grading import case as grading_case
from bot.services.grading import decide, objection, whole_round
from bot.services.grading import final as grading_final
from bot.services.grading import notice as grading_notice
from bot.services.grading.case import CaseCard
from bot.services.grading.decide import DecisionResult
from bot.services.grading.final import FinalResult
from bot.services.grading.notice import PublishedNotice
from bot.services.grading.objection import Answered, Raised
from bot.services.grading.whole_round import Batch, BatchAction
from bot.storage.connection import Database
from bot.storage.grading import notice as notices
from bot.storage.grading import objection as objections
from tests.services.attendance.attendance_branch import Rows
from tests.services.grading.grading_stage import Round, round_


@dataclass(frozen=True, slots=True)
class End:
    """A round with its first branch at the decision."""

    ours: Round

    @property
    def hall(self) -> Rows:
        return self.ours.hall

    async def at_decision(self, sector: str = "村", **counts: int) -> int:
        """With full marks; the score differs by the ballots alone."""
        id = await self.ours.at_assessment(sector, **counts)
        if (await self.ours.access(id)).scheme.points:
            await self.ours.rest(id, ScoreSheetOwner.COMMITTEE)
        await self.ours.move(id, Step.ASSESSMENT, self.ours.house.above)
        return id

    async def choose(
        self, id: int, grade: str, by: int | None = None, version: int | None = None
    ) -> DecisionResult | None:
        shown = (await self.ours.case(id)).version if version is None else version
        asked = self.hall.ask(by or self.ours.house.above)
        return await decide.choose(self.hall.uow, asked, id, shown, grade)

    async def because(self, reason: str, by: int | None = None) -> DecisionResult:
        """The reason, and the yes to it."""
        person = by or self.ours.house.above
        version = await self.ours.version(person)
        await reason_form.enter_reason(self.hall.uow, self.hall.ask(person), decide.NAME, version, reason)
        asked = self.hall.ask(person)
        return await decide.confirm(self.hall.uow, asked, await self.ours.version(person))

    async def publish(self, id: int, by: int | None = None, version: int | None = None) -> PublishedNotice:
        shown = (await self.ours.case(id)).version if version is None else version
        asked = self.hall.ask(by or self.ours.house.above)
        return await grading_notice.publish(self.hall.uow, asked, self.ours.installation, id, shown)

    async def finish(self, id: int, by: int | None = None, version: int | None = None) -> FinalResult:
        shown = (await self.ours.case(id)).version if version is None else version
        asked = self.hall.ask(by or self.ours.house.above)
        return await grading_final.finish(self.hall.uow, asked, id, shown)

    async def at_notice(self, sector: str = "村", **counts: int) -> int:
        """Decided as computed and published."""
        id = await self.at_decision(sector, **counts)
        found = (await self.ours.summary(id)).computed
        await self.choose(id, found.grade if found else "excellent")
        await self.publish(id)
        return id

    async def final(self, sector: str = "村", **counts: int) -> int:
        id = await self.at_notice(sector, **counts)
        await self.over(id)
        await self.finish(id)
        return id

    async def notice(self, id: int) -> Notice:
        async with self.hall.uow.reading() as cx:
            return (await notices.of_case(cx, id))[0]

    async def over(self, id: int) -> None:
        """The day after the notice's last."""
        last = (await self.notice(id)).ends_on
        today = self.hall.now.astimezone(self.hall.zone).date()
        self.hall.clock.moment += timedelta(days=(last - today).days + 1)

    async def object_(self, id: int, by: int, text: str = "分数和实际不符", *, named: bool = True) -> Raised:
        hall, notice = self.hall, (await self.notice(id)).id
        await objection.begin(hall.uow, hall.ask(by), notice, named=named)
        return await objection.raise_(hall.uow, hall.ask(by), await self.ours.version(by), text)

    async def answer(self, one: int, *, upheld: bool, by: int | None = None) -> Answered:
        hall, person = self.hall, by or self.ours.house.above
        begun = await objection.begin_answer(hall.uow, hall.ask(person), one)
        if begun is not None:
            return begun
        for text in ("查了台账，问了三名党员", "情况已核实"):
            await objection.enter_answer(hall.uow, hall.ask(person), await self.ours.version(person), text)
        version = await self.ours.version(person)
        return await objection.answer(hall.uow, hall.ask(person), version, upheld=upheld)

    async def objections(self, id: int) -> list[Objection]:
        async with self.hall.uow.reading() as cx:
            return await objections.of_case(cx, id)

    async def card(self, id: int, by: int) -> CaseCard:
        return await grading_case.of(self.hall.uow, self.hall.ask(by), id)

    async def look(self, what: BatchAction, by: int | None = None) -> Batch:
        asked = self.hall.ask(by or self.ours.house.above)
        return await whole_round.preview(self.hall.uow, asked, await self.round_id(), what)

    async def all_(self, what: BatchAction, by: int | None = None, mark: int | None = None) -> Batch:
        shown = (await self.look(what)).mark if mark is None else mark
        asked = self.hall.ask(by or self.ours.house.above)
        return await whole_round.perform(
            self.hall.uow, asked, self.ours.installation, await self.round_id(), what, shown
        )

    async def round_id(self) -> int:
        rows = await self.hall.rows("SELECT id FROM grade_round ORDER BY id DESC")
        return int(rows[0]["id"])


async def end(database: Database) -> End:
    return End(await round_(database))
