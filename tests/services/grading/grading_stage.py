"""A committee that grades two branches, and the steps that tests of a round take."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.grading import schemes
from bot.domain.grading.case import Case, ScoreSheetOwner
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.grading.survey import SurveyKind
from bot.domain.rating.model import Question, Turnout
from bot.domain.rating.result import Result
from bot.domain.rules import Installation
from bot.services.grading import assess, self_assessment
from bot.services.grading import round as grading_round
from bot.services.grading import score as grading_score
from bot.services.grading import step as grading_step
from bot.services.grading import summary as grading_sum
from bot.services.grading import survey as grading_survey
from bot.services.grading.access import CaseAccess
from bot.services.grading.assess import RulesInForce
from bot.services.grading.round import StartedRound
from bot.services.grading.score import FilledSheet
from bot.services.grading.self_assessment import StatedGrade
from bot.services.grading.step import Moved
from bot.services.grading.summary import Summary
from bot.services.grading.survey import SurveyFile
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from bot.texts.speech import Texts
from bot.views.renderers import render
from tests.installation import INSTALLATION
from tests.services.attendance.attendance_branch import ACCOUNTS, ROOT, Branch, Rows, branch

SCHEMES = schemes.read(
    {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "config" / "grading").glob("*.toml")}
)
RATING = """
INSERT INTO rating (unit_id, case_id, subject, title, questions, comment, split, paper, source, groups, state,
  prepared_at, closes_at, closed_at, issued, returned, valid, spoiled, result)
VALUES ($1, $2, 'unit', '一支部', $3, $7, $8, $7, 'list', '', $4, 0, 0, 0, $5, $5, $5, 0, $6) RETURNING id"""


@dataclass(frozen=True, slots=True)
class Round:
    """The branch; `above` acts for the committee, `secretary` for the branch."""

    house: Branch

    @property
    def hall(self) -> Rows:
        return self.house.hall

    @property
    def installation(self) -> Installation:
        return INSTALLATION

    async def sector(self, sector: str, unit: int | None = None) -> None:
        await self.hall.run("UPDATE unit SET sector = $2 WHERE id = $1 RETURNING id", unit or self.house.unit, sector)

    async def former(self, grade: str, year: int = 2025, unit: int | None = None) -> None:
        sql = """INSERT INTO grade_result (unit_id, year, grade, decided_on, source)
          VALUES ($1, $2, $3, '2025-12-20', 'import') RETURNING id"""
        await self.hall.run(sql, unit or self.house.unit, year, grade)

    async def start(
        self, *units: int, by: int | None = None, year: int = 2026, committee: int | None = None
    ) -> StartedRound:
        hall, house = self.hall, self.house
        asked = hall.ask(by or house.above)
        return await grading_round.start(
            hall.uow, asked, self.installation, committee or house.top, year, units or None
        )

    async def begun(self, sector: str = "村") -> int:
        """The branch's case, at the survey."""
        await self.sector(sector)
        await self.start(self.house.unit)
        return await self.case_id()

    async def case_id(self, unit: int | None = None) -> int:
        rows = await self.hall.rows(
            "SELECT id FROM grade_case WHERE unit_id = $1 ORDER BY id DESC", unit or self.house.unit
        )
        return int(rows[0]["id"])

    async def case(self, id: int) -> Case:
        async with self.hall.uow.reading() as cx:
            found = await grading.get(cx, id)
        assert found is not None
        return found

    async def access(self, id: int, by: int | None = None) -> CaseAccess:
        async with self.hall.uow.reading() as cx:
            return await CaseAccess.of(cx, self.hall.ask(by or self.house.above), id)

    async def summary(self, id: int) -> Summary:
        access = await self.access(id)
        async with self.hall.uow.reading() as cx:
            return await grading_sum.summary(cx, access)

    async def version(self, person: int) -> int:
        rows = await self.hall.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(rows[0]["version"]) if rows else 0

    async def move(self, id: int, step: Step, by: int | None = None, *, skip: bool = False) -> Moved:
        hall = self.hall
        asked = hall.ask(by or self.house.secretary)
        return await grading_step.move(hall.uow, asked, id, step, skip=skip)

    async def survey(self, id: int, kind: SurveyKind, text: str, by: int | None = None) -> SurveyFile:
        hall, person = self.hall, by or self.house.secretary
        await grading_survey.begin(hall.uow, hall.ask(person), id, kind)
        return await grading_survey.enter_text(hall.uow, hall.ask(person), await self.version(person), text)

    async def score(self, id: int, owner: ScoreSheetOwner, leaf: str, text: str, by: int | None = None) -> FilledSheet:
        hall, person = self.hall, by or self._of(owner)
        await grading_score.begin(hall.uow, hall.ask(person), id, owner, leaf)
        return await grading_score.enter_text(hall.uow, hall.ask(person), await self.version(person), text)

    async def rest(self, id: int, owner: ScoreSheetOwner, by: int | None = None) -> FilledSheet:
        hall = self.hall
        return await grading_score.rest_full(hall.uow, hall.ask(by or self._of(owner)), id, owner)

    def _of(self, owner: ScoreSheetOwner) -> int:
        return self.house.secretary if owner is ScoreSheetOwner.UNIT else self.house.above

    async def propose(self, id: int, grade: str, by: int | None = None) -> StatedGrade | None:
        hall = self.hall
        return await self_assessment.propose(hall.uow, hall.ask(by or self.house.secretary), id, grade)

    async def because(self, reason: str) -> StatedGrade:
        hall, person = self.hall, self.house.secretary
        return await self_assessment.because(hall.uow, hall.ask(person), await self.version(person), reason)

    async def opine(self, id: int, grade: str) -> StatedGrade:
        hall = self.hall
        return await self_assessment.opine(hall.uow, hall.ask(self.house.secretary), id, grade)

    async def rule(
        self, id: int, rule: str, words: str, *, override: bool = False, by: int | None = None
    ) -> RulesInForce:
        hall, person = self.hall, by or self.house.above
        await assess.begin(hall.uow, hall.ask(person), id, rule, override=override)
        return await assess.enter_text(hall.uow, hall.ask(person), await self.version(person), words)

    async def rated(
        self,
        id: int,
        counts: Mapping[str, int],
        groups: Mapping[Voters, Mapping[str, int]] | None = None,
        *,
        state: str = "closed",
    ) -> None:
        """A rating of the case with these valid ballots, as closing leaves it."""
        access = await self.access(id)
        question = Question(code="grade", zh="等级", en="Grade", choices=access.scheme.choices)
        valid = sum(counts.values())
        split = {voters: (tally,) for voters, tally in (groups or {}).items()}
        result = Result(valid, Turnout(valid, valid, valid, 0), (counts,), split).write()
        questions = json.dumps([question.model_dump(mode="json")])
        kept = result if state == "closed" else None
        await self.hall.run(RATING, access.unit.id, id, questions, state, valid, kept, False, bool(groups))

    async def at_self(self, sector: str = "村") -> int:
        """The case with a survey."""
        id = await self.begun(sector)
        await self.survey(id, SurveyKind.FACT, "党员 29 名")
        await self.move(id, Step.SURVEY)
        return id

    async def at_rating(self, sector: str = "村") -> int:
        """The case with a whole sheet of its own and a proposal."""
        id = await self.at_self(sector)
        found = await self.access(id)
        if found.scheme.points:
            await self.rest(id, ScoreSheetOwner.UNIT)
        await self.propose(id, found.scheme.best)
        await self.move(id, Step.SELF_ASSESSMENT)
        return id

    async def at_assessment(self, sector: str = "村", **counts: int) -> int:
        id = await self.at_rating(sector)
        await self.rated(id, counts or {"good": 10})
        await self.opine(id, (await self.access(id)).scheme.best)
        await self.move(id, Step.RATING)
        return id

    async def told(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        """Persons who were told and what; each message can be said in both languages."""
        texts, found = Texts(self.hall.zone), []
        for row in await self.hall.messages(kind):
            data = json.loads(row["data"])
            assert all(render(kind, data, texts.speech(language)).text for language in ("zh", "en"))
            found.append((row["chat_id"] - ACCOUNTS, data))
        return found

    async def whom(self, kind: str) -> list[int]:
        return sorted(person for person, _ in await self.told(kind))

    async def audited(self, kind: str) -> Sequence[dict[str, Any]]:
        rows = await self.hall.rows("SELECT data FROM audit WHERE kind = $1 ORDER BY sequence", kind)
        return [json.loads(row["data"]) for row in rows]


async def round_(database: Database) -> Round:
    return Round(await branch(database))
