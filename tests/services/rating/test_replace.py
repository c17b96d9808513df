"""Supervisor and teller of a rating that runs: an account each, fixed at the opening, changed by the committee only."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import Matter, Role, State
from bot.services.rating import confirm, page
from bot.services.rating.page import Card
from bot.storage.connection import Database
from bot.storage.rating import approval
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rating.rating_stage import RULES, Poll, poll
from tests.services.rating.rating_table import Table, table

REBIND = "UPDATE account SET id = $2 WHERE person_id = $1 RETURNING id"


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


def seat(at: Poll) -> Table:
    """The committee's side of the same house."""
    return Table(at.house, at.keys, at.supervisor)


async def rebound(desk: Table, person: int, account: int) -> None:
    await desk.hall.run(REBIND, person, account)


async def roll(desk: Table, rating: int, by: int, account: int | None = None) -> confirm.Roll:
    asked = desk.hall.ask(by)
    asked.account_id = account or asked.account_id
    return await confirm.roll(desk.hall.uow, asked, rating)


async def card(desk: Table, rating: int, account: int) -> Card:
    asked = desk.hall.ask(account - ACCOUNTS)
    return await page.show(desk.hall.uow, asked, RULES, rating)


async def test_an_account_bound_since_the_opening_acts_for_neither(desk: Table) -> None:
    made, other = await desk.opened(), 77_001
    found = await desk.rating(made)
    assert (found.supervisor_account, found.teller_account) == (ACCOUNTS + desk.supervisor, ACCOUNTS + desk.teller)
    assert Role.SUPERVISOR in (await card(desk, made, ACCOUNTS + desk.supervisor)).roles
    await rebound(desk, desk.supervisor, other)
    with pytest.raises(DomainError, match="role_account_changed"):
        await roll(desk, made, desk.supervisor, other)
    shown = await card(desk, made, other)
    assert (shown.roles, shown.rebound) == (frozenset(), True)


async def test_before_the_opening_any_account_of_theirs_looks(desk: Table) -> None:
    made, other = await desk.appointed(), 77_001
    await rebound(desk, desk.supervisor, other)
    assert (await card(desk, made, other)).roles == {Role.SUPERVISOR}


async def test_the_same_person_with_another_account_by_the_committee(desk: Table) -> None:
    made, other = await desk.opened(), 77_001
    await rebound(desk, desk.supervisor, other)
    await desk.appoint(made, "supervisor", desk.supervisor)
    assert (await roll(desk, made, desk.supervisor, other)).electors == 7
    found = await desk.rating(made)
    assert (found.supervisor_account, found.teller_account) == (other, ACCOUNTS + desk.teller)
    assert {said["same"] for _, said in await desk.told("rating.replaced")} == {True}


async def test_another_supervisor_and_all_concerned_hear_of_it(desk: Table) -> None:
    made, house, old = await desk.opened(), desk.house, desk.supervisor
    await desk.appoint(made, "supervisor", house.stranger)
    told = await desk.told("rating.replaced")
    assert {to for to, _ in told} == {*house.people, old, house.stranger}
    assert len(told) == len(house.people) + 2
    assert {(said["role"], said["name"], said["same"]) for _, said in told} == {("supervisor", "外支部书记", False)}
    assert [to for to, said in await desk.told("rating.opened") if said["role"] == "supervisor"] == [
        old,
        house.stranger,
    ]
    facts = [fact for kind, fact in await desk.audited() if kind == "rating.appointed"]
    account = ACCOUNTS + house.stranger
    assert facts[2:] == [
        {"rating": made, "role": "supervisor", "person": house.stranger, "account": account, "instead": old}
    ]
    with pytest.raises(DomainError, match="not_allowed"):
        await roll(desk, made, old)
    assert (await roll(desk, made, house.stranger)).electors == 7


async def test_named_as_it_was_nothing_is_said(desk: Table) -> None:
    made = await desk.opened()
    before = await desk.rating(made)
    assert await desk.appoint(made, "supervisor", desk.supervisor) is not None
    assert await desk.told("rating.replaced") == []
    assert await desk.rating(made) == before
    assert len([kind for kind, _ in await desk.audited() if kind == "rating.appointed"]) == 2


async def test_the_same_checks_as_before_the_opening_and_the_electorate_as_fixed(desk: Table) -> None:
    made, house = await desk.opened(), desk.house
    moved = house.members[2]
    await desk.hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", moved, house.top)
    for role, person, code in (
        ("supervisor", house.members[1], "supervisor_unfit"),
        ("supervisor", moved, "role_taken"),
        ("supervisor", house.secretary, "role_barred"),
        ("teller", house.deputy, "role_barred"),
        ("teller", house.stranger, "teller_unfit"),
    ):
        with pytest.raises(DomainError, match=code):
            await desk.appoint(made, role, person)
    names = [one["name"] for one in (await desk.draft(house.above))["choices"]["items"]]
    assert "党员2" not in names
    for person in (house.secretary, desk.supervisor, desk.teller):
        with pytest.raises(DomainError, match="not_allowed"):
            await desk.appoint(made, "teller", house.members[1], by=person)


async def test_nobody_is_both(desk: Table) -> None:
    made, house = await desk.opened(), desk.house
    await desk.hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", desk.teller, house.top)
    await desk.hall.run("DELETE FROM elector WHERE person_id = $1 RETURNING person_id AS id", desk.teller)
    with pytest.raises(DomainError, match="role_taken"):
        await desk.appoint(made, "supervisor", desk.teller)


async def test_what_was_agreed_to_is_agreed_to_anew(at: Poll) -> None:
    rating, [first, _] = await at.opened(), at.without
    await at.vote(rating, *at.house.people)
    await at.issue(rating, first)
    await at.ended(rating)
    await at.entered(rating, "1 0", "1 0 0")
    await at.agree_totals(rating, at.supervisor)
    await at.close(rating, at.teller)
    await at.propose_void(rating, at.supervisor)
    await seat(at).appoint(rating, "supervisor", at.house.stranger)
    async with at.hall.uow.reading() as cx:
        assert [await approval.of(cx, rating, matter) for matter in Matter] == [[], [], []]
    assert {at.house.stranger, at.teller} <= set(await at.told("rating.ended"))
    assert "改由外支部书记担任" in (await at.told("rating.replaced"))[at.supervisor].text
    with pytest.raises(DomainError, match="not_allowed"):
        await at.close(rating, at.supervisor)
    both = (at.house.stranger, at.teller)
    for person in both:
        await at.agree_totals(rating, person)
    for person in both:
        stands = await at.close(rating, person)
    assert stands.rating.state is State.CLOSING
    with pytest.raises(DomainError, match="rating_not_now"):
        await seat(at).appoint(rating, "supervisor", at.supervisor)


async def test_a_post_on_the_units_committee_ends_the_part(at: Poll) -> None:
    rating, [first, second] = await at.opened(), at.without
    await at.issue(rating, first)
    await at.vote(rating, *at.house.people)
    await at.hall.post(at.teller, at.house.unit, "deputy")
    with pytest.raises(DomainError, match="role_not_now"):
        await at.issue(rating, second)
    await at.issue(rating, second, by=at.supervisor)
    await at.ended(rating)
    with pytest.raises(DomainError, match="role_not_now"):
        await at.begin_totals(rating)
    await at.entered(rating, "1 0", "1 0 0", by=at.supervisor)
    with pytest.raises(DomainError, match="role_not_now"):
        await at.agree_totals(rating, at.teller)
    with pytest.raises(DomainError, match="role_not_now"):
        await at.close(rating, at.teller)
    await seat(at).appoint(rating, "teller", at.house.members[1])
    both = (at.house.members[1], at.supervisor)
    for person in both:
        await at.agree_totals(rating, person)
    for person in both:
        stands = await at.close(rating, person)
    assert stands.rating.state is State.CLOSING


async def test_who_moves_out_of_reach_acts_no_more(at: Poll) -> None:
    """The same rule as when they were named: the supervisor of a unit near, the teller of the unit."""
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    far = await at.hall.unit("乙党委", "committee")
    for person in (at.supervisor, at.teller):
        await at.hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", person, far)
        with pytest.raises(DomainError, match="role_not_now"):
            await at.close(rating, person)


async def test_a_supervisor_who_joins_the_unit_confirms_nobody(desk: Table) -> None:
    made, fresh, other = await desk.opened(), desk.house.members[1], 77_001
    await rebound(desk, fresh, other)
    await desk.hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", desk.supervisor, desk.house.unit)
    hall = desk.hall
    with pytest.raises(DomainError, match="role_not_now"):
        await confirm.confirm(hall.uow, hall.ask(desk.supervisor), made, fresh, other)
