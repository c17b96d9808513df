"""Stores objections to notices. The row of an anonymous one keeps neither person nor hour."""

from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.grading.decision import Objection
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one, insert

ADD = """
INSERT INTO grade_objection (notice_id, person_id, words, raised_on) VALUES ($1, $2, $3, $4) RETURNING id"""
OBJECTION = """
SELECT grade_objection.*, grade_notice.case_id, person.name FROM grade_objection
JOIN grade_notice ON grade_notice.id = grade_objection.notice_id
LEFT JOIN person ON person.id = grade_objection.person_id"""
GET = f"{OBJECTION} WHERE grade_objection.id = $1"
OF_CASE = f"{OBJECTION} WHERE grade_notice.case_id = $1 ORDER BY grade_objection.id"
EVERY = f"{OBJECTION} ORDER BY grade_objection.id"
ANSWER = """
UPDATE grade_objection SET finding = $2, answer = $3, upheld = $4, answered_by = $5, answered_at = $6
WHERE id = $1 AND upheld IS NULL"""
WAITING = """
SELECT grade_notice.case_id, count(*) AS n FROM grade_objection
JOIN grade_notice ON grade_notice.id = grade_objection.notice_id
JOIN grade_case ON grade_case.id = grade_notice.case_id
WHERE grade_objection.upheld IS NULL AND grade_case.round_id = $1 GROUP BY grade_notice.case_id"""
_read = Reader(Objection)


async def add(cx: Connection, notice_id: int, person_id: int | None, words: str, raised_on: date) -> int:
    """Add an objection and return its id. `person_id` None: it is anonymous."""
    return await insert(cx, ADD, notice_id, person_id, words, raised_on.isoformat())


async def get(cx: Connection, objection_id: int) -> Objection | None:
    """Return the objection of that id, if there is one."""
    return await fetch_one(cx, _objection, GET, objection_id)


async def of_case(cx: Connection, case_id: int) -> list[Objection]:
    """List the objections to all notices of a case, oldest first."""
    return [_objection(row) for row in await cx.fetch(OF_CASE, case_id)]


async def every(cx: Connection) -> list[Objection]:
    """List all objections, oldest first."""
    return [_objection(row) for row in await cx.fetch(EVERY)]


async def answer(
    cx: Connection, objection_id: int, finding: str, words: str, by: int | None, at: datetime, *, upheld: bool
) -> bool:
    """Store what was found and the answer; False when it was answered before."""
    return await cx.execute(ANSWER, objection_id, finding, words, upheld, by, to_ms(at)) == 1


async def waiting(cx: Connection, round_id: int) -> dict[int, int]:
    """Count the objections without an answer in a round, by case."""
    return {row["case_id"]: int(row["n"]) for row in await cx.fetch(WAITING, round_id)}


def _objection(row: Row) -> Objection:
    return _read(row, by=row["name"])
