"""The number of ballots in is ten minutes old; voting ends at its time, or when a refresh finds all of them in; and a
rating that nobody closes is void after the days of config/rating.toml: all are told, and the key is gone."""

import pytest
from pydantic import ValidationError

from bot.domain.rating import rules
from bot.domain.rating.model import State, VoidReason
from tests.installation import CONFIG, INSTALLATION
from tests.services.rating.agreements import agree_close, close_by_both
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages


async def shown(world: World, rating: int) -> int:
    (row,) = await world.rows("SELECT returned_shown FROM rating WHERE id = $1", rating)
    return int(row["returned_shown"])


async def test_the_number_moves_every_ten_minutes_and_not_in_between(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, branch.people[0])
    for minute in range(1, 10):
        await ratings.turn(minutes=1)
        assert (minute, await shown(world, rating)) == (minute, 0)
    await ratings.turn(minutes=1)
    assert await shown(world, rating) == 1
    await ratings.vote(rating, branch.people[1])
    await ratings.turn(minutes=9.9)
    assert await shown(world, rating) == 1
    await ratings.turn(minutes=0.1)
    assert await shown(world, rating) == 2


async def test_all_ballots_in_end_it_at_the_next_refresh_only(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(minutes=9)
    assert (await ratings.get(rating)).state is State.OPEN
    await ratings.turn(minutes=1)
    assert (await ratings.get(rating)).state is State.ENDED


async def test_one_ballot_missing_does_not_end_it(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people[1:])
    await ratings.turn(minutes=30)
    assert (await ratings.get(rating)).state is State.OPEN


async def test_its_time_ends_it_and_supervisor_and_teller_hear_of_it_once(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.opened()
    await ratings.turn(hours=6, minutes=-0.1)
    assert (await ratings.get(rating)).state is State.OPEN
    await ratings.vote(rating, branch.people[0])
    await ratings.turn(minutes=0.1)
    assert (await ratings.get(rating)).state is State.ENDED
    assert await shown(world, rating) == 0  # the last number is younger than ten minutes
    await ratings.turn(minutes=1)
    told = await messages(world, "rating.ended")
    assert {one.chat - ACCOUNTS for one in told} == {ratings.supervisor, ratings.teller}
    assert all(one.data["rating"] == rating for one in told)
    await ratings.turn(minutes=10)
    assert await shown(world, rating) == 1
    assert len(await messages(world, "rating.ended")) == 2


async def test_thirty_days_and_not_one_less(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    await agree_close(ratings, rating, ratings.supervisor)
    world.clock.forward(days=INSTALLATION.rating.void_after_days, hours=-1)
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.ENDED
    world.clock.forward(hours=1)
    await ratings.turn()
    found = await ratings.get(rating)
    assert (found.state, found.void_reason) == (State.VOID, VoidReason.ABANDONED)
    told = await messages(world, "rating.void")
    assert {one.chat - ACCOUNTS for one in told} == {*branch.people, ratings.supervisor, branch.above}
    assert all("一直没有一起计票" in one.zh.text for one in told)
    assert await world.rows("SELECT id FROM envelope") == []
    assert ratings.keys.ratings() == set()


async def test_what_is_agreed_by_then_is_counted(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    world.clock.forward(days=INSTALLATION.rating.void_after_days)
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.CLOSED


async def test_a_closing_whose_key_is_lost_is_never_void_by_time(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.opened()
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    ratings.keys.destroy(rating)
    await close_by_both(ratings, rating)
    for _ in range(2):
        world.clock.forward(days=INSTALLATION.rating.void_after_days)
        await ratings.turn()
        found = await ratings.get(rating)
        assert (found.state, found.void_reason) == (State.CLOSING, None)


async def test_it_is_never_less_than_a_week() -> None:
    text = (CONFIG / "rating.toml").read_text(encoding="utf-8")
    assert "void_after_days = 30" in text
    with pytest.raises(ValidationError):
        rules.read(text.replace("void_after_days = 30", "void_after_days = 6"))
