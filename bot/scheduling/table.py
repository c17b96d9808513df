"""Define scheduled jobs and run them: with fixed ids, without state of their own, on one worker at a time."""

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


def scheduler(jobs: Sequence[Job], leads: Leads) -> AsyncIOScheduler:
    """Build a scheduler, not started yet. A job that was missed, or ran too long, is made up once."""
    table = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    for job in jobs:
        table.add_job(_run, job.trigger, args=(job, leads), id=job.id)
    return table


async def _run(job: Job, leads: Leads) -> None:
    """Run a job. A failure is logged and stops no other job; the next turn tries again."""
    try:
        if job.here or await leads():
            await job.run()
    except (StorageUnavailable, CommitFailed) as error:
        log.warning("job %s waits for the database: %s", job.id, type(error).__name__)
    except Exception:
        log.exception("job %s failed", job.id)
