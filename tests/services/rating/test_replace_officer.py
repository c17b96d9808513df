"""Supervisor and teller of a rating that runs: an account each, fixed at the opening, changed by the committee only."""

import pytest

from bot.domain.rating.model import Matter, Role, State
from bot.services.rating import doubtful_account, page
from bot.services.rating.page import Card
from bot.storage.rating import approval
from tests.installation import INSTALLATION
from tests.services.rating.agreements import (
    WITHOUT,
    add_unbound,
    agree_close,
    agree_totals,
    begin_totals,
    entered,
    issue,
    propose_void,
)
from tests.services.rating.preparation import appoint, draft
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.people import add_units, give_posts
from tests.world.record import audit_entries

PHONE = 76_001
"""Somebody's new one."""


@pytest.fixture
async def unbound(ratings: Ratings) -> list[int]:
    """Two electors without accounts."""
    await add_unbound(ratings)
    return WITHOUT


async def rebound(ratings: Ratings, person: int) -> None:
    """Their account is the one on another phone from now on."""
    await ratings.world.run("UPDATE account SET id = $2 WHERE person_id = $1", person, ACCOUNTS + PHONE)


async def roll(ratings: Ratings, rating: int, by: int) -> doubtful_account.ElectorPage:
    return await ratings.world.act(by, doubtful_account.elector_page, rating)


async def card(ratings: Ratings, rating: int, by: int) -> Card:
    return await ratings.world.act(by, page.show, INSTALLATION.rating, rating)


async def test_an_account_bound_since_the_opening_acts_for_neither(world: World, ratings: Ratings) -> None:
    made = await ratings.opened()
    found = await ratings.get(made)
    assert (found.supervisor_account, found.teller_account) == (
        ACCOUNTS + ratings.supervisor,
        ACCOUNTS + ratings.teller,
    )
    assert Role.SUPERVISOR in (await card(ratings, made, ratings.supervisor)).roles
    await rebound(ratings, ratings.supervisor)
    await world.refused("role_account_changed", roll(ratings, made, PHONE))
    shown = await card(ratings, made, PHONE)
    assert (shown.roles, shown.rebound) == (frozenset(), True)


async def test_before_the_opening_any_account_of_theirs_looks(ratings: Ratings) -> None:
    made = await ratings.submitted()
    await rebound(ratings, ratings.supervisor)
    assert (await card(ratings, made, PHONE)).roles == {Role.SUPERVISOR}


async def test_the_same_person_with_another_account_by_the_committee(world: World, ratings: Ratings) -> None:
    made = await ratings.opened()
    await rebound(ratings, ratings.supervisor)
    await appoint(ratings, made, "supervisor", ratings.supervisor)
    assert (await roll(ratings, made, PHONE)).electors == 7
    found = await ratings.get(made)
    assert (found.supervisor_account, found.teller_account) == (ACCOUNTS + PHONE, ACCOUNTS + ratings.teller)
    assert {one.data["same"] for one in await messages(world, "rating.replaced")} == {True}


async def test_another_supervisor_and_all_concerned_hear_of_it(world: World, branch: Branch, ratings: Ratings) -> None:
    made, old = await ratings.opened(), ratings.supervisor
    await appoint(ratings, made, "supervisor", branch.stranger)
    told = await messages(world, "rating.replaced")
    assert {one.chat - ACCOUNTS for one in told} == {*branch.people, old, branch.stranger}
    assert len(told) == len(branch.people) + 2
    said = {(one.data["role"], one.data["name"], one.data["same"]) for one in told}
    assert said == {("supervisor", "外支部书记", False)}
    opened_to = [
        one.chat - ACCOUNTS for one in await messages(world, "rating.opened") if one.data["role"] == "supervisor"
    ]
    assert opened_to == [old, branch.stranger]
    facts = [fact for _, fact in await audit_entries(world, "rating.appointed")]
    account = ACCOUNTS + branch.stranger
    assert facts == [
        {"rating": made, "role": "supervisor", "person": branch.stranger, "account": account, "instead": old}
    ]
    await world.refused("not_allowed", roll(ratings, made, old))
    assert (await roll(ratings, made, branch.stranger)).electors == 7


async def test_named_as_it_was_nothing_is_said(world: World, ratings: Ratings) -> None:
    made = await ratings.opened()
    before = await ratings.get(made)
    assert await appoint(ratings, made, "supervisor", ratings.supervisor) is not None
    assert await recipients(world, "rating.replaced") == []
    assert await ratings.get(made) == before
    assert await audit_entries(world, "rating.appointed") == []


async def test_the_same_checks_as_before_the_opening_and_the_electorate_as_fixed(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    made = await ratings.opened()
    moved = branch.members[2]
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", moved, branch.committee)
    for role, person, code in (
        ("supervisor", branch.members[1], "supervisor_unfit"),
        ("supervisor", moved, "role_taken"),
        ("supervisor", branch.secretary, "role_barred"),
        ("teller", branch.deputy, "role_barred"),
        ("teller", branch.stranger, "teller_unfit"),
    ):
        await world.refused(code, appoint(ratings, made, role, person), but=FORM)
    names = [one["name"] for one in (await draft(ratings, branch.above))["choices"]["items"]]
    assert "党员2" not in names
    for person in (branch.secretary, ratings.supervisor, ratings.teller):
        await world.refused("not_allowed", appoint(ratings, made, "teller", branch.members[1], by=person))


async def test_nobody_is_both(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.opened()
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", ratings.teller, branch.committee)
    await world.run("DELETE FROM elector WHERE person_id = $1", ratings.teller)
    await world.refused("role_taken", appoint(ratings, made, "supervisor", ratings.teller), but=FORM)


async def test_what_was_agreed_to_is_agreed_to_anew(
    world: World, branch: Branch, ratings: Ratings, unbound: list[int]
) -> None:
    rating, [first, _] = await ratings.opened(), unbound
    await ratings.vote(rating, *branch.people)
    await issue(ratings, rating, first)
    await ratings.turn(hours=6)
    await entered(ratings, rating, "1 0", "1 0 0")
    await agree_totals(ratings, rating, ratings.supervisor)
    await agree_close(ratings, rating, ratings.teller)
    await propose_void(ratings, rating, ratings.supervisor)
    await appoint(ratings, rating, "supervisor", branch.stranger)
    async with world.uow.reading() as cx:
        assert [await approval.of(cx, rating, matter) for matter in Matter] == [[], [], []]
    assert {branch.stranger, ratings.teller} <= set(await recipients(world, "rating.ended"))
    [told] = [one for one in await messages(world, "rating.replaced") if one.chat == ACCOUNTS + ratings.supervisor]
    assert "改由外支部书记担任" in told.zh.text
    await world.refused("not_allowed", agree_close(ratings, rating, ratings.supervisor))
    both = (branch.stranger, ratings.teller)
    for person in both:
        await agree_totals(ratings, rating, person)
    for person in both:
        stands = await agree_close(ratings, rating, person)
    assert stands.rating.state is State.CLOSING
    await world.refused("rating_not_now", appoint(ratings, rating, "supervisor", ratings.supervisor))


async def test_a_post_on_the_units_committee_ends_the_part(
    world: World, branch: Branch, ratings: Ratings, unbound: list[int]
) -> None:
    rating, [first, second] = await ratings.opened(), unbound
    await issue(ratings, rating, first)
    await ratings.vote(rating, *branch.people)
    await give_posts(world, (ratings.teller, branch.id, "deputy"))
    await world.refused("role_not_now", issue(ratings, rating, second))
    await issue(ratings, rating, second, by=ratings.supervisor)
    await ratings.turn(hours=6)
    await world.refused("role_not_now", begin_totals(ratings, rating))
    await entered(ratings, rating, "1 0", "1 0 0", by=ratings.supervisor)
    await world.refused("role_not_now", agree_totals(ratings, rating, ratings.teller))
    await world.refused("role_not_now", agree_close(ratings, rating, ratings.teller))
    await appoint(ratings, rating, "teller", branch.members[1])
    both = (branch.members[1], ratings.supervisor)
    for person in both:
        await agree_totals(ratings, rating, person)
    for person in both:
        stands = await agree_close(ratings, rating, person)
    assert stands.rating.state is State.CLOSING


async def test_who_moves_out_of_reach_acts_no_more(world: World, branch: Branch, ratings: Ratings) -> None:
    """The same rule as when they were named: the supervisor of a unit near, the teller of the unit."""
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    far = (await add_units(world, "committee", "乙党委"))[0]
    for person in (ratings.supervisor, ratings.teller):
        await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", person, far)
        await world.refused("role_not_now", agree_close(ratings, rating, person))


async def test_a_supervisor_who_joins_the_unit_confirms_nobody(world: World, branch: Branch, ratings: Ratings) -> None:
    made, fresh = await ratings.opened(), branch.members[1]
    await rebound(ratings, fresh)
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", ratings.supervisor, branch.id)
    await world.refused(
        "role_not_now", world.act(ratings.supervisor, doubtful_account.confirm, made, fresh, ACCOUNTS + PHONE)
    )
