"""Voiding takes supervisor and committee, two people, with one reason; everybody hears of it in the same words."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import Role, State, VoidReason
from bot.services.rating import voiding
from bot.storage.connection import Database
from tests.services.rating.rating_stage import Poll, poll


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


async def test_supervisor_and_committee_void_it(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.members)
    stands = await at.propose_void(rating, at.supervisor, "名单有错")
    assert (stands.rating.state, stands.awaited, stands.may) == (State.OPEN, frozenset({Role.COMMITTEE}), False)
    asked = await at.told("rating.void_waits")
    assert set(asked) == {at.house.above}
    assert "名单有错" in asked[at.house.above].text
    done = await at.agree_void(rating, at.house.above)
    assert (done.rating.state, done.rating.void_reason) == (State.VOID, VoidReason.COMMITTEE)
    told = await at.told("rating.void")
    assert set(told) == {*at.house.people, at.supervisor, at.house.above}
    assert len({view.text for view in told.values()}) == 1
    assert "名单有错" in told[at.teller].text
    assert await at.hall.rows("SELECT id FROM envelope") == []


async def test_the_committee_may_ask_first(at: Poll) -> None:
    rating = await at.opened()
    await at.propose_void(rating, at.house.above)
    assert set(await at.told("rating.void_waits")) == {at.supervisor}
    assert (await at.agree_void(rating, at.supervisor)).rating.state is State.VOID


async def test_whoever_is_both_is_one_person_only(at: Poll) -> None:
    await at.hall.post(at.supervisor, at.house.top, "deputy")
    rating = await at.opened()
    await at.propose_void(rating, at.supervisor)
    for _ in range(2):
        stands = await at.agree_void(rating, at.supervisor)
    assert (stands.rating.state, stands.awaited) == (State.OPEN, frozenset({Role.COMMITTEE}))
    assert (await at.agree_void(rating, at.house.above)).rating.state is State.VOID


async def test_another_reason_takes_the_yes_back(at: Poll) -> None:
    rating = await at.opened()
    await at.propose_void(rating, at.supervisor, "名单有错")
    shown = (await at.rating(rating)).version
    await at.propose_void(rating, at.house.above, "会场停电")
    stands = await at.agree_void(rating, at.supervisor, version=shown)
    assert stands.moved
    assert (stands.rating.state, stands.reason) == (State.OPEN, "会场停电")
    assert stands.awaited == {Role.SUPERVISOR}
    assert (await at.agree_void(rating, at.supervisor)).rating.state is State.VOID


async def test_a_lost_key_is_said_as_it_is(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    at.keys.destroy(rating)
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    await at.count(rating)
    assert (await at.rating(rating)).state is State.CLOSING
    await at.propose_void(rating, at.supervisor)
    assert (await at.agree_void(rating, at.house.above)).rating.void_reason is VoidReason.KEY_LOST
    await at.count(rating)
    assert (await at.rating(rating)).state is State.VOID


async def test_nobody_else_voids(at: Poll) -> None:
    rating = await at.opened()
    await at.propose_void(rating, at.supervisor)
    for person in (at.teller, at.house.secretary, at.house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await at.agree_void(rating, person)
        with pytest.raises(DomainError, match="not_allowed"):
            await at.propose_void(rating, person)
    assert (await at.rating(rating)).state is State.OPEN


async def test_never_without_a_reason_and_never_a_closed_one(at: Poll) -> None:
    rating = await at.opened()
    with pytest.raises(DomainError, match="reason_missing"):
        await at.agree_void(rating, at.supervisor)
    with pytest.raises(DomainError, match="reason_missing"):
        await at.propose_void(rating, at.supervisor, "")
    await at.vote(rating, *at.house.people)
    await at.closed(rating)
    with pytest.raises(DomainError, match="rating_not_now"):
        await voiding.look(at.hall.uow, at.ask(at.supervisor), rating)
    with pytest.raises(DomainError, match="rating_not_now"):
        await voiding.begin(at.hall.uow, at.ask(at.supervisor), rating)
