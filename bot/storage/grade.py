"""Final grades of units."""

from collections.abc import Sequence
from datetime import date

from bot.domain.grade import Decided
from bot.storage.connection import Connection, Row

HISTORY = "SELECT year, grade, score, decided_on FROM grade_result WHERE unit_id = $1 ORDER BY year DESC"

EVERY = "SELECT unit_id, year, grade, score, decided_on FROM grade_result"
PUT = """
INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (unit_id, year) DO UPDATE SET score = excluded.score, grade = excluded.grade,
  decided_on = excluded.decided_on, source = excluded.source"""


async def history(cx: Connection, unit_id: int) -> list[Decided]:
    """Newest first."""
    return [_decided(row) for row in await cx.fetch(HISTORY, unit_id)]


def _decided(row: Row) -> Decided:
    return Decided(row["year"], row["grade"], row["score"], date.fromisoformat(row["decided_on"]))


async def every(cx: Connection) -> dict[tuple[int, int], Decided]:
    """By unit and year."""
    return {(row["unit_id"], row["year"]): _decided(row) for row in await cx.fetch(EVERY)}


async def put(cx: Connection, results: Sequence[tuple[int, Decided]], source: str) -> None:
    """(unit, its grade): one a year, the later word counts."""
    lines = [(unit_id, one.year, one.score, one.grade, one.decided_on.isoformat(), source) for unit_id, one in results]
    await cx.executemany(PUT, lines)
