"""A rating that nobody closes is void after the days of config/rating.toml; all are told, and the key is gone."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.domain.rating import rules
from bot.domain.rating.model import State, VoidReason
from bot.services.rating import worker
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ROOT
from tests.services.rating.rating_stage import RULES, Poll, poll


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


async def turn(at: Poll) -> None:
    await worker.turn(at.hall.uow, at.keys, RULES, at.hall.zone)


async def test_thirty_days_and_not_one_less(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    await at.close(rating, at.supervisor)
    at.hall.clock.forward(days=RULES.void_after_days, hours=-1)
    await turn(at)
    assert (await at.rating(rating)).state is State.ENDED
    at.hall.clock.forward(hours=1)
    await turn(at)
    found = await at.rating(rating)
    assert (found.state, found.void_reason) == (State.VOID, VoidReason.ABANDONED)
    told = await at.told("rating.void")
    assert set(told) == {*at.house.people, at.supervisor, at.house.above}
    assert "一直没有一起计票" in told[at.teller].text
    assert await at.hall.rows("SELECT id FROM envelope") == []
    assert at.keys.ratings() == set()


async def test_what_is_agreed_by_then_is_counted(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    at.hall.clock.forward(days=RULES.void_after_days)
    await turn(at)
    assert (await at.rating(rating)).state is State.CLOSED


async def test_a_closing_whose_key_is_lost_is_never_void_by_time(at: Poll) -> None:
    rating = await at.opened()
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    at.keys.destroy(rating)
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    for _ in range(2):
        at.hall.clock.forward(days=RULES.void_after_days)
        await turn(at)
        found = await at.rating(rating)
        assert (found.state, found.void_reason) == (State.CLOSING, None)


async def test_it_is_never_less_than_a_week() -> None:
    text = (ROOT / "config" / "rating.toml").read_text(encoding="utf-8")
    assert "void_after_days = 30" in text
    with pytest.raises(ValidationError):
        rules.read(text.replace("void_after_days = 30", "void_after_days = 6"))
