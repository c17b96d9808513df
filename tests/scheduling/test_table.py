"""Jobs have fixed ids, run on one worker, and one that fails stops no other."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import StorageUnavailable
from bot.scheduling.outbox import alone
from bot.scheduling.table import Job, Scheduler, upkeep_jobs
from bot.settings import Retention
from bot.storage.connection import Database
from bot.storage.leader import Leader
from bot.storage.unit_of_work import UnitOfWork
from tests.gateway.rig import rows
from tests.scheduling.conftest import HandClock
from tests.waiting import PATIENCE, until

OFTEN = IntervalTrigger(seconds=0.02)


async def nothing() -> None:
    return


async def test_jobs_carry_the_settings_of_the_installation() -> None:
    scheduler = Scheduler([Job("a", OFTEN, nothing), Job("b", OFTEN, nothing)], alone)
    scheduler.start()
    jobs = scheduler.table.get_jobs()
    assert {(job.id, job.name) for job in jobs} == {("a", "a"), ("b", "b")}
    assert {(job.coalesce, job.misfire_grace_time, job.max_instances) for job in jobs} == {(True, None, 1)}
    await scheduler.stop(0.0)


async def test_a_job_missed_long_ago_is_made_up_once() -> None:
    ran = []

    async def note() -> None:
        ran.append(1)

    scheduler = Scheduler([Job("late", DateTrigger(datetime.now(UTC) - timedelta(days=2)), note)], alone)
    scheduler.start()
    await until(lambda: ran == [1])
    await scheduler.stop(0.0)


async def test_a_failing_job_goes_on_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    failures, ran = [], []

    async def fails() -> None:
        failures.append(1)
        raise ValueError("broken") if len(failures) % 2 else StorageUnavailable("away")

    async def works() -> None:
        ran.append(1)

    scheduler = Scheduler([Job("fails", OFTEN, fails), Job("works", OFTEN, works)], alone)
    scheduler.start()
    await until(lambda: len(failures) >= 4 and len(ran) >= 4)
    await scheduler.stop(0.0)
    assert "job fails failed" in caplog.text
    assert "waits for the database" in caplog.text


async def test_a_job_never_runs_twice_at_once() -> None:
    together, most, runs = 0, 0, 0

    async def slow() -> None:
        nonlocal together, most, runs
        together += 1
        most = max(most, together)
        runs += 1
        await asyncio.sleep(0.06)
        together -= 1

    scheduler = Scheduler([Job("slow", OFTEN, slow)], alone)
    scheduler.start()
    await until(lambda: runs >= 3)
    await scheduler.stop(0.0)
    assert most == 1


async def test_a_stop_lets_what_runs_come_to_its_end(caplog: pytest.LogCaptureFixture) -> None:
    began, may_end, ended = asyncio.Event(), asyncio.Event(), []

    async def long() -> None:
        began.set()
        await may_end.wait()
        ended.append(1)

    scheduler = Scheduler([Job("long", OFTEN, long)], alone)
    scheduler.start()
    await began.wait()
    stopping = asyncio.create_task(scheduler.stop(PATIENCE))
    await asyncio.sleep(0)
    may_end.set()
    await stopping
    assert ended == [1]
    assert caplog.text == ""


async def test_a_stop_cuts_off_what_does_not_end_in_time(caplog: pytest.LogCaptureFixture) -> None:
    """In one line: nothing has failed."""
    began = asyncio.Event()

    async def endless() -> None:
        began.set()
        await asyncio.Event().wait()

    scheduler = Scheduler([Job("endless", OFTEN, endless)], alone)
    scheduler.start()
    await began.wait()
    await scheduler.stop(0.0)
    assert [record.getMessage() for record in caplog.records] == ["job endless is cut off"]


async def test_on_several_workers_a_job_runs_on_the_leader_alone(database: Database) -> None:
    ran: list[str] = []
    leaders = [Leader(database), Leader(database)]
    asked: list[str] = []

    def job(name: str) -> Job:
        async def note() -> None:
            ran.append(name)

        return Job("note", OFTEN, note)

    async def first() -> bool:
        return await leaders[0].leads()

    async def second() -> bool:
        asked.append("second")
        return await leaders[1].leads()

    assert await first()
    schedulers = [Scheduler([job("first")], first), Scheduler([job("second")], second)]
    for scheduler in schedulers:
        scheduler.start()
    await until(lambda: ran.count("first") >= 3 and len(asked) >= 3)
    assert ("second" in ran) is (database.dialect == "sqlite")
    await schedulers[0].stop(0.0)
    await leaders[0].resign()
    await until(lambda: "second" in ran, "the other takes over")
    await schedulers[1].stop(0.0)
    await leaders[1].resign()


async def test_the_server_beats_and_forgets(database: Database) -> None:
    uow = UnitOfWork(database, HandClock())
    jobs = {job.id: job for job in upkeep_jobs(uow, Retention())}
    assert set(jobs) == {"server.beat", "server.forget"}
    for job in jobs.values():
        await job.run()
    assert [row["key"] for row in await rows(uow, "SELECT key FROM state")] == ["alive"]
