"""`audit verify` holds every published score of a month against the record, both ways."""

import pytest

from bot.services.installation import audit
from tests.services.grading import month_scores
from tests.world import World
from tests.world.branch import Branch


@pytest.fixture(autouse=True)
async def published(world: World, branch: Branch) -> None:
    """One branch published and corrected, the other published."""
    above, one, other = branch.above, branch.id, branch.other
    await month_scores.enter(world, above, one, "study", "2 学习记录不全")
    await month_scores.all_full(world, above, other)
    await month_scores.publish(world, above, one)
    await month_scores.publish(world, above, other)
    await month_scores.enter(world, above, one, "dues", "1 迟交")
    await month_scores.again(world, above, one, "漏扣")


async def fault(world: World) -> str | None:
    return (await audit.verify(world.uow)).fault


async def test_what_is_published_is_what_the_record_says(world: World, branch: Branch) -> None:
    assert await fault(world) is None
    await month_scores.enter(world, branch.above, branch.id, "dues", "3 迟交")
    assert await fault(world) is None


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
async def test_a_score_that_was_changed_is_named(world: World, sql: str) -> None:
    assert await world.run(sql)
    assert (await fault(world) or "").endswith("is not the one in the record")


async def test_a_score_that_is_gone_is_named(world: World) -> None:
    await world.run("DELETE FROM month_score WHERE id = 3 RETURNING id")
    assert await fault(world) == "month's score 3 is not there any more"


async def test_a_score_that_nobody_published_is_named(world: World) -> None:
    sql = """INSERT INTO month_score (unit_id, month, number, digest, score, lines, salt, published_on, at)
      SELECT unit_id, month, 7, digest, 1000, '{}', salt, published_on, at FROM month_score WHERE id = 2 RETURNING id"""
    made = await world.run(sql)
    assert await fault(world) == f"month's score {made} is in no entry of the record"


async def test_aspects_that_were_changed_are_named(world: World) -> None:
    sql = "UPDATE month_score_scheme SET content = replace(content, '学习教育', '学习') RETURNING version AS id"
    assert await world.run(sql)
    assert await fault(world) == "the aspects of month's score 1 are not those that it was made by"


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
async def test_what_cannot_be_read_is_named(world: World, sql: str) -> None:
    assert await world.run(sql)
    assert await fault(world) == "the lines or aspects of a month's score cannot be read"
