"""Stores objections to notices. The row of an anonymous one keeps neither person nor hour."""

from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.grading.decision import Objection
from bot.storage.connection import Connection, Row

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


async def add(cx: Connection, notice_id: int, person_id: int | None, words: str, raised_on: date) -> int:
    """Add an objection and return its id. `person_id` None: it is anonymous."""
    row = await cx.fetchrow(ADD, notice_id, person_id, words, raised_on.isoformat())
    if row is None:
        raise RuntimeError("no row came back")
    return int(row["id"])


async def get(cx: Connection, objection_id: int) -> Objection | None:
    """Return the objection of that id, if there is one."""
    row = await cx.fetchrow(GET, objection_id)
    return _objection(row) if row else None


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
    upheld = row["upheld"]
    return Objection(
        row["id"],
        row["notice_id"],
        row["case_id"],
        row["person_id"],
        row["name"],
        row["words"],
        date.fromisoformat(row["raised_on"]),
        row["finding"],
        row["answer"],
        bool(upheld) if upheld is not None else None,
    )
