"""Rounds that a committee starts, and the branch's case at a step of one, with what came before it."""

from bot.domain.grading.case import Case, ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.rating.model import Turnout
from bot.domain.rating.result import Result
from bot.services.grading import round as grading_round
from bot.services.grading import summary
from bot.services.grading.access import CaseAccess
from bot.services.grading.round import StartedRound
from bot.services.grading.score import rest_full
from bot.services.grading.step import enter_next_step, move
from bot.services.grading.summary import Summary
from bot.storage.grading import store
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import Branch

RATING = """
INSERT INTO rating (unit_id, case_id, subject, title, questions, comment, split, paper, source, groups, state,
  prepared_at, closes_at, closed_at, issued, returned, valid, spoiled, result)
VALUES ($1, $2, 'unit', '一支部', '[]', FALSE, FALSE, FALSE, 'list', '', 'closed', 0, 0, 0, $3, $3, $3, 0, $4)"""


async def case_at(world: World, branch: Branch, step: Step, sector: str = "村") -> int:
    """Its id; nothing is entered at this step or at an earlier one."""
    await world.run("UPDATE unit SET sector = $2 WHERE id = $1", branch.id, sector)
    started = await world.act(branch.above, grading_round.start, INSTALLATION, branch.committee, 2026, [branch.id])
    request = world.request(branch.secretary)
    async with world.uow.begin(request) as work:
        [case] = await store.of_round(work, started.round_id)
        access = await CaseAccess.of(work, request, case.id)
        while access.case.step is not step:
            access = await enter_next_step(work, access)
        await work.commit()
    return case.id


async def rated(world: World, branch: Branch, case: int, **counts: int) -> None:
    """A closed rating of the case has these valid ballots."""
    valid = sum(counts.values())
    result = Result(valid, Turnout(valid, valid, valid, 0), (counts,)).write()
    await world.run(RATING, branch.id, case, valid, result)


async def at_assessment(world: World, branch: Branch, sector: str = "村", **counts: int) -> int:
    """Rated, with these ballots or ten good ones; the committee has entered nothing."""
    case = await case_at(world, branch, Step.ASSESSMENT, sector)
    await rated(world, branch, case, **counts or {"good": 10})
    return case


async def at_decision(world: World, branch: Branch, sector: str = "村", **counts: int) -> int:
    """With full marks; the score differs by the ballots alone."""
    case = await at_assessment(world, branch, sector, **counts)
    if INSTALLATION.schemes.of(sector).points:
        await world.act(branch.above, rest_full, case, ScoreSheetOwner.COMMITTEE)
    await world.act(branch.above, move, case, Step.ASSESSMENT)
    return case


async def case_of(world: World, id: int) -> Case:
    async with world.uow.reading() as cx:
        found = await store.get(cx, id)
    assert found is not None
    return found


async def summary_of(world: World, branch: Branch, id: int) -> Summary:
    """As the committee sees it."""
    async with world.uow.reading() as cx:
        return await summary.summary(cx, await CaseAccess.of(cx, world.request(branch.above), id))


FORMER = "INSERT INTO grade_result (unit_id, year, grade, decided_on, source) VALUES ($1, $2, $3, $4, 'import')"


async def start_round(world: World, person: int, committee: int, *units: int, year: int = 2026) -> StartedRound:
    """Of these units, or of all that are in no round yet."""
    return await world.act(person, grading_round.start, INSTALLATION, committee, year, units or None)


async def newest_case(world: World, unit: int) -> int:
    rows = await world.rows("SELECT id FROM grade_case WHERE unit_id = $1 ORDER BY id DESC", unit)
    return int(rows[0]["id"])


async def former_grade(world: World, unit: int, grade: str, year: int = 2025) -> None:
    """From a file, before there were rounds."""
    await world.run(FORMER, unit, year, grade, f"{year}-12-20")
