"""Finds how far rounds and their units are, and stores what a unit says of itself: survey, proposal, opinion."""

from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.grading.case import Round, Stage
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyEntry, SurveyKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection
from bot.storage.grading.store import round_of, stage_of
from bot.storage.rows import Reader
from bot.storage.unit import UNIT, unit_of

EVERY = """
SELECT grade_round.*, count(*) AS units, count(CASE WHEN grade_step.done_at IS NULL THEN 1 END) AS open
FROM grade_round JOIN grade_case ON grade_case.round_id = grade_round.id
JOIN grade_step ON grade_step.case_id = grade_case.id AND grade_step.step = 'final'
GROUP BY grade_round.id ORDER BY grade_round.id DESC"""
UNITS = f"SELECT {UNIT} FROM unit JOIN grade_case ON grade_case.unit_id = unit.id WHERE round_id = $1 ORDER BY unit.id"
STAGES = """
SELECT grade_step.* FROM grade_step JOIN grade_case ON grade_case.id = grade_step.case_id WHERE round_id = $1"""


async def every(cx: Connection) -> list[tuple[Round, int, int]]:
    """List all rounds, newest first, each with the numbers of its units and of those that are not done."""
    return [(round_of(row), int(row["units"]), int(row["open"])) for row in await cx.fetch(EVERY)]


async def units(cx: Connection, round_id: int) -> list[Unit]:
    """List the units of a round."""
    return [unit_of(row) for row in await cx.fetch(UNITS, round_id)]


async def stages(cx: Connection, round_id: int) -> dict[tuple[int, Step], Stage]:
    """Return the steps of all cases of a round, by case and step."""
    return {(row["case_id"], Step(row["step"])): stage_of(row) for row in await cx.fetch(STAGES, round_id)}


# Units whose year is graded, or that are still in a round, whichever it is.
TAKEN = """
SELECT DISTINCT grade_case.unit_id FROM grade_case JOIN grade_round ON grade_round.id = grade_case.round_id
JOIN unit ON unit.id = grade_case.unit_id
WHERE unit.path LIKE $1 AND ((grade_round.year = $2 AND grade_round.kind = 'round') OR EXISTS (
  SELECT 1 FROM grade_step WHERE grade_step.case_id = grade_case.id AND step = 'final' AND done_at IS NULL))"""


async def taken(cx: Connection, path: str, year: int) -> frozenset[int]:
    """Return the units at or under that path that are graded for that year or still in a round."""
    return frozenset(row["unit_id"] for row in await cx.fetch(TAKEN, path + "%", year))


PROPOSE = "UPDATE grade_case SET proposed = $2, proposed_reason = $3, version = version + 1 WHERE id = $1"
OPINE = "UPDATE grade_case SET opinion = $2, version = version + 1 WHERE id = $1"


async def propose(cx: Connection, case_id: int, grade: str | None, reason: str | None) -> None:
    """Store the grade that the unit proposes. `reason`: of one other than the computed."""
    await cx.execute(PROPOSE, case_id, grade, reason)


async def set_opinion(cx: Connection, case_id: int, grade: str) -> None:
    """Store the grade that the unit asks for after the rating."""
    await cx.execute(OPINE, case_id, grade)


LIST = "SELECT id, kind, number, words FROM grade_survey WHERE case_id = $1 ORDER BY id"
ADD = """
INSERT INTO grade_survey (case_id, kind, number, words, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6)"""
CLEAR = "DELETE FROM grade_survey WHERE case_id = $1 AND kind = $2"
DROP = "DELETE FROM grade_survey WHERE case_id = $1 AND id = $2"
_entry = Reader(SurveyEntry)


async def entries(cx: Connection, case_id: int) -> list[SurveyEntry]:
    """List the entries of a survey in the order in which they were entered."""
    return [_entry(row) for row in await cx.fetch(LIST, case_id)]


async def count(cx: Connection, case_id: int, kind: SurveyKind, number: int, by: int | None, at: datetime) -> None:
    """Store a number of the survey; a later one replaces it."""
    await cx.execute(CLEAR, case_id, kind.value)
    await cx.execute(ADD, case_id, kind.value, number, None, by, to_ms(at))


async def add(cx: Connection, case_id: int, kind: SurveyKind, words: str, by: int | None, at: datetime) -> None:
    """Add a line to the survey."""
    await cx.execute(ADD, case_id, kind.value, None, words, by, to_ms(at))


async def drop(cx: Connection, case_id: int, entry_id: int) -> bool:
    """Remove an entry of the survey; False when it is not there."""
    return await cx.execute(DROP, case_id, entry_id) == 1
