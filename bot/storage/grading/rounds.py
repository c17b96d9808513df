"""Rounds as a whole: how many units, how many still on their way, where each stands."""

from bot.domain.grading.case import Round, Stage
from bot.domain.grading.scheme_part import Step
from bot.domain.unit import Unit
from bot.storage.connection import Connection
from bot.storage.grading.store import round_of, stage_of
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
    """Newest first, with its units and how many of them are not done."""
    return [(round_of(row), int(row["units"]), int(row["open"])) for row in await cx.fetch(EVERY)]


async def units(cx: Connection, round_id: int) -> list[Unit]:
    return [unit_of(row) for row in await cx.fetch(UNITS, round_id)]


async def stages(cx: Connection, round_id: int) -> dict[tuple[int, Step], Stage]:
    """By case and step."""
    return {(row["case_id"], Step(row["step"])): stage_of(row) for row in await cx.fetch(STAGES, round_id)}
