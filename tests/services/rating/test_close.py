"""Closing takes supervisor and teller at the time fixed, voiding supervisor and committee with one reason; nobody else,
nobody alone, nothing twice."""

from bot.domain.rating.model import Role, State, VoidReason
from bot.services.rating import close, voiding
from tests.services.rating.agreements import agree_close, agree_void, close_by_both, end_and_count, propose_void
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.people import give_posts
from tests.world.record import audit_kinds


async def test_two_people_close_it_and_then_it_is_counted(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    assert set(await recipients(world, "rating.ended")) == {ratings.supervisor, ratings.teller}
    first = await agree_close(ratings, rating, ratings.supervisor)
    assert (first.rating.state, first.may, first.awaited) == (State.ENDED, False, frozenset({Role.TELLER}))
    assert set(await recipients(world, "rating.close_waits")) == {ratings.teller}
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.ENDED
    second = await agree_close(ratings, rating, ratings.teller)
    assert second.rating.state is State.CLOSING
    await ratings.turn()
    closed = await ratings.get(rating)
    assert closed.state is State.CLOSED
    assert closed.turnout is not None
    assert (closed.turnout.issued, closed.turnout.returned, closed.turnout.valid) == (7, 7, 7)


async def test_a_second_tap_is_no_second_person(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    for _ in range(3):
        stands = await agree_close(ratings, rating, ratings.supervisor)
    assert (stands.rating.state, stands.awaited) == (State.ENDED, frozenset({Role.TELLER}))
    await agree_close(ratings, rating, ratings.teller)
    late = await agree_close(ratings, rating, ratings.supervisor)
    assert late.rating.state is State.CLOSING
    assert (await audit_kinds(world)).count("rating.closing") == 1


async def test_nobody_closes_while_votes_are_taken(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await world.refused("rating_still_open", agree_close(ratings, rating, ratings.supervisor))


async def test_nobody_else_closes(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    for person in (branch.secretary, branch.above, branch.stranger, branch.members[1]):
        await world.refused("not_allowed", agree_close(ratings, rating, person))
        await world.refused("not_allowed", world.act(person, close.look, rating))


async def test_a_yes_to_what_has_changed_since_is_not_taken(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    shown = (await ratings.get(rating)).version
    await ratings.turn(hours=6)
    stands = await world.act(ratings.supervisor, close.yes, rating, shown)
    assert stands.moved
    assert stands.awaited == {Role.SUPERVISOR, Role.TELLER}


async def test_a_stopped_closing_is_not_tried_again(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    await world.run("UPDATE envelope SET box = $1", b"\x00" * 2608)
    for person in (ratings.supervisor, ratings.teller):
        await agree_close(ratings, rating, person)
    await ratings.turn()
    stopped = await ratings.get(rating)
    assert (stopped.state, stopped.fault) == (State.ENDED, "damaged")
    assert set(await recipients(world, "rating.stopped")) == {ratings.supervisor, ratings.teller, branch.above}
    await world.refused("rating_faulty", agree_close(ratings, rating, ratings.supervisor))


async def test_supervisor_and_committee_void_it(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.members)
    stands = await propose_void(ratings, rating, ratings.supervisor, "名单有错")
    assert (stands.rating.state, stands.awaited, stands.may) == (State.OPEN, frozenset({Role.COMMITTEE}), False)
    [asked] = await messages(world, "rating.void_waits")
    assert asked.chat == ACCOUNTS + branch.above
    assert "名单有错" in asked.zh.text
    done = await agree_void(ratings, rating, branch.above)
    assert (done.rating.state, done.rating.void_reason) == (State.VOID, VoidReason.COMMITTEE)
    told = await messages(world, "rating.void")
    assert {one.chat - ACCOUNTS for one in told} == {*branch.people, ratings.supervisor, branch.above}
    [text] = {one.zh.text for one in told}
    assert "名单有错" in text
    assert await world.rows("SELECT id FROM envelope") == []


async def test_the_committee_may_ask_first(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await propose_void(ratings, rating, branch.above)
    assert set(await recipients(world, "rating.void_waits")) == {ratings.supervisor}
    assert (await agree_void(ratings, rating, ratings.supervisor)).rating.state is State.VOID


async def test_whoever_is_both_is_one_person_only(world: World, branch: Branch, ratings: Ratings) -> None:
    await give_posts(world, (ratings.supervisor, branch.committee, "deputy"))
    rating = await ratings.opened()
    await propose_void(ratings, rating, ratings.supervisor)
    for _ in range(2):
        stands = await agree_void(ratings, rating, ratings.supervisor)
    assert (stands.rating.state, stands.awaited) == (State.OPEN, frozenset({Role.COMMITTEE}))
    assert (await agree_void(ratings, rating, branch.above)).rating.state is State.VOID


async def test_another_reason_takes_the_yes_back(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await propose_void(ratings, rating, ratings.supervisor, "名单有错")
    shown = (await ratings.get(rating)).version
    await propose_void(ratings, rating, branch.above, "会场停电")
    stands = await world.act(ratings.supervisor, voiding.yes, rating, shown)
    assert stands.moved
    assert (stands.rating.state, stands.reason) == (State.OPEN, "会场停电")
    assert stands.awaited == {Role.SUPERVISOR}
    assert (await agree_void(ratings, rating, ratings.supervisor)).rating.state is State.VOID


async def test_a_lost_key_is_said_as_it_is(branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    ratings.keys.destroy(rating)
    await close_by_both(ratings, rating)
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.CLOSING
    await propose_void(ratings, rating, ratings.supervisor)
    assert (await agree_void(ratings, rating, branch.above)).rating.void_reason is VoidReason.KEY_LOST
    await ratings.turn()
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
    await end_and_count(ratings, rating)
    await world.refused("rating_not_now", world.act(ratings.supervisor, voiding.look, rating))
    await world.refused("rating_not_now", world.act(ratings.supervisor, voiding.begin, rating))
