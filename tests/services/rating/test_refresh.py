"""The number of ballots in is ten minutes old; voting ends at its time, or when a refresh finds all of them in."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.rating.model import State
from bot.services.rating import worker
from tests.secrecy.ours import RULES, Cast, Ours, raised
from tests.services.attendance.attendance_branch import ACCOUNTS


@pytest.fixture
async def ours(database_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    async with raised(database_url, tmp_path, 6) as found:
        yield found


async def turn(ours: Ours, minutes: float = 0) -> None:
    ours.clock.forward(minutes=minutes)
    await worker.turn(ours.uow, ours.keys, RULES, ours.zone)


async def shown(ours: Ours, rating: int) -> int:
    (row,) = await ours.rows("SELECT returned_shown FROM rating WHERE id = $1", rating)
    return int(row["returned_shown"])


async def test_the_number_moves_every_ten_minutes_and_not_in_between(ours: Ours) -> None:
    rating = await ours.opened()
    await ours.vote(rating, Cast(ours.electors[0], (0,)))
    for minute in range(1, 10):
        await turn(ours, 1)
        assert (minute, await shown(ours, rating)) == (minute, 0)
    await turn(ours, 1)
    assert await shown(ours, rating) == 1
    await ours.vote(rating, Cast(ours.electors[1], (0,)))
    await turn(ours, 9.9)
    assert await shown(ours, rating) == 1
    await turn(ours, 0.1)
    assert await shown(ours, rating) == 2


async def test_all_ballots_in_end_it_at_the_next_refresh_only(ours: Ours) -> None:
    rating = await ours.opened()
    await ours.all_vote(rating, [Cast(person, (0,)) for person in ours.electors])
    await turn(ours, 9)
    assert await ours.state(rating) is State.OPEN
    await turn(ours, 1)
    assert await ours.state(rating) is State.ENDED


async def test_one_ballot_missing_does_not_end_it(ours: Ours) -> None:
    rating = await ours.opened()
    await ours.all_vote(rating, [Cast(person, (0,)) for person in ours.electors[1:]])
    await turn(ours, 30)
    assert await ours.state(rating) is State.OPEN


async def test_its_time_ends_it_and_supervisor_and_teller_hear_of_it_once(ours: Ours) -> None:
    rating = await ours.opened()
    await turn(ours, 6 * 60 - 0.1)
    assert await ours.state(rating) is State.OPEN
    await ours.vote(rating, Cast(ours.electors[0], (0,)))
    await turn(ours, 0.1)
    assert await ours.state(rating) is State.ENDED
    assert await shown(ours, rating) == 0  # the last number is younger than ten minutes
    await turn(ours, 1)
    told = await ours.messages("rating.ended")
    assert {one["chat_id"] - ACCOUNTS for one in told} == {ours.supervisor, ours.teller}
    assert all(json.loads(one["data"])["rating"] == rating for one in told)
    await turn(ours, 10)
    assert await shown(ours, rating) == 1
    assert len(await ours.messages("rating.ended")) == 2
