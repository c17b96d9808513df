"""A committee that grades branches, and the cases of its rounds."""

from dataclasses import dataclass

from bot.domain.grading.case import Case
from bot.services.grading import round as grading_round
from bot.services.grading.access import CaseAccess
from bot.services.grading.round import StartedRound
from bot.storage.grading import store
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import Branch


@dataclass(frozen=True, slots=True)
class Rounds:
    """`above` acts for the committee, `secretary` for the branch."""

    world: World
    branch: Branch

    async def sector(self, sector: str, unit: int | None = None) -> None:
        await self.world.run("UPDATE unit SET sector = $2 WHERE id = $1", unit or self.branch.id, sector)

    async def former(self, grade: str, year: int = 2025, unit: int | None = None) -> None:
        sql = """INSERT INTO grade_result (unit_id, year, grade, decided_on, source)
          VALUES ($1, $2, $3, '2025-12-20', 'import')"""
        await self.world.run(sql, unit or self.branch.id, year, grade)

    async def start(
        self, *units: int, by: int | None = None, year: int = 2026, committee: int | None = None
    ) -> StartedRound:
        graded, asker = committee or self.branch.committee, by or self.branch.above
        return await self.world.act(asker, grading_round.start, INSTALLATION, graded, year, units or None)

    async def begun(self, sector: str = "村") -> int:
        """The branch's case, at the survey."""
        await self.sector(sector)
        await self.start(self.branch.id)
        return await self.case_id()

    async def case_id(self, unit: int | None = None) -> int:
        rows = await self.world.rows(
            "SELECT id FROM grade_case WHERE unit_id = $1 ORDER BY id DESC", unit or self.branch.id
        )
        return int(rows[0]["id"])

    async def case(self, id: int) -> Case:
        async with self.world.uow.reading() as cx:
            found = await store.get(cx, id)
        assert found is not None
        return found

    async def access(self, id: int, by: int | None = None) -> CaseAccess:
        async with self.world.uow.reading() as cx:
            return await CaseAccess.of(cx, self.world.request(by or self.branch.above), id)
