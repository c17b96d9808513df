"""Stores the committee's decisions about cases; the latest of a case counts."""

from dataclasses import replace
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.grading.decision import Decision
from bot.storage.connection import Connection
from bot.storage.rows import Reader

ADD = """
INSERT INTO grade_decision (case_id, number, computed, score, grade, reason, salt, decided_on, decided_by, at,
  basis)
VALUES ($1, (SELECT count(*) + 1 FROM grade_decision WHERE case_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id, number"""
DECISION = "id, case_id, number, computed, score, grade, reason, decided_on, basis"
OF_CASE = f"SELECT {DECISION} FROM grade_decision WHERE case_id = $1 ORDER BY number DESC"
LATEST = f"""
SELECT {DECISION} FROM grade_decision AS one WHERE case_id IN (SELECT id FROM grade_case WHERE round_id = $1)
  AND number = (SELECT max(number) FROM grade_decision WHERE case_id = one.case_id)"""
OF_YEAR = """
SELECT grade_case.unit_id, one.grade FROM grade_decision AS one JOIN grade_case ON grade_case.id = one.case_id
JOIN grade_round ON grade_round.id = grade_case.round_id JOIN grade_scheme ON grade_scheme.digest = grade_case.digest
WHERE grade_round.unit_id = $1 AND grade_round.year = $2 AND grade_scheme.code = $3
  AND one.number = (SELECT max(number) FROM grade_decision WHERE case_id = one.case_id)
ORDER BY grade_case.id"""
EVERY = f"SELECT {DECISION} FROM grade_decision ORDER BY id"
STALE = "UPDATE grade_decision SET basis = NULL WHERE case_id = $1"
SEALS = "SELECT id, reason, salt FROM grade_decision ORDER BY id"
_decision = Reader(Decision)


async def add(cx: Connection, one: Decision, salt: str, by: int | None, at: datetime) -> Decision:
    """Add it as the latest decision of its case, which is locked; the same with the id and the number that it gets."""
    values = one.case_id, one.computed, one.score, one.grade, one.reason, salt, one.decided_on.isoformat()
    row = await cx.fetchrow(ADD, *values, by, to_ms(at), one.basis)
    if row is None:
        raise RuntimeError("no row came back")
    return replace(one, id=int(row["id"]), number=int(row["number"]))


async def of_case(cx: Connection, case_id: int) -> list[Decision]:
    """List the decisions of a case, latest first."""
    return [_decision(row) for row in await cx.fetch(OF_CASE, case_id)]


async def latest(cx: Connection, case_id: int) -> Decision | None:
    """Return the latest decision of a case, if there is one."""
    found = await of_case(cx, case_id)
    return found[0] if found else None


async def of_round(cx: Connection, round_id: int) -> dict[int, Decision]:
    """Return the latest decision of each case of a round that has one, by case."""
    return {row["case_id"]: _decision(row) for row in await cx.fetch(LATEST, round_id)}


async def of_year(cx: Connection, committee_id: int, year: int, scheme: str) -> dict[int, str | None]:
    """Return the grades by unit in all rounds of the committee for that year, under any version of the scheme; the
    decision of a second review replaces the first."""
    return {row["unit_id"]: row["grade"] for row in await cx.fetch(OF_YEAR, committee_id, year, scheme)}


async def forget_basis(cx: Connection, case_id: int) -> None:
    """Forget what the decisions of the case, which is locked, rest on: none of them counts any more."""
    await cx.execute(STALE, case_id)


async def every(cx: Connection) -> list[Decision]:
    """List all decisions, oldest first."""
    return [_decision(row) for row in await cx.fetch(EVERY)]


async def seals(cx: Connection) -> dict[int, tuple[str | None, str]]:
    """Return the reason of every decision and the salt that seals it in the audit record, by decision."""
    return {row["id"]: (row["reason"], row["salt"]) for row in await cx.fetch(SEALS)}
