"""What an upheld objection does to the decision, and that raising one waits for whoever ends the notice."""

import asyncio

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Step
from bot.services.grading import objection
from bot.storage.connection import Database
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store as grading
from tests.services.grading.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def test_upheld_while_it_is_decided_anew_that_decision_does_not_count(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[0])
    await ours.object_(id, house.members[1], "活动室没有用")
    first, second = await ours.objections(id)
    await ours.answer(first.id, upheld=True)
    decided = await ours.choose(id, "good")
    assert decided is not None
    version = (await ours.ours.case(id)).version
    assert not (await ours.answer(second.id, upheld=True)).back
    assert (await ours.ours.case(id)).version > version
    with pytest.raises(DomainError, match="grading_undecided"):
        await ours.publish(id)
    again = await ours.choose(id, "good")
    assert again is not None
    assert not again.again
    await ours.publish(id)


async def test_nothing_is_upheld_once_the_grade_is_final(ours: End) -> None:
    id = await ours.at_notice(good=10)
    await ours.object_(id, ours.ours.house.members[0])
    [one] = await ours.objections(id)
    await ours.hall.run("UPDATE grade_case SET step = 'final' WHERE id = $1 RETURNING id", id)
    with pytest.raises(DomainError, match="objection_after_final"):
        await ours.answer(one.id, upheld=True)
    assert (await ours.objections(id))[0].upheld is None
    assert not (await ours.answer(one.id, upheld=False)).again


async def test_raising_waits_for_whoever_ends_the_notice(ours: End) -> None:
    hall, who = ours.hall, ours.ours.house.members[0]
    id = await ours.at_notice(good=10)
    notice = (await ours.notice(id)).id
    await objection.begin(hall.uow, hall.ask(who), notice, named=True)
    version = await ours.ours.version(who)
    async with hall.uow.begin() as work:
        case = await grading.lock(work, id)
        assert case is not None
        raising = asyncio.create_task(objection.raise_(hall.uow, hall.ask(who), version, "分数不符"))
        _, waiting = await asyncio.wait([raising], timeout=0.5)
        assert waiting
        await grading_notice.end(work, id, work.now)
        await grading.enter(work, case, Step.FINAL, work.now)
        await work.commit()
    with pytest.raises(DomainError, match="objection_too_late"):
        await raising
    assert await ours.objections(id) == []
