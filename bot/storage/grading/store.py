"""Stores grading rounds, their cases and the steps of each."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.grading import scheme as schemes
from bot.domain.grading.case import Case, Round, RoundKind, Stage
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one, for_update, insert

ADD_ROUND = """
INSERT INTO grade_round (unit_id, year, kind, first_id, started_by, started_at) VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id"""
ROUND = "SELECT * FROM grade_round WHERE id = $1"
ROUNDS = "SELECT * FROM grade_round WHERE unit_id = $1 ORDER BY id DESC"
KEEP = """
INSERT INTO grade_scheme (digest, code, version, content) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING"""
SCHEME = "SELECT content FROM grade_scheme WHERE digest = $1"
ADD_CASE = """
INSERT INTO grade_case (round_id, unit_id, digest, step, former) VALUES ($1, $2, $3, 'survey', $4) RETURNING id"""
CASE = "SELECT * FROM grade_case WHERE id = $1"
OF_ROUND = """
SELECT grade_case.* FROM grade_case JOIN unit ON unit.id = grade_case.unit_id WHERE round_id = $1 ORDER BY unit.place"""
EVERY_CASE = "SELECT * FROM grade_case ORDER BY id"
OF_UNIT = "SELECT * FROM grade_case WHERE unit_id = $1 ORDER BY id DESC"
ADD_STEP = "INSERT INTO grade_step (case_id, step, due_on, entered_at) VALUES ($1, $2, $3, $4)"
STEPS = "SELECT step, due_on, entered_at, done_at FROM grade_step WHERE case_id = $1"
STEP = "UPDATE grade_case SET step = $2, version = version + 1 WHERE id = $1"
DONE = "UPDATE grade_step SET done_at = $3 WHERE case_id = $1 AND step = $2"
ENTER = "UPDATE grade_step SET entered_at = $3, done_at = NULL WHERE case_id = $1 AND step = $2"
CHANGED = "UPDATE grade_case SET version = version + 1 WHERE id = $1"
round_of, case_of, stage_of = Reader(Round), Reader(Case), Reader(Stage)


async def add_round(
    cx: Connection, unit_id: int, year: int, kind: RoundKind, at: datetime, by: int | None, first_id: int | None = None
) -> int:
    """Add a round and return its id."""
    return await insert(cx, ADD_ROUND, unit_id, year, kind.value, first_id, by, to_ms(at))


async def round_(cx: Connection, round_id: int) -> Round | None:
    """Return the round of that id, if there is one."""
    return await fetch_one(cx, round_of, ROUND, round_id)


async def rounds(cx: Connection, unit_id: int) -> list[Round]:
    """List the rounds of a committee, newest first."""
    return [round_of(row) for row in await cx.fetch(ROUNDS, unit_id)]


async def keep_scheme(cx: Connection, one: Scheme) -> None:
    """Store a version of a scheme, once."""
    await cx.execute(KEEP, one.digest, one.code, one.version, one.as_json())


async def scheme(cx: Connection, digest: str) -> Scheme:
    """Return the stored scheme of that digest; KeyError when no round has begun with it."""
    row = await cx.fetchrow(SCHEME, digest)
    if row is None:
        raise KeyError(digest)
    return schemes.from_json(row["content"])


async def add_case(
    cx: Connection,
    round_id: int,
    unit_id: int,
    digest: str,
    former: str | None,
    due: Mapping[Step, date],
    at: datetime,
) -> int:
    """Add a case at its first step and return its id. `due`: the last day of each step."""
    case_id = await insert(cx, ADD_CASE, round_id, unit_id, digest, former)
    first = next(iter(Step))
    steps = [(case_id, step.value, day.isoformat(), to_ms(at) if step is first else None) for step, day in due.items()]
    await cx.executemany(ADD_STEP, steps)
    return case_id


async def get(cx: Connection, case_id: int) -> Case | None:
    """Return the case of that id, if there is one."""
    return await fetch_one(cx, case_of, CASE, case_id)


async def lock(cx: Connection, case_id: int) -> Case | None:
    """Return the case as `get` does, and let nobody else change it until the transaction ends."""
    return await fetch_one(cx, case_of, for_update(cx, CASE), case_id)


async def of_round(cx: Connection, round_id: int) -> list[Case]:
    """List the cases of a round by the places of their units."""
    return [case_of(row) for row in await cx.fetch(OF_ROUND, round_id)]


async def of_unit(cx: Connection, unit_id: int) -> list[Case]:
    """List the cases of a unit, newest first."""
    return [case_of(row) for row in await cx.fetch(OF_UNIT, unit_id)]


async def every_case(cx: Connection) -> list[Case]:
    """List all cases, oldest first."""
    return [case_of(row) for row in await cx.fetch(EVERY_CASE)]


async def stages(cx: Connection, case_id: int) -> list[Stage]:
    """List the seven steps of a case in their order."""
    found = {row["step"]: row for row in await cx.fetch(STEPS, case_id)}
    return [stage_of(found[step.value]) for step in Step]


async def enter(cx: Connection, case: Case, step: Step, at: datetime) -> None:
    """Move the case to a later step, so that its present one is done, or back to an earlier one, so that it is not."""
    forward = list(Step).index(step) > list(Step).index(case.step)
    await cx.execute(DONE, case.id, case.step.value, to_ms(at) if forward else None)
    await cx.execute(ENTER, case.id, step.value, to_ms(at))
    await cx.execute(STEP, case.id, step.value)


async def finish(cx: Connection, case: Case, at: datetime) -> None:
    """Mark the last step of the case as done."""
    await cx.execute(DONE, case.id, case.step.value, to_ms(at))
    await cx.execute(CHANGED, case.id)


async def changed(cx: Connection, case_id: int) -> None:
    """Raise the version of the case, so that whoever acts on an older one is shown it anew."""
    await cx.execute(CHANGED, case_id)
