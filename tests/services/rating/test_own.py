"""Whoever is on a unit's own committee, or is the person rated, acts above in no rating that judges either."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import Role, State, Subject
from bot.services.rating import page
from bot.storage.connection import Database
from tests.services.rating.rating_stage import Poll, poll
from tests.services.rating.rating_table import RULES, Table, table

NO_MORE = "UPDATE post SET ended_on = '2021-01-01' WHERE person_id = $1 AND unit_id = $2 RETURNING id"
RATED = "UPDATE rating SET subject = 'person', person_id = $2 WHERE id = $1 RETURNING id"
MOTION = "UPDATE rating SET subject = 'motion' WHERE id = $1 RETURNING id"


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    """Secretary and second member of the branch are organisers of the committee as well."""
    found = await table(database, tmp_path)
    for person in (found.house.secretary, found.house.members[1]):
        await found.hall.post(person, found.house.top, "organiser")
    return found


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


async def refused(desk: Table, rating: int, person: int, code: str) -> None:
    """In naming and opening, and no button is shown for it."""
    with pytest.raises(DomainError, match=code):
        await desk.appoint(rating, "supervisor", desk.supervisor, person)
    with pytest.raises(DomainError, match=code):
        await desk.ask_open(rating, person)
    seen = await page.show(desk.hall.uow, desk.hall.ask(person), RULES, rating)
    assert Role.COMMITTEE not in seen.roles


async def test_of_a_units_grade_its_committee_opens_none(desk: Table) -> None:
    """Also outside of any round; it is told to those who may."""
    made = await desk.appointed()
    await refused(desk, made, desk.house.secretary, "own_unit_rating")
    assert {to for to, _ in await desk.told("rating.submitted")} == {desk.house.above, desk.house.members[1]}
    assert (await desk.ask_open(made, desk.house.members[1])).rating.state is State.OPENING


async def test_of_a_person_neither_the_committee_nor_that_person_opens_it(desk: Table) -> None:
    made = await desk.appointed()
    await desk.hall.run(RATED, made, desk.house.members[1])
    await refused(desk, made, desk.house.secretary, "own_unit_rating")
    await refused(desk, made, desk.house.members[1], "own_rating")
    assert (await desk.ask_open(made)).rating.state is State.OPENING


async def test_a_motion_is_opened_by_any_of_the_committee(desk: Table) -> None:
    made = await desk.prepared()
    await desk.hall.run(MOTION, made)
    seen = await page.show(desk.hall.uow, desk.hall.ask(desk.house.secretary), RULES, made)
    assert Role.COMMITTEE in seen.roles


async def test_the_person_rated_neither_voids_nor_hears_of_it(at: Poll) -> None:
    rated, other = at.house.members[1], at.house.members[2]
    for person in (rated, other, at.house.secretary):
        await at.hall.post(person, at.house.top, "organiser")
    rating = await at.opened(Subject.PERSON, person=rated)
    await at.propose_void(rating, at.supervisor)
    assert set(await at.told("rating.void_waits")) == {at.house.above, other}
    for person, code in ((rated, "own_rating"), (at.house.secretary, "own_unit_rating")):
        with pytest.raises(DomainError, match=code):
            await at.agree_void(rating, person)
    assert (await at.agree_void(rating, other)).rating.state is State.VOID


async def test_where_the_committee_has_only_them_others_hear(desk: Table) -> None:
    """An administrator who is on the branch's committee does not."""
    house, hall = desk.house, desk.hall
    for person in (house.above, house.members[1]):
        await hall.run(NO_MORE, person, house.top)
    for person in (house.deputy, house.stranger):
        await hall.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", person)
    await desk.prepared()
    assert [to for to, _ in await desk.told("rating.submitted")] == [house.stranger]
