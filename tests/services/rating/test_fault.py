"""A closing that finds something wrong: nothing is counted, nothing is gone, and those who can act are told once."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.ballot import Ballot, packed
from bot.domain.rating.count import Fault
from bot.domain.rating.model import State, Turnout
from bot.services.rating import worker
from bot.storage.rating import ballot_box
from bot.texts.speech import Texts
from bot.views.renderers import render
from tests.secrecy.ours import RULES, Ours, raised
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rating.rating_counted import GOOD, Sealed, closing, got, left, result_of, told, voted


@pytest.fixture
async def ours(database_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    """A branch of six members and five mass representatives."""
    async with raised(database_url, tmp_path, 6, 5) as found:
        yield found


async def stopped(ours: Ours, rating: int, fault: Fault) -> None:
    """Nothing is counted, nothing is gone, and those who can void it are told."""
    before = await left(ours, rating)
    await ours.counted(rating)
    found = await got(ours, rating)
    assert (found.state.value, found.fault, found.turnout) == ("ended", fault.value, None)
    assert await result_of(ours, rating) is None
    assert await ours.rows("SELECT * FROM rating_comment") == []
    assert await left(ours, rating) == before
    heard = await told(ours, "rating.stopped")
    assert set(heard) == {ours.supervisor, ours.teller, ours.chief}
    assert {one["fault"] for one in heard.values()} == {fault.value}
    assert await told(ours, "rating.closed") == {}


async def put_in_place(ours: Ours, rating: int, box: bytes) -> None:
    """In the place of one of the boxes."""
    (row, *_) = await ours.rows("SELECT id FROM envelope WHERE rating_id = $1", rating)
    async with ours.uow.begin() as work:
        await work.execute("UPDATE envelope SET box = $3 WHERE rating_id = $1 AND id = $2", rating, row["id"], box)
        await work.commit()


async def test_a_damaged_box_stops_it(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 6)
    await put_in_place(ours, rating, b"\x00" * 2608)
    await closing(ours, rating)
    await stopped(ours, rating, Fault.DAMAGED)


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
async def test_a_box_that_no_vote_makes_stops_it(ours: Ours, content: bytes) -> None:
    rating = await voted(ours, [GOOD] * 6)
    public = (await got(ours, rating)).public_key
    assert public is not None
    await put_in_place(ours, rating, ballot_box.sealed(public, content))
    await closing(ours, rating)
    await stopped(ours, rating, Fault.DAMAGED)


@pytest.mark.parametrize("another", [False, True])
async def test_a_lost_key_is_waited_for_and_told_once(ours: Ours, another: bool) -> None:
    """`another`: the file holds the key of another rating."""
    rating = await voted(ours, [GOOD] * 6)
    file = ours.keys.folder / f"{rating}.key"
    away = file.rename(file.with_suffix(".away"))
    if another:
        ours.keys.make(rating)
    await closing(ours, rating)
    before = await left(ours, rating)
    for _ in range(3):
        await ours.turn()
    found = await got(ours, rating)
    assert (found.state.value, found.fault, found.turnout) == ("closing", "key_lost", None)
    assert await left(ours, rating) == before
    assert await result_of(ours, rating) is None
    rows = await ours.messages("rating.stopped")
    assert sorted(row["chat_id"] - ACCOUNTS for row in rows) == sorted([ours.supervisor, ours.teller, ours.chief])
    said = render("rating.stopped", json.loads(rows[0]["data"]), Texts(ours.zone).speech("zh")).text
    assert "放回原处" in said
    away.replace(file)
    await ours.turn()
    found = await got(ours, rating)
    assert (found.state.value, found.fault, found.turnout) == ("closed", None, Turnout(11, 6, 6, 0))
    assert ours.keys.ratings() == set()


async def test_a_box_too_many_stops_it(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 6)
    public = (await got(ours, rating)).public_key
    assert public is not None
    async with ours.uow.begin() as work:
        await ballot_box.put(work, rating, ballot_box.sealed(public, packed(Ballot(Voters.MEMBERS, (0,)))))
        await work.commit()
    await closing(ours, rating)
    await stopped(ours, rating, Fault.BALLOTS)


async def test_an_error_nobody_thought_of_is_logged_once_an_hour(
    ours: Ours, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the closing goes on once it is over."""
    rating = await voted(ours, [GOOD] * 6)
    await closing(ours, rating)
    keys, stuck = Sealed(ours.keys.folder.parent, ours.keys.folder.name), worker.StuckLog()
    for _ in range(3):
        await worker.turn(ours.uow, keys, RULES, ours.zone, stuck)
    assert capsys.readouterr().out.count("rating_stuck") == 1
    ours.clock.forward(hours=1)
    await worker.turn(ours.uow, keys, RULES, ours.zone, stuck)
    said = capsys.readouterr().out
    assert said.count("rating_stuck") == 1
    assert "AssertionError" in said
    assert "opened" not in said
    await ours.turn()
    assert await ours.state(rating) is State.CLOSED
