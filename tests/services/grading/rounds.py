"""A committee starts rounds, in which each of its branches has a case."""

from bot.services.grading import round as grading_round
from bot.services.grading.round import StartedRound
from tests.installation import INSTALLATION
from tests.world import World

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
