"""The steps of a case up to the assessment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.grading.survey import SurveyKind
from bot.domain.rating.model import Question, Turnout
from bot.domain.rating.result import Result
from bot.services.grading import assess, score, self_assessment, summary, survey
from bot.services.grading import step as steps
from bot.services.grading.assess import RulesInForce
from bot.services.grading.score import FilledSheet
from bot.services.grading.self_assessment import StatedGrade
from bot.services.grading.step import Moved
from bot.services.grading.summary import Summary
from bot.services.grading.survey import SurveyFile
from tests.services.grading.rounds import Rounds

RATING = """
INSERT INTO rating (unit_id, case_id, subject, title, questions, comment, split, paper, source, groups, state,
  prepared_at, closes_at, closed_at, issued, returned, valid, spoiled, result)
VALUES ($1, $2, 'unit', '一支部', $3, $7, $8, $7, 'list', '', $4, 0, 0, 0, $5, $5, $5, 0, $6)"""


@dataclass(frozen=True, slots=True)
class Grading(Rounds):
    """`above` acts for the committee, `secretary` for the branch."""

    async def summary(self, id: int) -> Summary:
        access = await self.access(id)
        async with self.world.uow.reading() as cx:
            return await summary.summary(cx, access)

    async def move(self, id: int, step: Step, by: int | None = None, *, skip: bool = False) -> Moved:
        return await self.world.act(by or self.branch.secretary, steps.move, id, step, skip=skip)

    async def survey(self, id: int, kind: SurveyKind, text: str, by: int | None = None) -> SurveyFile:
        person = by or self.branch.secretary
        await self.world.act(person, survey.begin, id, kind)
        return await self.world.act(person, survey.enter_text, await self.world.version(person), text)

    async def score(self, id: int, owner: ScoreSheetOwner, leaf: str, text: str, by: int | None = None) -> FilledSheet:
        person = by or self._of(owner)
        await self.world.act(person, score.begin, id, owner, leaf)
        return await self.world.act(person, score.enter_text, await self.world.version(person), text)

    async def rest(self, id: int, owner: ScoreSheetOwner, by: int | None = None) -> FilledSheet:
        return await self.world.act(by or self._of(owner), score.rest_full, id, owner)

    def _of(self, owner: ScoreSheetOwner) -> int:
        return self.branch.secretary if owner is ScoreSheetOwner.UNIT else self.branch.above

    async def propose(self, id: int, grade: str, by: int | None = None) -> StatedGrade | None:
        return await self.world.act(by or self.branch.secretary, self_assessment.propose, id, grade)

    async def because(self, reason: str) -> StatedGrade:
        person = self.branch.secretary
        return await self.world.act(person, self_assessment.because, await self.world.version(person), reason)

    async def opine(self, id: int, grade: str) -> StatedGrade:
        return await self.world.act(self.branch.secretary, self_assessment.opine, id, grade)

    async def rule(
        self, id: int, rule: str, words: str, *, override: bool = False, by: int | None = None
    ) -> RulesInForce:
        person = by or self.branch.above
        await self.world.act(person, assess.begin, id, rule, override=override)
        return await self.world.act(person, assess.enter_text, await self.world.version(person), words)

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
        await self.world.run(RATING, access.unit.id, id, questions, state, valid, kept, False, bool(groups))

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
