"""Closing takes supervisor and teller, at the time fixed; nobody else, nobody alone, nothing twice."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import Role, State
from bot.services.rating import close
from bot.storage.connection import Database
from tests.services.rating.rating_stage import Poll, poll


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


async def refused(code: str, at: Poll, rating: int, person: int) -> None:
    before = await at.rating(rating)
    with pytest.raises(DomainError) as error:
        await at.close(rating, person)
    assert error.value.code == code
    assert await at.rating(rating) == before


async def test_two_people_close_it_and_then_it_is_counted(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    assert set(await at.told("rating.ended")) == {at.supervisor, at.teller}
    first = await at.close(rating, at.supervisor)
    assert (first.rating.state, first.may, first.awaited) == (State.ENDED, False, frozenset({Role.TELLER}))
    assert set(await at.told("rating.close_waits")) == {at.teller}
    await at.count(rating)
    assert (await at.rating(rating)).state is State.ENDED
    second = await at.close(rating, at.teller)
    assert second.rating.state is State.CLOSING
    await at.count(rating)
    closed = await at.rating(rating)
    assert closed.state is State.CLOSED
    assert closed.turnout is not None
    assert (closed.turnout.issued, closed.turnout.returned, closed.turnout.valid) == (7, 7, 7)


async def test_a_second_tap_is_no_second_person(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    for _ in range(3):
        stands = await at.close(rating, at.supervisor)
    assert (stands.rating.state, stands.awaited) == (State.ENDED, frozenset({Role.TELLER}))
    await at.close(rating, at.teller)
    late = await at.close(rating, at.supervisor)
    assert late.rating.state is State.CLOSING
    kinds = [row["kind"] for row in await at.hall.rows("SELECT kind FROM audit ORDER BY sequence")]
    assert kinds.count("rating.closing") == 1


async def test_nobody_closes_while_votes_are_taken(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await refused("rating_still_open", at, rating, at.supervisor)


async def test_nobody_else_closes(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    for person in (at.house.secretary, at.house.above, at.house.stranger, at.house.members[1]):
        await refused("not_allowed", at, rating, person)
        with pytest.raises(DomainError, match="not_allowed"):
            await close.look(at.hall.uow, at.ask(person), rating)


async def test_a_yes_to_what_has_changed_since_is_not_taken(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    shown = (await at.rating(rating)).version
    await at.ended(rating)
    stands = await at.close(rating, at.supervisor, version=shown)
    assert stands.moved
    assert stands.awaited == {Role.SUPERVISOR, Role.TELLER}


async def test_a_stopped_closing_is_not_tried_again(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    await at.hall.run("UPDATE envelope SET box = $1 RETURNING 0 AS id", b"\x00" * 2608)
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    await at.count(rating)
    stopped = await at.rating(rating)
    assert (stopped.state, stopped.fault) == (State.ENDED, "damaged")
    assert set(await at.told("rating.stopped")) == {at.supervisor, at.teller, at.house.above}
    await refused("rating_faulty", at, rating, at.supervisor)
