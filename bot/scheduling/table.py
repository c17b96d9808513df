"""Define scheduled jobs and run them: with fixed ids, without state of their own, on one worker at a time."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.services.installation import lifecycle
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Retention

log = logging.getLogger(__name__)

BEAT = timedelta(seconds=20)
FORGET = timedelta(hours=1)
SEEN = timedelta(hours=48)
Run = Callable[[], Awaitable[None]]
Leads = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Job:
    """One scheduled job."""

    id: str
    trigger: BaseTrigger
    run: Run
    here: bool = False
    """Whether it runs on this worker even when another one leads."""


def upkeep_jobs(uow: UnitOfWork, keep: Retention) -> list[Job]:
    """List the jobs that keep the database in order: the sign of life, and deleting what need not be kept.

    As long as a delivered message is kept, its key refuses a second one.
    """
    sent, reasons = timedelta(days=keep.sent_messages), timedelta(days=keep.change_reasons)
    return [
        Job("server.beat", IntervalTrigger(seconds=BEAT.total_seconds()), lambda: lifecycle.record_alive(uow)),
        Job(
            "server.forget",
            IntervalTrigger(seconds=FORGET.total_seconds()),
            lambda: lifecycle.prune(uow, SEEN, sent, reasons),
        ),
    ]


class Scheduler:
    """Runs jobs at their times. One that was missed, or ran too long, is made up once."""

    def __init__(self, jobs: Sequence[Job], leads: Leads) -> None:
        self.table = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._leads = leads
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        for job in jobs:
            self.table.add_job(self._run, job.trigger, args=(job,), id=job.id, name=job.id)

    def start(self) -> None:
        self.table.start()

    def pause(self) -> None:
        """Begin no more jobs; those that run go on."""
        self.table.pause()

    async def stop(self, within: float) -> None:
        """Begin no more jobs. Those that run get `within` seconds to end by themselves, and are cut off then."""
        if not self.table.running:
            return
        self.table.pause()
        await asyncio.sleep(0)  # what was begun a moment ago counts itself among the running
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._idle.wait()
        self.table.shutdown(wait=False)
        await self._idle.wait()

    async def _run(self, job: Job) -> None:
        self._running += 1
        self._idle.clear()
        try:
            await self._do(job)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def _do(self, job: Job) -> None:
        """Do a job once. A failure is logged and stops no other job; the next turn tries again."""
        try:
            if job.here or await self._leads():
                await job.run()
        except asyncio.CancelledError:
            log.warning("job %s is cut off", job.id)
        except (StorageUnavailable, CommitFailed) as error:
            log.warning("job %s waits for the database: %s", job.id, type(error).__name__)
        except Exception:
            log.exception("job %s failed", job.id)
