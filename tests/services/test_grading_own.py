"""Whoever runs a branch, or belongs to it, does not act for the committee above when that branch is graded."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.scheme_part import Step
from bot.services import grading_notice
from bot.services.grading_all import What
from bot.storage.connection import Database
from tests.services.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    """Secretary and first member of the branch are organisers of the committee as well."""
    found = await end(database)
    house = found.ours.house
    for person in (house.secretary, house.members[0]):
        await found.hall.post(person, house.top, "organiser")
    return found


async def test_its_secretary_is_not_its_committee(ours: End) -> None:
    house, stage = ours.ours.house, ours.ours
    id = await ours.at_decision(good=10)
    assert not (await stage.bench(id, house.secretary)).grades
    with pytest.raises(DomainError, match="own_unit_grade"):
        await ours.choose(id, "good", house.secretary)
    await ours.choose(id, "good", house.members[0])
    with pytest.raises(DomainError, match="own_unit_grade"):
        await ours.publish(id, house.secretary)
    with pytest.raises(DomainError, match="not_allowed"):
        await ours.all_(What.PUBLISH, house.secretary)
    await ours.publish(id, house.members[0])
    asked = ours.hall.ask(house.secretary)
    with pytest.raises(DomainError, match="own_unit_grade"):
        await grading_notice.look(ours.hall.uow, asked, stage.frame, id)


async def test_its_secretary_skips_no_step(ours: End) -> None:
    house, stage = ours.ours.house, ours.ours
    id = await stage.at_assessment()
    with pytest.raises(DomainError, match="own_unit_grade"):
        await stage.move(id, Step.ASSESSMENT, house.secretary)


async def test_its_members_answer_no_objection(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[1])
    [one] = await ours.objections(id)
    for person in (house.secretary, house.members[0]):
        with pytest.raises(DomainError, match="own_unit_grade"):
            await ours.answer(one.id, upheld=False, by=person)
    assert (await ours.answer(one.id, upheld=False)).objection.upheld is False
