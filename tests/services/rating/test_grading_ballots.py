"""What a rating gives a grading round: counts by voters, all ballots for each group where no split is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import Ballots
from bot.services.rating import grading_ballots
from tests.installation import INSTALLATION
from tests.secrecy.ours import Cast, Ours, raised

CASE = "INSERT INTO grade_case (round_id, unit_id, digest, step) VALUES ($1, $2, 'd', 'rating') RETURNING id"
ROUND = "INSERT INTO grade_round (unit_id, year, kind, started_at) VALUES ($1, 2026, 'round', 0) RETURNING id"
GOOD, POOR = 0, 2


@pytest.fixture
async def ours(database_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    """A branch of six members and five mass representatives."""
    async with raised(database_url, tmp_path, 6, 5) as found:
        yield found


async def rated(ours: Ours, votes: int, *, split: bool, groups: str = "masses,members") -> int:
    """Members think well of the unit, masses do not; the case. `groups`: those that are asked."""
    case = await ours.run(CASE, await ours.run(ROUND, ours.above), ours.branch)
    rating = await ours.opened(split=split)
    await ours.run("UPDATE rating SET case_id = $2, groups = $3 WHERE id = $1", rating, case, groups)
    answers = [GOOD] * 6 + [POOR] * 5
    casts = [Cast(person, (answer,)) for person, answer in zip(ours.electors, answers, strict=True)]
    await ours.all_vote(rating, casts[:votes])
    assert await of_case(ours, case) is None
    await ours.closed(rating)
    return case


async def of_case(ours: Ours, case: int) -> Ballots | None:
    async with ours.uow.reading() as cx:
        return await grading_ballots.of_case(cx, case)


async def merged(ours: Ours, case: int) -> bool:
    async with ours.uow.reading() as cx:
        held = await grading_ballots.held(cx, case)
    assert held is not None
    return held.merged


async def test_each_group_has_its_own_where_a_split_is_kept(ours: Ours) -> None:
    case = await rated(ours, 11, split=True)
    found = await of_case(ours, case)
    assert found is not None
    assert found[Voters.MEMBERS] == {"good": 6, "fair": 0, "poor": 0}
    assert found[Voters.MASSES] == {"good": 0, "fair": 0, "poor": 5}
    assert found[Voters.ALL] == {"good": 6, "fair": 0, "poor": 5}
    assert not await merged(ours, case)


async def test_all_ballots_stand_for_each_group_where_none_is_kept(ours: Ours) -> None:
    case = await rated(ours, 10, split=True)  # four masses
    found = await of_case(ours, case)
    assert found == {voters: {"good": 6, "fair": 0, "poor": 4} for voters in Voters}
    assert await merged(ours, case)


async def test_no_other_ballots_stand_for_a_group_that_could_not_vote(ours: Ours) -> None:
    found = await of_case(ours, await rated(ours, 11, split=True, groups="masses,members,service_users"))
    assert found is not None
    assert Voters.SERVICE_USERS not in found
    assert found[Voters.ALL] == {"good": 6, "fair": 0, "poor": 5}


async def test_without_the_masses_the_ballots_are_not_everybodys(ours: Ours) -> None:
    case = await rated(ours, 11, split=True)
    await ours.run("UPDATE elector SET voters = 'members' WHERE voters = 'masses'")
    found = await of_case(ours, case)
    assert found is not None
    assert found.keys() == {Voters.MEMBERS, Voters.SERVICE_USERS}


def test_whom_each_scheme_asks() -> None:
    asked = {one.code: grading_ballots.wanted(one) for one in INSTALLATION.schemes.every}
    everybody = frozenset({Voters.MEMBERS, Voters.MASSES})
    assert asked["five_grades"] == everybody | {Voters.SERVICE_USERS}
    assert asked["satisfaction"] == asked["two_grades"] == everybody


async def test_a_void_rating_gives_nothing(ours: Ours) -> None:
    assert await of_case(ours, await rated(ours, 4, split=False)) is None
