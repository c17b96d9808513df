"""The bot knows how it stopped, tells what was lost, and forgets by age."""

import asyncio
import socket
from contextlib import AsyncExitStack
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.clock import to_ms
from bot.domain.request import Request
from bot.scheduling.table import upkeep_jobs
from bot.services.installation import lifecycle
from bot.settings import Retention
from bot.storage.connection import Database
from bot.storage.postgresql import PostgresDatabase
from bot.storage.unit_of_work import UnitOfWork
from tests.gateway.rig import administrator, rows
from tests.scheduling.conftest import HandClock
from tests.waiting import PATIENCE


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
    start = await lifecycle.record_start(uow)
    assert (start.clean, start.since) == (True, None)
    assert await told(uow) == []


async def test_a_clean_stop_is_seen_as_clean_and_only_once(uow: UnitOfWork, clock: HandClock) -> None:
    await lifecycle.record_start(uow)
    clock.forward(seconds=30)
    await lifecycle.record_stop(uow)
    clock.forward(seconds=30)
    start = await lifecycle.record_start(uow)
    assert start.clean
    assert start.since is not None
    assert start.until - start.since == timedelta(seconds=30)
    assert not (await lifecycle.record_start(uow)).clean, "the mark of the stop is used up"


async def test_without_the_mark_the_stop_was_unclean_and_dated_by_the_last_beat(
    uow: UnitOfWork, clock: HandClock
) -> None:
    await lifecycle.record_start(uow)
    clock.forward(seconds=40)
    await lifecycle.record_alive(uow)
    beat = clock.now()
    clock.forward(seconds=100)
    start = await lifecycle.record_start(uow)
    assert not start.clean
    assert start.since == beat


async def serves(url: str, clock: HandClock, stack: AsyncExitStack) -> tuple[str, UnitOfWork]:
    """A worker's name, and its door to the database, open until the stack is left."""
    name = lifecycle.worker_name()
    database = PostgresDatabase(url.replace("+asyncpg", ""), name=name)
    await database.open()
    stack.push_async_callback(database.close)
    return name, UnitOfWork(database, clock)


async def gone(uow: UnitOfWork, name: str) -> None:
    """The server has noticed that nobody is there any more."""
    asked = f"SELECT pid FROM pg_stat_activity WHERE application_name = '{name}'"
    async with asyncio.timeout(PATIENCE):
        while await rows(uow, asked):
            await asyncio.sleep(0.02)


async def test_a_worker_knows_the_end_of_others_under_whatever_name_it_starts(
    postgres_url: str, clock: HandClock
) -> None:
    """Those that serve beside it have not ended; one that was cut off is found once, and a clean stop never."""
    async with AsyncExitStack() as stack:
        first, its = await serves(postgres_url, clock, stack)
        assert (await lifecycle.record_start(its, first)).clean
        async with AsyncExitStack() as cut_off:
            second, other = await serves(postgres_url, clock, cut_off)
            assert (await lifecycle.record_start(other, second)).clean, "a worker beside it is no unclean stop"
        await gone(its, second)
        third, again = await serves(postgres_url, clock, stack)
        assert not (await lifecycle.record_start(again, third)).clean
        async with AsyncExitStack() as clean:
            fourth, more = await serves(postgres_url, clock, clean)
            assert (await lifecycle.record_start(more, fourth)).clean
            await lifecycle.record_stop(more, fourth)
        await gone(its, fourth)
        fifth, last = await serves(postgres_url, clock, stack)
        assert (await lifecycle.record_start(last, fifth)).clean


def test_no_two_workers_have_one_name_and_each_fits_the_servers_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lifecycle.worker_name() != lifecycle.worker_name()
    monkeypatch.setattr(socket, "gethostname", lambda: "主机" + "h" * 64)
    assert len({lifecycle.worker_name() for _ in range(100)}) == 100
    assert len(lifecycle.worker_name().encode()) <= 63


@pytest.mark.parametrize(("seconds", "tells"), [(150, False), (151, True)])
async def test_after_a_stop_longer_than_taps_live_administrators_hear_of_it_once(
    uow: UnitOfWork, clock: HandClock, seconds: int, tells: bool
) -> None:
    await administrator(uow, 900)
    await administrator(uow, 901)
    await lifecycle.record_start(uow)
    since = round(clock.now().timestamp() * 1000)
    clock.forward(seconds=seconds)
    await lifecycle.record_start(uow)
    data = f'{{"clean": false, "since": {since}, "until": {since + seconds * 1000}}}'
    assert await told(uow) == ([(900, data), (901, data)] if tells else [])


async def test_old_update_ids_are_forgotten_by_age_and_young_ones_kept(uow: UnitOfWork, clock: HandClock) -> None:
    for number in (9, 3):
        async with uow.begin(Request(1, 1, clock.now(), ZoneInfo("Asia/Shanghai"), update_id=number)) as work:
            await work.commit()
        clock.forward(hours=47)
    clock.forward(hours=-45)
    await lifecycle.prune(uow, timedelta(hours=48), timedelta(days=90), timedelta(days=364))
    assert [row["update_id"] for row in await rows(uow, "SELECT update_id FROM seen_update")] == [3]


async def test_the_words_of_a_change_are_forgotten_by_age(uow: UnitOfWork, clock: HandClock) -> None:
    for words in ("老人住院", "大雪封路"):
        async with uow.begin() as work:
            sql = "INSERT INTO meeting_reason (field, data, salt, at) VALUES ('time', $1, 'salt', $2)"
            await work.execute(sql, words, to_ms(work.now))
            await work.commit()
        clock.forward(days=364)
    clock.forward(days=-363)
    [forget] = [job for job in upkeep_jobs(uow, Retention(change_reasons=364)) if job.id == "server.forget"]
    await forget.run()
    assert [row["data"] for row in await rows(uow, "SELECT data FROM meeting_reason")] == ["大雪封路"]


async def test_an_update_tried_alone_is_counted_until_it_ends(uow: UnitOfWork) -> None:
    assert [await lifecycle.count_try(uow, 7) for _ in range(3)] == [1, 2, 3]
    assert await lifecycle.count_try(uow, 8) == 1, "also while another worker tries another"
    assert await lifecycle.count_try(uow, 7) == 4
    await lifecycle.clear_tries(uow, 7)
    assert await lifecycle.count_try(uow, 7) == 1
