"""`audit verify` holds every published score of a month against the record, both ways."""

import pytest

from bot.services.installation import audit
from bot.storage.connection import Database
from tests.services.grading.month_score_stage import Months, months


@pytest.fixture
async def ours(database: Database) -> Months:
    """One branch published and corrected, the other published."""
    found = await months(database)
    await found.enter("study", "2 学习记录不全")
    await found.all_full(found.house.other)
    await found.publish()
    await found.publish(found.house.other)
    await found.enter("dues", "1 迟交")
    await found.again("漏扣")
    return found


async def fault(ours: Months) -> str | None:
    return (await audit.verify(ours.hall.uow)).fault


async def test_what_is_published_is_what_the_record_says(ours: Months) -> None:
    assert await fault(ours) is None
    await ours.enter("dues", "3 迟交")
    assert await fault(ours) is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE month_score SET score = 990 WHERE id = 1 RETURNING id",
        "UPDATE month_score SET lines = replace(lines, '20', '10') WHERE id = 1 RETURNING id",
        "UPDATE month_score SET lines = replace(lines, '学习记录不全', '没有学习') WHERE id = 1 RETURNING id",
        "UPDATE month_score SET lines = '{}', score = 1000 WHERE id = 1 RETURNING id",
        "UPDATE month_score SET reason = '人情' WHERE id = 3 RETURNING id",
        "UPDATE month_score SET reason = NULL WHERE id = 3 RETURNING id",
        "UPDATE month_score SET month = '2026-09' WHERE id = 1 RETURNING id",
        "UPDATE month_score SET number = 3 WHERE id = 1 RETURNING id",
        "UPDATE month_score SET published_on = '2026-01-01' WHERE id = 1 RETURNING id",
        "UPDATE month_score SET salt = 'ab' WHERE id = 1 RETURNING id",
        "UPDATE month_score SET unit_id = (SELECT unit_id FROM month_score WHERE id = 2), month = '2026-09' "
        "WHERE id = 1 RETURNING id",
        "UPDATE month_score SET digest = 'ab' WHERE id = 1 RETURNING id",
    ],
)
async def test_a_score_that_was_changed_is_named(ours: Months, sql: str) -> None:
    assert await ours.hall.run(sql)
    assert (await fault(ours) or "").endswith("is not the one in the record")


async def test_a_score_that_is_gone_is_named(ours: Months) -> None:
    await ours.hall.run("DELETE FROM month_score WHERE id = 3 RETURNING id")
    assert await fault(ours) == "month's score 3 is not there any more"


async def test_a_score_that_nobody_published_is_named(ours: Months) -> None:
    sql = """INSERT INTO month_score (unit_id, month, number, digest, score, lines, salt, published_on, at)
      SELECT unit_id, month, 7, digest, 1000, '{}', salt, published_on, at FROM month_score WHERE id = 2 RETURNING id"""
    made = await ours.hall.run(sql)
    assert await fault(ours) == f"month's score {made} is in no entry of the record"


async def test_aspects_that_were_changed_are_named(ours: Months) -> None:
    sql = "UPDATE month_score_scheme SET content = replace(content, '学习教育', '学习') RETURNING version AS id"
    assert await ours.hall.run(sql)
    assert await fault(ours) == "the aspects of month's score 1 are not those that it was made by"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE month_score SET lines = 'x' WHERE id = 1 RETURNING id",
        "UPDATE month_score SET lines = '[]' WHERE id = 1 RETURNING id",
        "UPDATE month_score SET lines = 'null' WHERE id = 1 RETURNING id",
        """UPDATE month_score SET lines = '{"study": 5}' WHERE id = 1 RETURNING id""",
        "UPDATE month_score_scheme SET content = replace(content, '10.0', '9.0') RETURNING version AS id",
    ],
)
async def test_what_cannot_be_read_is_named(ours: Months, sql: str) -> None:
    assert await ours.hall.run(sql)
    assert await fault(ours) == "the lines or aspects of a month's score cannot be read"
