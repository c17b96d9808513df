"""Whose ballot is not taken: an account that may not vote; and none under a key that is not the recorded one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.installation.audit import canonical, next_entry
from bot.domain.rating.model import State, fingerprint
from bot.domain.rating.vote import BallotDraft
from bot.services.rating import vote
from bot.storage.installation import audit
from bot.storage.rating import elector as electors
from tests.services.rating.ratings import Ratings, filled
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.people import add_person

Way = Callable[[Ratings, int], Awaitable[None]]


@pytest.fixture
async def open_rating(ratings: Ratings) -> int:
    """Of two questions; everybody of the branch may vote."""
    return await ratings.opened(number=2)


@pytest.fixture
def voter(branch: Branch) -> int:
    return branch.members[0]


async def refused(world: World, code: str, step: Awaitable[object]) -> None:
    """Nothing at all is written."""
    await world.refused(code, step, but=frozenset())


async def on_paper(ratings: Ratings, open_rating: int) -> None:
    async with ratings.world.uow.begin() as work:
        await electors.issue_paper(work, open_rating, ratings.branch.members[0])
        await work.commit()


async def doubtful(ratings: Ratings, open_rating: int) -> None:
    await ratings.world.run("UPDATE elector SET account_id = NULL WHERE person_id = $1", ratings.branch.members[0])


async def bound_anew(ratings: Ratings, open_rating: int) -> None:
    await ratings.world.run("UPDATE elector SET account_id = 77 WHERE person_id = $1", ratings.branch.members[0])


async def ended_by_time(ratings: Ratings, open_rating: int) -> None:
    ratings.world.clock.forward(days=1)


def in_state(state: State) -> Way:
    async def put(ratings: Ratings, open_rating: int) -> None:
        await ratings.world.run("UPDATE rating SET state = $2 WHERE id = $1", open_rating, state.value)

    return put


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (on_paper, "ballot_on_paper"),
        (doubtful, "ballot_account_waiting"),
        (bound_anew, "ballot_account_other"),
        (ended_by_time, "ballot_ended"),
        *[(in_state(state), "ballot_not_yet") for state in (State.DRAFT, State.SUBMITTED, State.OPENING)],
        *[(in_state(state), "ballot_ended") for state in (State.ENDED, State.CLOSING, State.COUNTED, State.CLOSED)],
        (in_state(State.VOID), "ballot_void"),
    ],
)
async def test_a_ballot_that_is_not_open_to_this_account(
    world: World, ratings: Ratings, open_rating: int, way: Way, code: str, voter: int
) -> None:
    await way(ratings, open_rating)
    await refused(world, code, ratings.vote(open_rating, voter, answers=(0, 0)))
    await refused(world, code, world.act(voter, vote.enter, await filled(ratings, open_rating)))


async def test_nobody_but_electors(
    world: World, branch: Branch, ratings: Ratings, open_rating: int, voter: int
) -> None:
    for person in (branch.above, branch.stranger):
        await refused(world, "ballot_not_elector", ratings.vote(open_rating, person, answers=(0, 0)))
        await refused(world, "ballot_not_elector", world.act(person, vote.enter, await filled(ratings, open_rating)))
    await refused(world, "unknown_account", ratings.vote(open_rating, -1, answers=(0, 0)))
    await refused(
        world,
        "not_found",
        world.act(voter, vote.vote, BallotDraft(open_rating + 1, "", (0, 0)), ratings.keys),
    )


async def test_someone_who_came_afterwards(world: World, branch: Branch, ratings: Ratings, open_rating: int) -> None:
    late = await add_person(world, "新来的", branch.id)
    await refused(world, "ballot_not_elector", ratings.vote(open_rating, late, answers=(0, 0)))


async def test_what_is_refused_does_not_tell_whether_the_ballot_is_in(
    world: World, ratings: Ratings, open_rating: int, voter: int
) -> None:
    """Whoever holds the voter's account now, and is not who was named at the opening, learns nothing."""
    await ratings.vote(open_rating, voter, answers=(0, 0))
    await bound_anew(ratings, open_rating)
    await refused(world, "ballot_account_other", world.act(voter, vote.enter, await filled(ratings, open_rating)))
    await doubtful(ratings, open_rating)
    await refused(world, "ballot_account_waiting", world.act(voter, vote.enter, await filled(ratings, open_rating)))


async def test_a_redelivery_after_the_end_is_answered_as_before(
    world: World, ratings: Ratings, open_rating: int, voter: int
) -> None:
    await ratings.vote(open_rating, voter, answers=(0, 0))
    world.clock.forward(days=1)
    await ratings.vote(open_rating, voter, answers=(0, 0))
    await in_state(State.ENDED)(ratings, open_rating)
    await ratings.vote(open_rating, voter, answers=(0, 0))
    assert (await world.act(voter, vote.enter, await filled(ratings, open_rating))).recorded


async def swapped_key(ratings: Ratings, open_rating: int) -> None:
    await ratings.world.run(
        "UPDATE rating SET public_key = $2 WHERE id = $1", open_rating, ratings.keys.make(open_rating + 1)
    )


async def swapped_key_and_entry(ratings: Ratings, open_rating: int) -> None:
    """The entry is written anew as well, with a hash that fits it; the next one does not follow it."""
    public = ratings.keys.make(open_rating + 1)
    await ratings.world.run("UPDATE rating SET public_key = $2 WHERE id = $1", open_rating, public)
    async with ratings.world.uow.begin() as work:
        await audit.add(work, work.now, "post.given", None, {"post": 1})
        [entry] = await audit.part(work, 1, 1)
        data = canonical({"rating": open_rating, "fingerprint": fingerprint(public), "electors": 7})
        new = next_entry(entry.previous, 1, entry.at, entry.kind, None, data)
        await work.execute("UPDATE audit SET data = $1, hash = $2 WHERE sequence = 1", new.data, new.hash)
        await work.commit()


async def changed_entry(ratings: Ratings, open_rating: int) -> None:
    await ratings.world.run("UPDATE audit SET at = at + 1")


async def other_kind(ratings: Ratings, open_rating: int) -> None:
    await ratings.world.run("UPDATE rating SET opening_entry = NULL")


async def lost_key(ratings: Ratings, open_rating: int) -> None:
    ratings.keys.destroy(open_rating)


async def other_private_key(ratings: Ratings, open_rating: int) -> None:
    ratings.keys.make(open_rating)


WAYS = [swapped_key, swapped_key_and_entry, changed_entry, other_kind, lost_key, other_private_key]


@pytest.mark.parametrize("way", WAYS)
async def test_a_key_that_is_not_the_recorded_one(
    world: World, ratings: Ratings, open_rating: int, way: Way, voter: int
) -> None:
    await way(ratings, open_rating)
    await refused(world, "ballot_key_changed", ratings.vote(open_rating, voter, answers=(0, 0)))


async def test_a_process_without_the_keys_relies_on_the_record(
    world: World, ratings: Ratings, open_rating: int, voter: int
) -> None:
    await lost_key(ratings, open_rating)
    await world.act(voter, vote.vote, await filled(ratings, open_rating, (0, 0)), None)
    async with world.uow.reading() as cx:
        assert (await electors.numbers(cx, open_rating)).voted == 1


@pytest.mark.parametrize("seal", ["", "000000", "x"])
async def test_buttons_of_another_rating_that_had_its_id(
    world: World, branch: Branch, ratings: Ratings, open_rating: int, seal: str, voter: int
) -> None:
    """Refused in the same words to everyone, before anything is said of this rating."""
    other = replace(await filled(ratings, open_rating, (0, 0)), key_tag=seal)
    for person in (voter, branch.stranger):
        await refused(world, "old_button", world.act(person, vote.vote, other, ratings.keys))
        await refused(world, "old_button", world.act(person, vote.enter, other))
        await refused(world, "old_button", world.act(person, vote.comment, other))


async def test_the_list_of_electors_is_for_those_concerned_and_tells_no_vote(
    world: World, branch: Branch, ratings: Ratings, open_rating: int, voter: int
) -> None:
    async def seen(person: int) -> vote.Electorate:
        return await world.act(person, vote.electorate, open_rating)

    before = await seen(branch.members[1])
    await ratings.vote(open_rating, voter, answers=(0, 0))
    assert (await seen(branch.members[1])).people == before.people
    assert {one.elector.person_id for one in before.people} == set(branch.people)
    assert (await seen(branch.above)).people == before.people
    await refused(world, "ballot_not_elector", seen(branch.stranger))
    await refused(world, "unknown_account", seen(-1))


async def test_the_account_is_asked_in_its_own_language(
    world: World, ratings: Ratings, open_rating: int, voter: int
) -> None:
    await world.run("UPDATE account SET language = 'zh' WHERE id = $1", ACCOUNTS + voter)
    asked = world.request(voter, language="en")
    await vote.vote(world.uow, asked, await filled(ratings, open_rating, (0, 0)), ratings.keys)
    assert asked.language == "zh"
