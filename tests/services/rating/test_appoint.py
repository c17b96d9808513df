"""Supervisor and teller: who can be, by whom they are named; and what it takes to open."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import State
from bot.services.rating import appoint, page
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rating.rating_table import RULES, Table, table


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


async def test_one_then_the_other_and_it_can_be_opened(desk: Table) -> None:
    made = await desk.prepared()
    assert await desk.appoint(made, "supervisor", desk.supervisor) is None
    hall, above = desk.hall, desk.house.above
    card = await appoint.choose(hall.uow, hall.ask(above), desk.installation, await desk.version(above), desk.teller)
    assert card is not None
    assert (card.supervisor, card.teller, card.electors) == ("监督员", "党员0", 7)
    facts = [fact for kind, fact in await desk.audited() if kind == "rating.appointed"]
    assert facts == [
        {"rating": made, "role": "supervisor", "person": desk.supervisor},
        {"rating": made, "role": "teller", "person": desk.teller},
    ]
    opened = await desk.ask_open(made)
    assert opened.rating.state is State.OPENING
    assert (await desk.ask_open(made)).rating.state is State.OPENING
    assert await desk.hold(made)
    assert (await desk.ask_open(made)).rating.state is State.OPEN
    assert (await desk.audited())[-1][0] == "rating.opened"
    assert {to for to, _ in await desk.told("rating.opened")} == {desk.supervisor, desk.teller}


async def test_who_can_be_supervisor(desk: Table) -> None:
    made, house, hall = await desk.prepared(), desk.house, desk.hall
    unbound = await hall.person("没账号", house.top, account=False)
    afar = await hall.unit("乙党委", "committee")
    far = await hall.person("别处的", afar)
    for person, code in (
        (house.members[1], "supervisor_unfit"),
        (house.secretary, "role_barred"),
        (far, "supervisor_unfit"),
        (unbound, "role_unbound"),
        (987_654, "not_found"),
    ):
        with pytest.raises(DomainError, match=code):
            await desk.appoint(made, "supervisor", person)
    assert await desk.appoint(made, "supervisor", house.stranger) is None
    assert (await desk.rating(made)).supervisor_id == house.stranger


async def test_who_can_be_teller(desk: Table) -> None:
    made, house, hall = await desk.prepared(), desk.house, desk.hall
    unbound = await hall.person("没账号", house.unit, account=False)
    gone = await hall.person("走了", house.unit, left_on="2026-01-01")
    for person, code in (
        (house.deputy, "role_barred"),
        (house.stranger, "teller_unfit"),
        (desk.supervisor, "teller_unfit"),
        (unbound, "role_unbound"),
        (gone, "not_found"),
    ):
        with pytest.raises(DomainError, match=code):
            await desk.appoint(made, "teller", person)
    await desk.appoint(made, "teller", house.leader)
    assert (await desk.rating(made)).teller_id == house.leader


async def test_the_person_rated_is_neither(desk: Table) -> None:
    made, house = await desk.prepared(), desk.house
    await desk.hall.run("UPDATE rating SET person_id = $2 WHERE id = $1 RETURNING id", made, house.members[1])
    with pytest.raises(DomainError, match="role_barred"):
        await desk.appoint(made, "teller", house.members[1])


async def test_a_typed_name(desk: Table) -> None:
    made, hall, above = await desk.prepared(), desk.hall, desk.house.above
    await appoint.begin(hall.uow, hall.ask(above), desk.installation, made, "teller")
    version = await desk.version(above)
    with pytest.raises(DomainError, match="nobody_called"):
        await appoint.search(hall.uow, hall.ask(above), desk.installation, version, "书记")
    assert await appoint.search(hall.uow, hall.ask(above), desk.installation, version, "党员") is None
    names = [one["name"] for one in (await desk.draft(above))["choices"]["items"]]
    assert names == ["党员0", "党员1", "党员2", "党员3"]
    version = await desk.version(above)
    assert await appoint.search(hall.uow, hall.ask(above), desk.installation, version, "党员2") is None
    assert (await desk.rating(made)).teller_id == desk.house.members[2]


async def test_only_the_committee_appoints_and_opens(desk: Table) -> None:
    made, house = await desk.appointed(), desk.house
    for person in (house.secretary, house.stranger, house.members[1], desk.supervisor):
        with pytest.raises(DomainError, match="not_allowed"):
            await desk.appoint(made, "teller", desk.teller, by=person)
        with pytest.raises(DomainError, match="not_allowed"):
            await desk.ask_open(made, by=person)
    with pytest.raises(DomainError, match="old_button"):
        await desk.appoint(made, "committee", desk.teller)


async def test_it_opens_as_it_was_shown(desk: Table) -> None:
    made = await desk.prepared()
    with pytest.raises(DomainError, match="rating_roles_missing"):
        await desk.ask_open(made)
    shown = (await desk.rating(made)).version
    await desk.appoint(made, "supervisor", desk.supervisor)
    await desk.appoint(made, "teller", desk.teller)
    with pytest.raises(DomainError, match="rating_changed"):
        await desk.ask_open(made, version=shown)
    desk.hall.clock.forward(days=2)
    with pytest.raises(DomainError, match="rating_overdue"):
        await desk.ask_open(made)


async def test_nobody_is_replaced_while_it_opens(desk: Table) -> None:
    made = await desk.appointed()
    await desk.ask_open(made)
    with pytest.raises(DomainError, match="rating_not_now"):
        await desk.appoint(made, "teller", desk.house.members[1])


async def test_the_page_lists_what_concerns_whoever_asks(desk: Table) -> None:
    house, hall = desk.house, desk.hall
    made = await desk.appointed()
    before = {name: await _listed(desk, person) for name, person in _people(desk).items()}
    seen = {"secretary", "above", "supervisor", "teller", "deputy"}
    assert {name for name, found in before.items() if found} == seen
    with pytest.raises(DomainError, match="not_allowed"):
        await page.show(hall.uow, hall.ask(house.members[2]), RULES, made)
    await desk.ask_open(made)
    await desk.hold(made)
    after = {name: await _listed(desk, person) for name, person in _people(desk).items()}
    assert {name for name, found in after.items() if found} == {*seen, "member"}
    card = await page.show(hall.uow, hall.ask(house.members[2]), RULES, made)
    assert (card.elects, card.roles, card.waiting) == (True, frozenset(), 0)
    with pytest.raises(DomainError, match="not_allowed"):
        await page.show(hall.uow, hall.ask(house.stranger), RULES, made)
    assert (await desk.told("rating.invite"))[0][1]["supervisor"] == "监督员"
    assert ACCOUNTS + house.members[2] in {ACCOUNTS + to for to, _ in await desk.told("rating.invite")}


def _people(desk: Table) -> dict[str, int]:
    house = desk.house
    return {
        "secretary": house.secretary,
        "deputy": house.deputy,
        "above": house.above,
        "supervisor": desk.supervisor,
        "teller": desk.teller,
        "member": house.members[2],
        "stranger": house.stranger,
    }


async def _listed(desk: Table, person: int) -> list[int]:
    found = await page.listing(desk.hall.uow, desk.hall.ask(person))
    return [one.rating.id for one in found.lines]
