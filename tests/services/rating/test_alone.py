"""A branch with nothing above it: an administrator appoints and opens, whoever does not vote supervises."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.message import Prompt
from bot.domain.rating.model import State
from bot.services.rating import close, count, vote, worker
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.rating import open as view
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Rows
from tests.services.rating.rating_booth import slip_of
from tests.services.rating.rating_table import RULES, Table, table_of

ADMINISTRATOR = 990
"""On no roster; the account is `ACCOUNTS` more."""
ADMIN = "INSERT INTO account (id, administrator_since, language) VALUES ($1, 0, 'zh')"


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    """A secretary who runs the house as well, a deputy, five members, an applicant and a mass representative."""
    hall = Rows(database)
    unit = await hall.unit("青山村党支部", "branch")
    secretary, deputy = await hall.person("书记", unit), await hall.person("副书记", unit)
    await hall.post(secretary, unit, "secretary")
    await hall.post(deputy, unit, "deputy")
    members = tuple([await hall.person(f"党员{number}", unit) for number in range(5)])
    applicant = await hall.person("申请人", unit, standing="applicant")
    outside = await hall.person("群众代表", unit, standing="mass_representative")
    await hall.run("UPDATE account SET administrator_since = 0 WHERE person_id = $1", secretary)
    await hall.run(ADMIN, ACCOUNTS + ADMINISTRATOR)
    house = Branch(hall, unit, unit, (0, 0), unit, secretary, deputy, 0, members, ADMINISTRATOR, outside)
    return await table_of(house, tmp_path, applicant)


async def test_from_preparing_to_closing(desk: Table) -> None:
    hall, house = desk.hall, desk.house
    rating = await desk.opened()
    assert (await desk.rating(rating)).state is State.OPEN
    voters = (house.secretary, house.deputy, *house.members)
    assert set(await desk.electors(rating)) == set(voters)
    for person in voters:
        await vote.vote(hall.uow, hall.ask(person), await slip_of(hall.uow, rating, (0,)), desk.keys)
    hall.clock.forward(days=1)
    await worker.refresh(hall.uow, RULES, rating)
    for person in (desk.supervisor, desk.teller):
        version = (await desk.rating(rating)).version
        await close.yes(hall.uow, hall.ask(person), rating, version)
    await count.close(hall.uow, desk.keys, RULES, hall.zone, rating)
    found = await desk.rating(rating)
    assert found.state is State.CLOSED
    assert found.turnout is not None
    assert found.turnout.valid == len(voters)
    assert ADMINISTRATOR in {to for to, _ in await desk.told("rating.closed")}


async def test_whoever_does_not_vote_supervises(desk: Table) -> None:
    made, house = await desk.prepared(), desk.house
    for person, code in (
        (house.members[1], "role_taken"),
        (house.secretary, "role_barred"),
        (house.deputy, "role_barred"),
    ):
        with pytest.raises(DomainError, match=code):
            await desk.appoint(made, "supervisor", person)
    draft = await desk.draft(ADMINISTRATOR)
    assert [one["name"] for one in draft["choices"]["items"]] == ["申请人", "群众代表"]
    said = view.prompt(
        Prompt(form="rating_appoint", step="supervisor", draft=draft, version=1), Texts(desk.hall.zone).speech("zh")
    ).text
    assert "这个党组织没有上级，有账号的人都可以，只是不能是投票人、委员和被测评的人。" in said
    assert await desk.appoint(made, "supervisor", house.stranger) is None
    assert (await desk.rating(made)).supervisor_id == house.stranger


async def test_whoever_votes_does_not_supervise(desk: Table) -> None:
    """Where masses are asked as well, an applicant is a voter."""
    made = await desk.prepared(groups="masses")
    with pytest.raises(DomainError, match="role_nobody"):
        await desk.appoint(made, "supervisor", desk.supervisor)
    elsewhere = await desk.hall.unit("邻村党支部", "branch")
    neighbour = await desk.hall.person("邻村党员", elsewhere)
    assert await desk.appoint(made, "supervisor", neighbour) is None


async def test_who_stands_for_the_committee_is_not_of_the_branch(desk: Table) -> None:
    made, house = await desk.prepared(), desk.house
    assert [to for to, _ in await desk.told("rating.submitted")] == [ADMINISTRATOR]
    with pytest.raises(DomainError, match="not_allowed"):
        await desk.appoint(made, "supervisor", desk.supervisor, by=house.secretary)


async def test_a_supervisor_who_gets_a_post_in_the_branch_acts_no_more(desk: Table) -> None:
    hall = desk.hall
    rating = await desk.opened()
    hall.clock.forward(days=1)
    await worker.refresh(hall.uow, RULES, rating)
    await hall.post(desk.supervisor, desk.house.unit, "publicity")
    version = (await desk.rating(rating)).version
    with pytest.raises(DomainError, match="role_not_now"):
        await close.yes(hall.uow, hall.ask(desk.supervisor), rating, version)
