"""The house knows how it stopped, tells what was lost, and forgets by age."""

from datetime import timedelta

import pytest

from bot.domain.request import Request
from bot.services import house
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from tests.gateway.rig import administrator, rows
from tests.scheduling.conftest import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def uow(database: Database, clock: HandClock) -> UnitOfWork:
    return UnitOfWork(database, clock)


async def told(uow: UnitOfWork) -> list[tuple[int, str]]:
    return [(row["chat_id"], row["data"]) for row in await rows(uow, "SELECT chat_id, data FROM outbox ORDER BY id")]


async def test_the_first_start_is_clean_and_tells_nobody(uow: UnitOfWork) -> None:
    await administrator(uow, 900)
    start = await house.started(uow)
    assert (start.clean, start.since) == (True, None)
    assert await told(uow) == []


async def test_a_clean_stop_is_seen_as_clean_and_only_once(uow: UnitOfWork, clock: HandClock) -> None:
    await house.started(uow)
    clock.forward(seconds=30)
    await house.stopped(uow)
    clock.forward(seconds=30)
    start = await house.started(uow)
    assert start.clean
    assert start.since is not None
    assert start.until - start.since == timedelta(seconds=30)
    assert not (await house.started(uow)).clean, "the mark of the stop is used up"


async def test_without_the_mark_the_stop_was_unclean_and_dated_by_the_last_beat(
    uow: UnitOfWork, clock: HandClock
) -> None:
    await house.started(uow)
    clock.forward(seconds=40)
    await house.beat(uow)
    beat = clock.now()
    clock.forward(seconds=100)
    start = await house.started(uow)
    assert not start.clean
    assert start.since == beat


async def test_a_worker_that_stopped_beside_others_does_not_hide_their_end(uow: UnitOfWork, clock: HandClock) -> None:
    await house.started(uow, "one")
    await house.started(uow, "two")
    await house.stopped(uow, "two")
    clock.forward(seconds=20)
    assert not (await house.started(uow, "one")).clean
    assert (await house.started(uow, "two")).clean


@pytest.mark.parametrize(("seconds", "tells"), [(150, False), (151, True)])
async def test_after_a_stop_longer_than_taps_live_administrators_hear_of_it_once(
    uow: UnitOfWork, clock: HandClock, seconds: int, tells: bool
) -> None:
    await administrator(uow, 900)
    await administrator(uow, 901)
    await house.started(uow)
    since = round(clock.now().timestamp() * 1000)
    clock.forward(seconds=seconds)
    await house.started(uow)
    data = f'{{"clean": false, "since": {since}, "until": {since + seconds * 1000}}}'
    assert await told(uow) == ([(900, data), (901, data)] if tells else [])


async def test_old_update_ids_are_forgotten_by_age_and_young_ones_kept(uow: UnitOfWork, clock: HandClock) -> None:
    for number in (9, 3):
        async with uow.begin(Request(1, 1, clock.now(), update_id=number)) as work:
            await work.commit()
        clock.forward(hours=47)
    clock.forward(hours=-45)
    await house.forget(uow, timedelta(hours=48), timedelta(days=90))
    assert [row["update_id"] for row in await rows(uow, "SELECT update_id FROM seen_update")] == [3]


async def test_an_update_tried_alone_is_counted_until_it_ends(uow: UnitOfWork) -> None:
    assert [await house.trying(uow, 7) for _ in range(3)] == [1, 2, 3]
    assert await house.trying(uow, 8) == 1, "also while another worker tries another"
    assert await house.trying(uow, 7) == 4
    await house.tried(uow, 7)
    assert await house.trying(uow, 7) == 1
