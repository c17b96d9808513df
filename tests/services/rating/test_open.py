"""Opening: a key of its own, an electorate that stands, a fingerprint in the record; or back to the committee."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.rating.electorate import roll_digest
from bot.domain.rating.model import State, Subject, fingerprint
from bot.storage.connection import Value
from bot.storage.unit_of_work import Transaction
from tests.services.rating.counted import add_masses
from tests.services.rating.preparation import open_
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch, usual_branch
from tests.world.messages import messages
from tests.world.people import add_person


@pytest.fixture
async def branch(world: World) -> Branch:
    """Of six members."""
    return await usual_branch(world, members=3)


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Two mass representatives vote as well."""
    return await add_masses(ratings, 2)


async def test_it_opens_with_its_key_its_record_and_its_invitations(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.submitted(state="opening")
    assert await open_(ratings, rating)
    (row,) = await world.rows("SELECT * FROM rating WHERE id = $1", rating)
    assert (row["state"], row["returned_shown"]) == ("open", 0)
    file = ratings.keys.folder / f"{rating}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    ratings.keys.require(rating, row["public_key"])
    (entry,) = await world.rows("SELECT * FROM audit WHERE kind = 'rating.opened'")
    assert entry["sequence"] == row["opening_entry"]
    roll = roll_digest(ratings.electors)
    facts = {"rating": rating, "fingerprint": fingerprint(row["public_key"]), "electors": 8, "roll": roll}
    facts["closes"] = row["closes_at"]
    assert json.loads(entry["data"]) == facts
    invited = {one.chat - ACCOUNTS: one.data for one in await messages(world, "rating.invite")}
    assert set(invited) == set(ratings.electors)
    assert {person for person, data in invited.items() if data["doubt"]} == set(ratings.electors[6:])
    one = invited[branch.secretary]
    assert (one["unit"], one["supervisor"], one["teller"], one["electors"]) == ("一支部", "监督员", "党员0", 8)


async def test_asked_twice_it_opens_once(world: World, ratings: Ratings) -> None:
    rating = await ratings.submitted(state="opening")
    assert await open_(ratings, rating)
    before = await world.rows("SELECT * FROM rating")
    assert not await open_(ratings, rating)
    assert await world.rows("SELECT * FROM rating") == before
    ratings.keys.require(rating, before[0]["public_key"])


async def test_what_stands_against_it_goes_back_to_the_committee(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.submitted(state="opening")
    await world.run("UPDATE rating SET teller_id = $2 WHERE id = $1", rating, branch.secretary)
    assert not await open_(ratings, rating)
    assert (await ratings.get(rating)).state is State.SUBMITTED
    assert ratings.keys.ratings() == set()
    assert await world.rows("SELECT * FROM elector") == []
    (message,) = await messages(world, "rating.not_opened")
    assert message.chat == ACCOUNTS + branch.above
    assert (message.data["code"], message.data["data"]) == ("role_barred", {"name": "书记"})
    assert await messages(world, "rating.invite") == []


async def test_past_its_time_it_does_not_open(world: World, ratings: Ratings) -> None:
    rating = await ratings.submitted(state="opening")
    world.clock.forward(hours=7)
    assert not await open_(ratings, rating)
    assert (await ratings.get(rating)).state is State.SUBMITTED


class Full(Exception):
    """The disk."""


async def not_committed(ratings: Ratings, monkeypatch: pytest.MonkeyPatch) -> int:
    """A rating whose opening came as far as its key."""

    async def fails(self: Transaction) -> None:
        raise Full

    rating = await ratings.submitted(state="opening")
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "commit", fails)
        with pytest.raises(Full):
            await open_(ratings, rating)
    assert (await ratings.get(rating)).state is State.OPENING
    assert ratings.keys.ratings() == {rating}
    return rating


async def test_a_key_that_no_commit_followed_goes_with_the_refusal(
    world: World, ratings: Ratings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rating = await not_committed(ratings, monkeypatch)
    world.clock.forward(hours=7)
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.SUBMITTED
    assert ratings.keys.ratings() == set()


async def test_a_commit_that_fails_leaves_it_to_the_next_turn(
    branch: Branch, ratings: Ratings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rating = await not_committed(ratings, monkeypatch)
    await ratings.turn()
    assert (await ratings.get(rating)).state is State.OPEN
    await ratings.vote(rating, branch.secretary)


async def test_one_that_cannot_go_on_stops_no_other_and_tells_the_log_nothing(
    world: World, ratings: Ratings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stuck, other = (
        await ratings.submitted(Subject.MOTION, title="甲", state="opening"),
        await ratings.submitted(Subject.MOTION, title="乙", state="opening"),
    )
    make = ratings.keys.make

    def fails(rating_id: int) -> str:
        if rating_id == stuck:
            raise ValueError("what was in a ballot")
        return make(rating_id)

    monkeypatch.setattr(ratings.keys, "make", fails)
    await world.run("UPDATE rating SET unit_id = $2 WHERE id = $1", other, await another_branch(ratings))
    await ratings.turn()
    assert ((await ratings.get(stuck)).state, (await ratings.get(other)).state) == (State.OPENING, State.OPEN)
    said = capsys.readouterr().out
    assert "rating_stuck" in said
    assert "ValueError" in said
    assert "what was in a ballot" not in said


async def another_branch(ratings: Ratings) -> int:
    """Of six people, the teller of the first among them."""
    world, unit = ratings.world, ratings.branch.other
    for number in range(5):
        await add_person(world, f"邻居{number}", unit)
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", ratings.teller, unit)
    stuck_teller = ratings.electors[2]
    await world.run("UPDATE rating SET teller_id = $1 WHERE unit_id = $2", stuck_teller, ratings.branch.id)
    await world.run("UPDATE rating SET teller_id = $1 WHERE title = '乙'", ratings.teller)
    return unit


@asynccontextmanager
async def seen(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """Every statement that writes."""
    found: list[str] = []
    execute = Transaction.execute

    async def noting(self: Transaction, sql: str, *args: Value) -> int:
        found.append(sql)
        return await execute(self, sql, *args)

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "execute", noting)
        yield found


async def test_a_turn_with_nothing_to_do_writes_nothing(ratings: Ratings, monkeypatch: pytest.MonkeyPatch) -> None:
    await ratings.opened()
    async with seen(monkeypatch) as statements:
        await ratings.turn()
    assert statements == []
