"""A closing that finds something wrong: nothing is counted, nothing is gone, and those who can act are told once."""

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.ballot import Ballot, packed
from bot.domain.rating.count import Fault
from bot.domain.rating.model import State, Turnout
from bot.services.rating import worker
from bot.storage.rating import ballot_box
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.rating.agreements import close_by_both
from tests.services.rating.counted import GOOD, Sealed, add_masses, heard, left, result_of, voted
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.messages import messages, recipients


@pytest.fixture
async def branch(world: World) -> Branch:
    """Of six members."""
    return await usual_branch(world, members=3)


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Five mass representatives vote as well."""
    return await add_masses(ratings)


async def stopped(ratings: Ratings, rating: int, fault: Fault) -> None:
    """Nothing is counted, nothing is gone, and those who can void it are told."""
    before = await left(ratings, rating)
    await ratings.turn()
    found = await ratings.get(rating)
    assert (found.state.value, found.fault, found.turnout) == ("ended", fault.value, None)
    assert await result_of(ratings, rating) is None
    assert await ratings.world.rows("SELECT * FROM rating_comment") == []
    assert await left(ratings, rating) == before
    told = await heard(ratings, "rating.stopped")
    assert set(told) == {ratings.supervisor, ratings.teller, ratings.branch.above}
    assert {one["fault"] for one in told.values()} == {fault.value}
    assert await heard(ratings, "rating.closed") == {}


async def put_in_place(ratings: Ratings, rating: int, box: bytes) -> None:
    """In the place of one of the boxes."""
    (row, *_) = await ratings.world.rows("SELECT id FROM envelope WHERE rating_id = $1", rating)
    async with ratings.world.uow.begin() as work:
        await work.execute("UPDATE envelope SET box = $3 WHERE rating_id = $1 AND id = $2", rating, row["id"], box)
        await work.commit()


async def test_a_damaged_box_stops_it(ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 6)
    await put_in_place(ratings, rating, b"\x00" * 2608)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    await stopped(ratings, rating, Fault.DAMAGED)


@pytest.mark.parametrize(
    "content",
    [
        packed(Ballot(Voters.MEMBERS, (9,))),
        packed(Ballot(Voters.MEMBERS, (0, 0))),
        b"[" * 2560,
        b"x" * 2560,
        b'["members", [0], ""] '.ljust(2560, b"\x00"),
        b'["members", [Infinity], ""]'.ljust(2560, b"\x00"),
        b"short",
    ],
)
async def test_a_box_that_no_vote_makes_stops_it(ratings: Ratings, content: bytes) -> None:
    rating = await voted(ratings, [GOOD] * 6)
    public = (await ratings.get(rating)).public_key
    assert public is not None
    await put_in_place(ratings, rating, ballot_box.sealed(public, content))
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    await stopped(ratings, rating, Fault.DAMAGED)


@pytest.mark.parametrize("another", [False, True])
async def test_a_lost_key_is_waited_for_and_told_once(
    world: World, branch: Branch, ratings: Ratings, another: bool
) -> None:
    """`another`: the file holds the key of another rating."""
    rating = await voted(ratings, [GOOD] * 6)
    file = ratings.keys.folder / f"{rating}.key"
    away = file.rename(file.with_suffix(".away"))
    if another:
        ratings.keys.make(rating)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    before = await left(ratings, rating)
    for _ in range(3):
        await ratings.turn()
    found = await ratings.get(rating)
    assert (found.state.value, found.fault, found.turnout) == ("closing", "key_lost", None)
    assert await left(ratings, rating) == before
    assert await result_of(ratings, rating) is None
    told = sorted(await recipients(world, "rating.stopped"))
    assert told == sorted([ratings.supervisor, ratings.teller, branch.above])
    assert all("放回原处" in one.zh.text for one in await messages(world, "rating.stopped"))
    away.replace(file)
    await ratings.turn()
    found = await ratings.get(rating)
    assert (found.state.value, found.fault, found.turnout) == ("closed", None, Turnout(11, 6, 6, 0))
    assert ratings.keys.ratings() == set()


async def test_a_box_too_many_stops_it(world: World, ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 6)
    public = (await ratings.get(rating)).public_key
    assert public is not None
    async with world.uow.begin() as work:
        await ballot_box.put(work, rating, ballot_box.sealed(public, packed(Ballot(Voters.MEMBERS, (0,)))))
        await work.commit()
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    await stopped(ratings, rating, Fault.BALLOTS)


async def test_an_error_nobody_thought_of_is_logged_once_an_hour(
    world: World, ratings: Ratings, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the closing goes on once it is over."""
    rating = await voted(ratings, [GOOD] * 6)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    keys, stuck = Sealed(ratings.keys.folder.parent, ratings.keys.folder.name), worker.StuckLog()
    for _ in range(3):
        await worker.turn(world.uow, keys, INSTALLATION.rating, ZONE, stuck)
    assert capsys.readouterr().out.count("rating_stuck") == 1
    world.clock.forward(hours=1)
    await worker.turn(world.uow, keys, INSTALLATION.rating, ZONE, stuck)
    said = capsys.readouterr().out
    assert said.count("rating_stuck") == 1
    assert "AssertionError" in said
    assert "opened" not in said
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.CLOSED
