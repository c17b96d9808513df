"""Voiding takes supervisor and committee, two people, with one reason; everybody hears of it in the same words."""

from bot.domain.rating.model import Role, State, VoidReason
from bot.services.rating import voiding
from tests.services.rating.agreements import agree_void, propose_void
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch


async def test_supervisor_and_committee_void_it(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.members)
    stands = await propose_void(ratings, rating, ratings.supervisor, "名单有错")
    assert (stands.rating.state, stands.awaited, stands.may) == (State.OPEN, frozenset({Role.COMMITTEE}), False)
    [asked] = await world.sent("rating.void_waits")
    assert asked.chat == ACCOUNTS + branch.above
    assert "名单有错" in asked.zh.text
    done = await agree_void(ratings, rating, branch.above)
    assert (done.rating.state, done.rating.void_reason) == (State.VOID, VoidReason.COMMITTEE)
    told = await world.sent("rating.void")
    assert {one.chat - ACCOUNTS for one in told} == {*branch.people, ratings.supervisor, branch.above}
    [text] = {one.zh.text for one in told}
    assert "名单有错" in text
    assert await world.rows("SELECT id FROM envelope") == []


async def test_the_committee_may_ask_first(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await propose_void(ratings, rating, branch.above)
    assert set(await world.told("rating.void_waits")) == {ratings.supervisor}
    assert (await agree_void(ratings, rating, ratings.supervisor)).rating.state is State.VOID


async def test_whoever_is_both_is_one_person_only(world: World, branch: Branch, ratings: Ratings) -> None:
    await world.posts((ratings.supervisor, branch.committee, "deputy"))
    rating = await ratings.opened()
    await propose_void(ratings, rating, ratings.supervisor)
    for _ in range(2):
        stands = await agree_void(ratings, rating, ratings.supervisor)
    assert (stands.rating.state, stands.awaited) == (State.OPEN, frozenset({Role.COMMITTEE}))
    assert (await agree_void(ratings, rating, branch.above)).rating.state is State.VOID


async def test_another_reason_takes_the_yes_back(branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await propose_void(ratings, rating, ratings.supervisor, "名单有错")
    shown = await ratings.version(rating)
    await propose_void(ratings, rating, branch.above, "会场停电")
    stands = await agree_void(ratings, rating, ratings.supervisor, version=shown)
    assert stands.moved
    assert (stands.rating.state, stands.reason) == (State.OPEN, "会场停电")
    assert stands.awaited == {Role.SUPERVISOR}
    assert (await agree_void(ratings, rating, ratings.supervisor)).rating.state is State.VOID


async def test_a_lost_key_is_said_as_it_is(branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.ended(rating)
    ratings.keys.destroy(rating)
    await ratings.closing(rating)
    await ratings.count(rating)
    assert (await ratings.get(rating)).state is State.CLOSING
    await propose_void(ratings, rating, ratings.supervisor)
    assert (await agree_void(ratings, rating, branch.above)).rating.void_reason is VoidReason.KEY_LOST
    await ratings.count(rating)
    assert (await ratings.get(rating)).state is State.VOID


async def test_nobody_else_voids(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await propose_void(ratings, rating, ratings.supervisor)
    for person in (ratings.teller, branch.secretary, branch.stranger):
        await world.refused("not_allowed", agree_void(ratings, rating, person))
        await world.refused("not_allowed", propose_void(ratings, rating, person))
    assert (await ratings.get(rating)).state is State.OPEN


async def test_never_without_a_reason_and_never_a_closed_one(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await world.refused("reason_missing", agree_void(ratings, rating, ratings.supervisor))
    await world.refused("reason_missing", propose_void(ratings, rating, ratings.supervisor, ""), but=FORM)
    await ratings.vote(rating, *branch.people)
    await ratings.closed(rating)
    await world.refused("rating_not_now", world.act(ratings.supervisor, voiding.look, rating))
    await world.refused("rating_not_now", world.act(ratings.supervisor, voiding.begin, rating))
