"""Stores the notices of grades, and finds the accounts that read them."""

from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.grading.decision import Notice
from bot.domain.unit import Unit
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one, insert

ADD = """
INSERT INTO grade_notice (case_id, decision_id, starts_on, ends_on, head) VALUES ($1, $2, $3, $4, $5) RETURNING id"""
GET = "SELECT * FROM grade_notice WHERE id = $1"
OF_CASE = "SELECT * FROM grade_notice WHERE case_id = $1 ORDER BY id DESC"
OF_ROUND = """
SELECT * FROM grade_notice WHERE id IN (SELECT max(grade_notice.id) FROM grade_notice
  JOIN grade_case ON grade_case.id = grade_notice.case_id WHERE round_id = $1 GROUP BY grade_notice.case_id)"""
OPEN = """
SELECT grade_notice.*, grade_case.round_id, grade_case.unit_id FROM grade_notice
JOIN grade_case ON grade_case.id = grade_notice.case_id WHERE ended_at IS NULL ORDER BY ends_on, grade_notice.id"""
END = "UPDATE grade_notice SET ended_at = $2 WHERE case_id = $1 AND ended_at IS NULL"
EVERY = "SELECT * FROM grade_notice ORDER BY id"
READERS = """
SELECT account.id FROM account JOIN person ON person.id = account.person_id JOIN unit ON unit.id = person.unit_id
WHERE unit.path LIKE $1 AND (person.left_on IS NULL OR person.left_on > $2) ORDER BY account.id"""
_notice = Reader(Notice)


async def add(cx: Connection, case_id: int, decision_id: int, starts_on: date, ends_on: date, head: str) -> int:
    """Add a notice of a decision and return its id."""
    return await insert(cx, ADD, case_id, decision_id, starts_on.isoformat(), ends_on.isoformat(), head)


async def get(cx: Connection, notice_id: int) -> Notice | None:
    """Return the notice of that id, if there is one."""
    return await fetch_one(cx, _notice, GET, notice_id)


async def of_case(cx: Connection, case_id: int) -> list[Notice]:
    """List the notices of a case, latest first."""
    return [_notice(row) for row in await cx.fetch(OF_CASE, case_id)]


async def of_round(cx: Connection, round_id: int) -> dict[int, Notice]:
    """Return the latest notice of each case of a round that has one, by case."""
    return {row["case_id"]: _notice(row) for row in await cx.fetch(OF_ROUND, round_id)}


async def every_open(cx: Connection) -> list[tuple[Notice, int, int]]:
    """List the notices that have not ended, each with the ids of its round and its unit, by their last days."""
    return [(_notice(row), row["round_id"], row["unit_id"]) for row in await cx.fetch(OPEN)]


async def end(cx: Connection, case_id: int, at: datetime) -> None:
    """End the notice of a case: the grade became final, or the notice was withdrawn."""
    await cx.execute(END, case_id, to_ms(at))


async def every(cx: Connection) -> list[Notice]:
    """List all notices, oldest first."""
    return [_notice(row) for row in await cx.fetch(EVERY)]


async def readers(cx: Connection, unit: Unit, today: date) -> list[int]:
    """List the accounts of everyone on the unit's roster who has not left, outside participants included."""
    return [row["id"] for row in await cx.fetch(READERS, unit.path + "%", today.isoformat())]
