"""`audit verify`: what is shown as a result is what the record says, and the first that differs is named."""

import json
from typing import Any

import pytest

from bot.domain.installation.audit import canonical
from bot.domain.rating.result import record
from bot.services.installation import audit
from bot.storage.installation import audit as entries
from bot.storage.rating import store as ratings
from tests.services.grading.cases import newest_case
from tests.services.grading.notice import answer, at_notice, final, notice_of, object_, objections_of
from tests.world import World
from tests.world.branch import Branch
from tests.world.record import audit_entries


@pytest.fixture
async def graded(world: World, branch: Branch) -> World:
    """The branch has its final grade."""
    id = await final(world, branch, good=9, average=1)
    await world.run("UPDATE grade_case SET opinion = opinion WHERE id = $1", id)
    await recorded(world, branch)
    return world


async def recorded(world: World, branch: Branch) -> None:
    """The entry that closing would have written for the rating."""
    await world.run("UPDATE rating SET salt = 'ab' RETURNING id")
    async with world.uow.begin() as work:
        [one] = await ratings.of_unit(work, branch.id)
        assert one.turnout is not None
        facts = record(one, one.turnout, await ratings.result(work, one.id), [], "ab")
        await entries.add(work, work.now, "rating.closed", None, facts)
        await work.commit()


async def test_all_results_as_recorded(graded: World) -> None:
    assert (await audit.verify(graded.uow)).fault is None


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE grade_result SET grade = 'average' RETURNING id", "the grade of unit"),
        ("UPDATE grade_result SET score = 999 RETURNING id", "the grade of unit"),
        ("UPDATE grade_result SET decided_on = '2026-01-01' RETURNING id", "the grade of unit"),
        ("UPDATE grade_result SET grade = 'poor', case_id = NULL RETURNING id", "the grade of unit"),
        ("DELETE FROM grade_result RETURNING id", "the grade of unit"),
        ("UPDATE grade_result SET year = 2020 RETURNING id", "the grade of unit"),
        ("UPDATE grade_decision SET grade = 'poor' RETURNING id", "decision"),
        ("UPDATE grade_decision SET reason = '人情' RETURNING id", "decision"),
        ("UPDATE grade_decision SET number = 7 RETURNING id", "decision"),
        ("UPDATE grade_decision SET decided_on = '2026-01-01' RETURNING id", "decision"),
        ("UPDATE grade_notice SET head = 'ab' RETURNING id", "the notice of case"),
        ("UPDATE grade_notice SET starts_on = '2026-01-01' RETURNING id", "the notice of case"),
        ("UPDATE grade_notice SET ends_on = '2026-01-01' RETURNING id", "the notice of case"),
        ("DELETE FROM grade_notice RETURNING id", "the notice of case"),
        ("UPDATE rating SET case_id = NULL RETURNING id", "the result of rating"),
        ("UPDATE rating SET result = replace(result, '9', '8') RETURNING id", "the result of rating"),
        ("UPDATE rating SET valid = valid - 1, spoiled = spoiled + 1 RETURNING id", "the result of rating"),
        ("UPDATE rating SET state = 'ended' RETURNING id", "rating"),
    ],
)
async def test_a_result_that_was_changed_is_named(graded: World, sql: str, said: str) -> None:
    assert await graded.run(sql)
    fault = (await audit.verify(graded.uow)).fault
    assert fault is not None
    assert fault.startswith(said)


async def test_a_result_that_nobody_decided_is_named(graded: World, branch: Branch) -> None:
    sql = """INSERT INTO grade_result (unit_id, year, grade, decided_on, source, case_id)
      SELECT $1, 2026, 'good', '2026-12-01', 'round', id FROM grade_case RETURNING id"""
    await graded.run(sql, branch.other)
    fault = (await audit.verify(graded.uow)).fault
    assert fault == f"the grade of unit {branch.other} for 2026 is in no entry of the record"


async def test_with_the_whole_record_written_anew_the_printed_head_is_missing(graded: World, branch: Branch) -> None:
    """Whoever owns the database can write a consistent story; the notice on paper contradicts it."""
    printed = (await notice_of(graded, await newest_case(graded, branch.id))).head
    rows = await graded.rows("SELECT * FROM audit ORDER BY sequence")
    await graded.run("DELETE FROM audit RETURNING sequence AS id")
    async with graded.uow.begin() as work:
        head = ""
        for row in rows:
            data = json.loads(row["data"])
            if row["kind"] in ("grade.decided", "grade.published", "grade.final"):
                data["grade"] = "poor"
            data = json.loads(canonical(data))
            entry = await entries.add(work, work.now, row["kind"], row["account_id"], data)
            head = entry.hash if row["kind"] == "grade.published" else head
        await work.execute("UPDATE grade_result SET grade = 'poor'")
        await work.execute("UPDATE grade_decision SET grade = 'poor'")
        await work.execute("UPDATE grade_notice SET head = $1", head)
        await work.commit()
    assert (await audit.verify(graded.uow)).fault is None
    assert (await audit.verify(graded.uow, printed)).fault == f"no entry has the head {printed}"


async def entry(graded: World, kind: str, **data: Any) -> None:
    async with graded.uow.begin() as work:
        await entries.add(work, work.now, kind, None, data)
        await work.commit()


async def last(graded: World, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = (await audit_entries(graded, kind))[-1][1]
    return found


async def test_a_notice_hung_out_beside_the_record_is_named(graded: World) -> None:
    sql = """INSERT INTO grade_notice (case_id, decision_id, starts_on, ends_on, head)
      SELECT case_id, decision_id, starts_on, ends_on, head FROM grade_notice RETURNING id"""
    await graded.run(sql)
    assert (await audit.verify(graded.uow)).fault == "a decision has two notices"


async def test_a_head_printed_by_another_notice_is_named(graded: World) -> None:
    published = await last(graded, "grade.published")
    await entry(graded, "grade.published", **published | {"decision": 99, "case": 99})
    head = (await audit.verify(graded.uow)).head
    await graded.run("UPDATE grade_notice SET head = $1 RETURNING id", head)
    fault = (await audit.verify(graded.uow)).fault
    assert fault == f"the notice of case {published['case']} is not the one in the record"


async def test_a_final_grade_of_what_was_not_published_last_is_named(graded: World) -> None:
    final = await last(graded, "grade.final")
    await entry(graded, "grade.final", **final | {"decision": final["decision"] + 1})
    fault = (await audit.verify(graded.uow)).fault
    assert fault == f"the final grade of case {final['case']} is not of the decision published last"


async def test_a_final_grade_other_than_its_decision_is_named(graded: World) -> None:
    final = await last(graded, "grade.final")
    await entry(graded, "grade.final", **final | {"score": 1})
    await graded.run("UPDATE grade_result SET score = 1 WHERE case_id IS NOT NULL RETURNING id")
    fault = (await audit.verify(graded.uow)).fault
    assert fault == f"the final grade of case {final['case']} is not the one that was decided"


async def test_an_imported_grade_that_was_changed_is_named(graded: World, branch: Branch) -> None:
    unit = branch.id
    await graded.run("DELETE FROM grade_result WHERE year = 2024 RETURNING id")
    sql = """INSERT INTO grade_result (unit_id, year, grade, decided_on, source)
      VALUES ($1, 2024, 'good', '2024-12-01', 'imported') RETURNING id"""
    await graded.run(sql, unit)
    await entry(graded, "grades.imported", file="ab", grades=[[unit, 2024, "good", None, "2024-12-01"]])
    assert (await audit.verify(graded.uow)).fault is None
    await graded.run("UPDATE grade_result SET grade = 'excellent' WHERE year = 2024 RETURNING id")
    fault = (await audit.verify(graded.uow)).fault
    assert fault == f"the grade of unit {unit} for 2024 is not the one in the record"


@pytest.fixture
async def objected(world: World, branch: Branch) -> World:
    """A notice with one objection answered, one that waits, both under a name, and an anonymous one."""
    id = await at_notice(world, branch, good=10)
    for who in branch.members[:2]:
        await object_(world, who, id)
    await object_(world, branch.members[2], id, named=False)
    await answer(world, branch.above, (await objections_of(world, id))[0].id, upheld=False)
    await recorded(world, branch)
    return world


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE grade_objection SET upheld = NOT upheld WHERE upheld IS NOT NULL RETURNING id", "the answer to"),
        ("UPDATE grade_objection SET upheld = NULL RETURNING id", "the answer to"),
        ("UPDATE grade_objection SET upheld = '0' WHERE upheld IS NULL RETURNING id", "the answer to"),
        ("DELETE FROM grade_objection WHERE person_id IS NULL RETURNING id", "objection"),
        ("UPDATE grade_objection SET id = id + 90 WHERE person_id IS NULL RETURNING id", "objection"),
        ("UPDATE grade_objection SET person_id = (SELECT min(id) FROM person) RETURNING id", "objection"),
    ],
)
async def test_an_objection_that_was_changed_is_named(objected: World, sql: str, said: str) -> None:
    assert (await audit.verify(objected.uow)).fault is None
    assert await objected.run(sql)
    fault = (await audit.verify(objected.uow)).fault
    assert fault is not None
    assert fault.startswith(said)
