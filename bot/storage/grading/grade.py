"""Stores the final grades of units."""

from collections.abc import Sequence

from bot.domain.grading.grade import Decided
from bot.storage.connection import Connection
from bot.storage.rows import Reader

HISTORY = "SELECT year, grade, score, decided_on FROM grade_result WHERE unit_id = $1 ORDER BY year DESC"

EVERY = "SELECT unit_id, year, grade, score, decided_on FROM grade_result"
PUT = """
INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (unit_id, year) DO UPDATE SET score = excluded.score, grade = excluded.grade,
  decided_on = excluded.decided_on, source = excluded.source"""

PUT_FINAL = """
INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source, case_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (unit_id, year) DO UPDATE SET score = excluded.score, grade = excluded.grade,
  decided_on = excluded.decided_on, source = excluded.source, case_id = excluded.case_id"""
REMOVE = "DELETE FROM grade_result WHERE unit_id = $1 AND year = $2"
FROM_ROUNDS = "SELECT year, case_id FROM grade_result WHERE unit_id = $1 AND case_id IS NOT NULL"
ALL_FROM_ROUNDS = """
SELECT unit_id, year, grade, score, decided_on, case_id FROM grade_result WHERE case_id IS NOT NULL"""

FINAL = """
SELECT grade_case.unit_id, year FROM grade_case JOIN grade_round ON grade_round.id = grade_case.round_id
WHERE step = 'final'"""
_decided = Reader(Decided)


async def history(cx: Connection, unit_id: int) -> list[Decided]:
    """List a unit's final grades, newest first."""
    return [_decided(row) for row in await cx.fetch(HISTORY, unit_id)]


async def every(cx: Connection) -> dict[tuple[int, int], Decided]:
    """Return all final grades by unit and year."""
    return {(row["unit_id"], row["year"]): _decided(row) for row in await cx.fetch(EVERY)}


async def put(cx: Connection, results: Sequence[tuple[int, Decided]], source: str) -> None:
    """Store grades, each with its unit's id; a later one replaces that of the same year."""
    lines = [(unit_id, one.year, one.score, one.grade, one.decided_on.isoformat(), source) for unit_id, one in results]
    await cx.executemany(PUT, lines)


async def put_final(cx: Connection, unit_id: int, one: Decided, source: str, case_id: int) -> None:
    """Store the grade that a case of a round has given; that of a second review replaces the first."""
    decided_on = one.decided_on.isoformat()
    await cx.execute(PUT_FINAL, unit_id, one.year, one.score, one.grade, decided_on, source, case_id)


async def remove(cx: Connection, unit_id: int, year: int) -> None:
    """Remove the grade of that year: the unit is left ungraded."""
    await cx.execute(REMOVE, unit_id, year)


async def from_rounds(cx: Connection, unit_id: int) -> dict[int, int]:
    """Return the case that gave each year's grade, by year; imported grades have none."""
    return {row["year"]: row["case_id"] for row in await cx.fetch(FROM_ROUNDS, unit_id)}


async def all_from_rounds(cx: Connection) -> dict[tuple[int, int], Decided]:
    """Return all grades that came from a round, by unit and year."""
    return {(row["unit_id"], row["year"]): _decided(row) for row in await cx.fetch(ALL_FROM_ROUNDS)}


async def final(cx: Connection) -> set[tuple[int, int]]:
    """Return unit and year of every final case, also of units that were left ungraded."""
    return {(row["unit_id"], row["year"]) for row in await cx.fetch(FINAL)}
