"""`audit verify`: what is shown as a result is what the record says, and the first that differs is named."""

import json

import pytest

from bot.domain.audit import canonical
from bot.domain.rating_result import record
from bot.services import audit
from bot.storage import audit as entries
from bot.storage import rating as ratings
from bot.storage.connection import Database
from tests.services.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    found = await end(database)
    id = await found.final(good=9, average=1)
    await found.hall.run("UPDATE grade_case SET opinion = opinion WHERE id = $1 RETURNING id", id)
    await recorded(found)
    return found


async def recorded(ours: End) -> None:
    """The entry that closing would have written for the rating."""
    await ours.hall.run("UPDATE rating SET salt = 'ab' RETURNING id")
    async with ours.hall.uow.begin() as work:
        [one] = await ratings.of_unit(work, ours.ours.house.unit)
        assert one.turnout is not None
        facts = record(one, one.turnout, await ratings.result(work, one.id), [], "ab")
        await entries.add(work, work.now, "rating.closed", None, facts)
        await work.commit()


async def test_all_results_as_recorded(ours: End) -> None:
    assert (await audit.verify(ours.hall.uow)).fault is None


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
        ("UPDATE grade_notice SET head = 'ab' RETURNING id", "the notice of case"),
        ("UPDATE rating SET result = replace(result, '9', '8') RETURNING id", "the result of rating"),
        ("UPDATE rating SET valid = valid - 1, spoiled = spoiled + 1 RETURNING id", "the result of rating"),
        ("UPDATE rating SET state = 'ended' RETURNING id", "rating"),
    ],
)
async def test_a_result_that_was_changed_is_named(ours: End, sql: str, said: str) -> None:
    assert await ours.hall.run(sql)
    fault = (await audit.verify(ours.hall.uow)).fault
    assert fault is not None
    assert fault.startswith(said)


async def test_a_result_that_nobody_decided_is_named(ours: End) -> None:
    sql = """INSERT INTO grade_result (unit_id, year, grade, decided_on, source, case_id)
      SELECT $1, 2026, 'good', '2026-12-01', 'round', id FROM grade_case RETURNING id"""
    await ours.hall.run(sql, ours.ours.house.other)
    fault = (await audit.verify(ours.hall.uow)).fault
    assert fault == f"the grade of unit {ours.ours.house.other} for 2026 is in no entry of the record"


async def test_with_the_whole_record_written_anew_the_printed_head_is_missing(ours: End) -> None:
    """Whoever owns the database can write a consistent story; the notice on paper contradicts it."""
    printed = (await ours.notice(await ours.ours.case_id())).head
    rows = await ours.hall.rows("SELECT * FROM audit ORDER BY sequence")
    await ours.hall.run("DELETE FROM audit RETURNING sequence AS id")
    async with ours.hall.uow.begin() as work:
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
    assert (await audit.verify(ours.hall.uow)).fault is None
    assert (await audit.verify(ours.hall.uow, printed)).fault == f"no entry has the head {printed}"
