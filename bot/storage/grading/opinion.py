"""What a unit says of itself in a round: the grade it proposes, and the one it asks for after the rating."""

from bot.storage.connection import Connection

PROPOSE = "UPDATE grade_case SET proposed = $2, proposed_reason = $3, version = version + 1 WHERE id = $1"
OPINE = "UPDATE grade_case SET opinion = $2, version = version + 1 WHERE id = $1"


async def propose(cx: Connection, case_id: int, grade: str | None, reason: str | None) -> None:
    """`reason`: of a grade other than the computed one."""
    await cx.execute(PROPOSE, case_id, grade, reason)


async def opine(cx: Connection, case_id: int, grade: str) -> None:
    await cx.execute(OPINE, case_id, grade)
