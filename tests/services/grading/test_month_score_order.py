"""Publishing beside others who write about the branch or its people: nobody waits for somebody who waits."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.domain.grading.month_score import Publication
from bot.services.grading.month_score import MonthAccess
from bot.services.people import post_change
from bot.storage.connection import Database
from bot.storage.grading import month_score
from tests.gateway.rig import looks
from tests.services.grading.month_score_stage import NOVEMBER, Months, months
from tests.services.grading.test_order import BLOCKED

MEMBER = "INSERT INTO person (name, unit_id, standing, retired) VALUES ('新党员', $1, 'full', $2)"


@pytest.fixture
async def ours(database: Database) -> Months:
    found = await months(database)
    await found.all_full()
    await found.all_full(found.house.other)
    return found


async def waits(ours: Months, other: "asyncio.Task[Any]") -> bool:
    """PostgreSQL: whether the other one stands before a lock; SQLite's writer lets nobody in anyway."""
    async for _ in looks():
        if other.done():
            return False
        if ours.hall.uow.database.dialect == "sqlite" or await ours.hall.rows(BLOCKED):
            return True
    raise AssertionError("neither waits nor ends")


async def beside_a_new_member(ours: Months, step: Coroutine[Any, Any, object]) -> None:
    async with ours.hall.uow.begin() as work:
        await work.execute(MEMBER, ours.house.unit, False)
        other = asyncio.create_task(step)
        waited = await waits(ours, other)
        await work.commit()
    await other
    assert waited is (ours.hall.uow.database.dialect == "sqlite")


async def test_rows_that_refer_to_the_branch_are_written_meanwhile(ours: Months) -> None:
    await beside_a_new_member(ours, ours.publish())
    assert len(await ours.audited()) == 1


async def test_rows_that_refer_to_a_branch_are_written_while_all_are_published(ours: Months) -> None:
    mark = (await ours.look_at_all()).mark
    await beside_a_new_member(ours, ours.publish_all(mark))
    assert len(await ours.audited()) == 2


async def test_whoever_publishes_gets_a_post_in_the_branch_meanwhile(ours: Months) -> None:
    """The post takes the person and then the branch, the publication the branch and then a row about the person."""
    hall, house = ours.hall, ours.house
    await hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", ours.second, house.unit)
    async with hall.uow.begin() as work:
        asked = hall.ask(ours.second)
        access = await MonthAccess.of(work, asked, ours.rules, house.unit, NOVEMBER.number, lock=True)
        given = post_change.give(hall.uow, hall.ask(house.above), house.unit, ours.second, "publicity")
        other = asyncio.create_task(given)
        assert await waits(ours, other)
        one = Publication(0, house.unit, NOVEMBER, 1, access.scheme.digest, 1000, {}, None, access.today)
        await month_score.add(work, one, "ab", access.by, work.now)
        await work.commit()
    assert (await other).person.id == ours.second
