"""`audit verify` holds every published score of a month against the record, both ways."""

import pytest

from bot.services.installation import audit
from tests.services.grading.month_scores import MonthScores


@pytest.fixture
async def published(month_scores: MonthScores) -> MonthScores:
    """One branch published and corrected, the other published."""
    await month_scores.enter("study", "2 学习记录不全")
    await month_scores.all_full(month_scores.branch.other)
    await month_scores.publish()
    await month_scores.publish(month_scores.branch.other)
    await month_scores.enter("dues", "1 迟交")
    await month_scores.again("漏扣")
    return month_scores


async def fault(published: MonthScores) -> str | None:
    return (await audit.verify(published.world.uow)).fault


async def test_what_is_published_is_what_the_record_says(published: MonthScores) -> None:
    assert await fault(published) is None
    await published.enter("dues", "3 迟交")
    assert await fault(published) is None


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
async def test_a_score_that_was_changed_is_named(published: MonthScores, sql: str) -> None:
    assert await published.world.run(sql)
    assert (await fault(published) or "").endswith("is not the one in the record")


async def test_a_score_that_is_gone_is_named(published: MonthScores) -> None:
    await published.world.run("DELETE FROM month_score WHERE id = 3 RETURNING id")
    assert await fault(published) == "month's score 3 is not there any more"


async def test_a_score_that_nobody_published_is_named(published: MonthScores) -> None:
    sql = """INSERT INTO month_score (unit_id, month, number, digest, score, lines, salt, published_on, at)
      SELECT unit_id, month, 7, digest, 1000, '{}', salt, published_on, at FROM month_score WHERE id = 2 RETURNING id"""
    made = await published.world.run(sql)
    assert await fault(published) == f"month's score {made} is in no entry of the record"


async def test_aspects_that_were_changed_are_named(published: MonthScores) -> None:
    sql = "UPDATE month_score_scheme SET content = replace(content, '学习教育', '学习') RETURNING version AS id"
    assert await published.world.run(sql)
    assert await fault(published) == "the aspects of month's score 1 are not those that it was made by"


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
async def test_what_cannot_be_read_is_named(published: MonthScores, sql: str) -> None:
    assert await published.world.run(sql)
    assert await fault(published) == "the lines or aspects of a month's score cannot be read"
