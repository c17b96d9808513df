"""What a rating gives a grading round: counts by voters, all ballots for each group where no split is kept."""

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import Ballots
from bot.services.rating import grading_ballots
from tests.installation import INSTALLATION
from tests.services.rating.agreements import end_and_count
from tests.services.rating.counted import GOOD, POOR, add_masses, opened_to_masses
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import Branch, usual_branch

CASE = "INSERT INTO grade_case (round_id, unit_id, digest, step) VALUES ($1, $2, 'd', 'rating') RETURNING id"
ROUND = "INSERT INTO grade_round (unit_id, year, kind, started_at) VALUES ($1, 2026, 'round', 0) RETURNING id"


@pytest.fixture
async def branch(world: World) -> Branch:
    """Of six members."""
    return await usual_branch(world, members=3)


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Five mass representatives vote as well."""
    return await add_masses(ratings)


async def rated(ratings: Ratings, votes: int, *, split: bool, groups: str = "masses,members") -> int:
    """Members think well of the unit, masses do not; the case. `groups`: those that are asked."""
    case = await ratings.world.run(CASE, await ratings.world.run(ROUND, ratings.branch.committee), ratings.branch.id)
    rating = await opened_to_masses(ratings, split=split)
    await ratings.world.run("UPDATE rating SET case_id = $2, groups = $3 WHERE id = $1", rating, case, groups)
    answers = [GOOD] * 6 + [POOR] * 5
    for person, answer in list(zip(ratings.electors, answers, strict=True))[:votes]:
        await ratings.vote(rating, person, answers=(answer,))
    assert await of_case(ratings, case) is None
    await end_and_count(ratings, rating)
    return case


async def of_case(ratings: Ratings, case: int) -> Ballots | None:
    async with ratings.world.uow.reading() as cx:
        return await grading_ballots.of_case(cx, case)


async def merged(ratings: Ratings, case: int) -> bool:
    async with ratings.world.uow.reading() as cx:
        held = await grading_ballots.held(cx, case)
    assert held is not None
    return held.merged


async def test_each_group_has_its_own_where_a_split_is_kept(ratings: Ratings) -> None:
    case = await rated(ratings, 11, split=True)
    found = await of_case(ratings, case)
    assert found is not None
    assert found[Voters.MEMBERS] == {"good": 6, "fair": 0, "poor": 0}
    assert found[Voters.MASSES] == {"good": 0, "fair": 0, "poor": 5}
    assert found[Voters.ALL] == {"good": 6, "fair": 0, "poor": 5}
    assert not await merged(ratings, case)


async def test_all_ballots_stand_for_each_group_where_none_is_kept(ratings: Ratings) -> None:
    case = await rated(ratings, 10, split=True)  # four masses
    found = await of_case(ratings, case)
    assert found == {voters: {"good": 6, "fair": 0, "poor": 4} for voters in Voters}
    assert await merged(ratings, case)


async def test_no_other_ballots_stand_for_a_group_that_could_not_vote(ratings: Ratings) -> None:
    found = await of_case(ratings, await rated(ratings, 11, split=True, groups="masses,members,service_users"))
    assert found is not None
    assert Voters.SERVICE_USERS not in found
    assert found[Voters.ALL] == {"good": 6, "fair": 0, "poor": 5}


async def test_without_the_masses_the_ballots_are_not_everybodys(world: World, ratings: Ratings) -> None:
    case = await rated(ratings, 11, split=True)
    await world.run("UPDATE elector SET voters = 'members' WHERE voters = 'masses'")
    found = await of_case(ratings, case)
    assert found is not None
    assert found.keys() == {Voters.MEMBERS, Voters.SERVICE_USERS}


def test_whom_each_scheme_asks() -> None:
    asked = {one.code: grading_ballots.wanted(one) for one in INSTALLATION.schemes.every}
    everybody = frozenset({Voters.MEMBERS, Voters.MASSES})
    assert asked["five_grades"] == everybody | {Voters.SERVICE_USERS}
    assert asked["satisfaction"] == asked["two_grades"] == everybody


async def test_a_void_rating_gives_nothing(ratings: Ratings) -> None:
    assert await of_case(ratings, await rated(ratings, 4, split=False)) is None
