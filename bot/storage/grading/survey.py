"""What the survey found: a unit's file in its round."""

from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.grading.survey import Entry, Kind
from bot.storage.connection import Connection

LIST = "SELECT id, kind, number, words FROM grade_survey WHERE case_id = $1 ORDER BY id"
ADD = """
INSERT INTO grade_survey (case_id, kind, number, words, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6)"""
CLEAR = "DELETE FROM grade_survey WHERE case_id = $1 AND kind = $2"
DROP = "DELETE FROM grade_survey WHERE case_id = $1 AND id = $2"


async def entries(cx: Connection, case_id: int) -> list[Entry]:
    """In the order in which they were entered."""
    rows = await cx.fetch(LIST, case_id)
    return [Entry(row["id"], Kind(row["kind"]), row["number"], row["words"]) for row in rows]


async def count(cx: Connection, case_id: int, kind: Kind, number: int, by: int | None, at: datetime) -> None:
    """The later word counts."""
    await cx.execute(CLEAR, case_id, kind.value)
    await cx.execute(ADD, case_id, kind.value, number, None, by, to_ms(at))


async def add(cx: Connection, case_id: int, kind: Kind, words: str, by: int | None, at: datetime) -> None:
    await cx.execute(ADD, case_id, kind.value, None, words, by, to_ms(at))


async def drop(cx: Connection, case_id: int, entry_id: int) -> bool:
    """False when it is not there."""
    return await cx.execute(DROP, case_id, entry_id) == 1
