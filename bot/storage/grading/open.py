"""Units that a new round cannot take."""

from bot.storage.connection import Connection

# One whose year is graded, or that is still on its way, in whichever round.
TAKEN = """
SELECT DISTINCT grade_case.unit_id FROM grade_case JOIN grade_round ON grade_round.id = grade_case.round_id
JOIN unit ON unit.id = grade_case.unit_id
WHERE unit.path LIKE $1 AND ((grade_round.year = $2 AND grade_round.kind = 'round') OR EXISTS (
  SELECT 1 FROM grade_step WHERE grade_step.case_id = grade_case.id AND step = 'final' AND done_at IS NULL))"""


async def taken(cx: Connection, path: str, year: int) -> frozenset[int]:
    """Of the unit of that path and everything under it."""
    return frozenset(row["unit_id"] for row in await cx.fetch(TAKEN, path + "%", year))
