"""Opening: a key of its own, an electorate that stands, a fingerprint in the record; or back to the committee."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.domain.rating.electorate import roll_digest
from bot.domain.rating.model import State, fingerprint
from bot.services.rating import open as rating_open
from bot.services.rating import worker
from bot.storage.connection import Value
from bot.storage.unit_of_work import Transaction
from tests.secrecy.ours import RULES, Cast, Ours, raised
from tests.services.attendance.attendance_branch import ACCOUNTS


@pytest.fixture
async def ours(database_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    """A branch of six members and two mass representatives."""
    async with raised(database_url, tmp_path, 6, 2) as found:
        yield found


async def open_(ours: Ours, rating: int) -> bool:
    return await rating_open.open_(ours.uow, ours.keys, RULES, ours.zone, rating)


async def test_it_opens_with_its_key_its_record_and_its_invitations(ours: Ours) -> None:
    rating = await ours.prepared()
    assert await open_(ours, rating)
    (row,) = await ours.rows("SELECT * FROM rating WHERE id = $1", rating)
    assert (row["state"], row["returned_shown"]) == ("open", 0)
    file = ours.keys.folder / f"{rating}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    ours.keys.require(rating, row["public_key"])
    (entry,) = await ours.rows("SELECT * FROM audit WHERE kind = 'rating.opened'")
    assert entry["sequence"] == row["opening_entry"]
    roll = roll_digest(ours.electors)
    facts = {"rating": rating, "fingerprint": fingerprint(row["public_key"]), "electors": 8, "roll": roll}
    facts["closes"] = row["closes_at"]
    assert json.loads(entry["data"]) == facts
    invited = {one["chat_id"] - ACCOUNTS: json.loads(one["data"]) for one in await ours.messages("rating.invite")}
    assert set(invited) == set(ours.electors)
    assert {person for person, data in invited.items() if data["doubt"]} == set(ours.electors[6:])
    one = invited[ours.secretary]
    assert (one["unit"], one["supervisor"], one["teller"], one["electors"]) == ("一村党支部", "监督员", "党员1", 8)


async def test_asked_twice_it_opens_once(ours: Ours) -> None:
    rating = await ours.prepared()
    assert await open_(ours, rating)
    before = await ours.rows("SELECT * FROM rating")
    assert not await open_(ours, rating)
    assert await ours.rows("SELECT * FROM rating") == before
    ours.keys.require(rating, before[0]["public_key"])


async def test_what_stands_against_it_goes_back_to_the_committee(ours: Ours) -> None:
    rating = await ours.prepared()
    await ours.run("UPDATE rating SET teller_id = $2 WHERE id = $1", rating, ours.secretary)
    assert not await open_(ours, rating)
    assert await ours.state(rating) is State.SUBMITTED
    assert ours.keys.ratings() == set()
    assert await ours.rows("SELECT * FROM elector") == []
    (message,) = await ours.messages("rating.not_opened")
    data = json.loads(message["data"])
    assert message["chat_id"] == ACCOUNTS + ours.chief
    assert (data["code"], data["data"]) == ("role_barred", {"name": "村书记"})
    assert await ours.messages("rating.invite") == []


async def test_past_its_time_it_does_not_open(ours: Ours) -> None:
    rating = await ours.prepared()
    ours.clock.forward(hours=7)
    assert not await open_(ours, rating)
    assert await ours.state(rating) is State.SUBMITTED


class Full(Exception):
    """The disk."""


async def not_committed(ours: Ours, monkeypatch: pytest.MonkeyPatch) -> int:
    """A rating whose opening came as far as its key."""

    async def fails(self: Transaction) -> None:
        raise Full

    rating = await ours.prepared()
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "commit", fails)
        with pytest.raises(Full):
            await open_(ours, rating)
    assert await ours.state(rating) is State.OPENING
    assert ours.keys.ratings() == {rating}
    return rating


async def test_a_key_that_no_commit_followed_goes_with_the_refusal(ours: Ours, monkeypatch: pytest.MonkeyPatch) -> None:
    rating = await not_committed(ours, monkeypatch)
    ours.clock.forward(hours=7)
    await worker.turn(ours.uow, ours.keys, RULES, ours.zone)
    assert await ours.state(rating) is State.SUBMITTED
    assert ours.keys.ratings() == set()


async def test_a_commit_that_fails_leaves_it_to_the_next_turn(ours: Ours, monkeypatch: pytest.MonkeyPatch) -> None:
    rating = await not_committed(ours, monkeypatch)
    await worker.turn(ours.uow, ours.keys, RULES, ours.zone)
    assert await ours.state(rating) is State.OPEN
    await ours.vote(rating, Cast(ours.secretary, (0,)))


async def test_one_that_cannot_go_on_stops_no_other_and_tells_the_log_nothing(
    ours: Ours, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stuck, other = await ours.prepared(title="甲"), await ours.prepared(title="乙")
    make = ours.keys.make

    def fails(rating_id: int) -> str:
        if rating_id == stuck:
            raise ValueError("what was in a ballot")
        return make(rating_id)

    monkeypatch.setattr(ours.keys, "make", fails)
    await ours.run("UPDATE rating SET unit_id = $2 WHERE id = $1", other, await another_branch(ours))
    await worker.turn(ours.uow, ours.keys, RULES, ours.zone)
    assert (await ours.state(stuck), await ours.state(other)) == (State.OPENING, State.OPEN)
    said = capsys.readouterr().out
    assert "rating_stuck" in said
    assert "ValueError" in said
    assert "what was in a ballot" not in said


async def another_branch(ours: Ours) -> int:
    """Of six people, the teller of the first among them."""
    unit = await ours.unit("二村党支部", "branch", ours.above)
    for number in range(5):
        await ours.person(f"邻居{number}", unit)
    await ours.run("UPDATE person SET unit_id = $2 WHERE id = $1", ours.teller, unit)
    stuck_teller = ours.electors[2]
    await ours.run("UPDATE rating SET teller_id = $1 WHERE unit_id = $2", stuck_teller, ours.branch)
    await ours.run("UPDATE rating SET teller_id = $1 WHERE title = '乙'", ours.teller)
    return unit


@asynccontextmanager
async def seen(ours: Ours, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """Every statement that writes."""
    found: list[str] = []
    execute = Transaction.execute

    async def noting(self: Transaction, sql: str, *args: Value) -> int:
        found.append(sql)
        return await execute(self, sql, *args)

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "execute", noting)
        yield found


async def test_a_turn_with_nothing_to_do_writes_nothing(ours: Ours, monkeypatch: pytest.MonkeyPatch) -> None:
    await ours.opened()
    async with seen(ours, monkeypatch) as statements:
        await worker.turn(ours.uow, ours.keys, RULES, ours.zone)
    assert statements == []
