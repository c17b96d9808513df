"""Closing takes supervisor and teller, at the time fixed; nobody else, nobody alone, nothing twice."""

from bot.domain.rating.model import Role, State
from bot.services.rating import close
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import Branch


async def test_two_people_close_it_and_then_it_is_counted(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.ended(rating)
    assert set(await world.told("rating.ended")) == {ratings.supervisor, ratings.teller}
    first = await ratings.close(rating, ratings.supervisor)
    assert (first.rating.state, first.may, first.awaited) == (State.ENDED, False, frozenset({Role.TELLER}))
    assert set(await world.told("rating.close_waits")) == {ratings.teller}
    await ratings.count(rating)
    assert (await ratings.get(rating)).state is State.ENDED
    second = await ratings.close(rating, ratings.teller)
    assert second.rating.state is State.CLOSING
    await ratings.count(rating)
    closed = await ratings.get(rating)
    assert closed.state is State.CLOSED
    assert closed.turnout is not None
    assert (closed.turnout.issued, closed.turnout.returned, closed.turnout.valid) == (7, 7, 7)


async def test_a_second_tap_is_no_second_person(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.ended(rating)
    for _ in range(3):
        stands = await ratings.close(rating, ratings.supervisor)
    assert (stands.rating.state, stands.awaited) == (State.ENDED, frozenset({Role.TELLER}))
    await ratings.close(rating, ratings.teller)
    late = await ratings.close(rating, ratings.supervisor)
    assert late.rating.state is State.CLOSING
    assert (await world.audit_kinds()).count("rating.closing") == 1


async def test_nobody_closes_while_votes_are_taken(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await world.refused("rating_still_open", ratings.close(rating, ratings.supervisor))


async def test_nobody_else_closes(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.ended(rating)
    for person in (branch.secretary, branch.above, branch.stranger, branch.members[1]):
        await world.refused("not_allowed", ratings.close(rating, person))
        await world.refused("not_allowed", world.act(person, close.look, rating))


async def test_a_yes_to_what_has_changed_since_is_not_taken(branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    shown = await ratings.version(rating)
    await ratings.ended(rating)
    stands = await ratings.close(rating, ratings.supervisor, version=shown)
    assert stands.moved
    assert stands.awaited == {Role.SUPERVISOR, Role.TELLER}


async def test_a_stopped_closing_is_not_tried_again(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.ended(rating)
    await world.run("UPDATE envelope SET box = $1", b"\x00" * 2608)
    for person in (ratings.supervisor, ratings.teller):
        await ratings.close(rating, person)
    await ratings.count(rating)
    stopped = await ratings.get(rating)
    assert (stopped.state, stopped.fault) == (State.ENDED, "damaged")
    assert set(await world.told("rating.stopped")) == {ratings.supervisor, ratings.teller, branch.above}
    await world.refused("rating_faulty", ratings.close(rating, ratings.supervisor))
