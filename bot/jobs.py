"""List the scheduled jobs of a server, except those of its reminders."""

import asyncio

import structlog
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.clock import Clock
from bot.domain.meeting.rules import MeetingRules
from bot.domain.rating.rules import RatingRules
from bot.gateway.sender import Call, Sender
from bot.handlers.show import calls
from bot.scheduling import live_count
from bot.scheduling.table import Job, house_jobs
from bot.services.attendance import figures as attendance
from bot.services.attendance.live_count import Change
from bot.services.files import attachment, upload_folder
from bot.services.rating import worker as rating_turn
from bot.services.rating.recover import KeyFolder
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Settings
from bot.texts.speech import Texts
from bot.views.attendance.live_count import live

log = structlog.get_logger(__name__)
TURN_SECONDS = 2


def of_server(
    uow: UnitOfWork, settings: Settings, clock: Clock, rules: MeetingRules, sender: Sender, texts: Texts
) -> list[Job]:
    """On the worker that leads."""

    def edit(change: Change) -> Call:
        say = texts.speech(change.language or settings.language)
        return calls(live(change.count, say), change.chat_id, change.message_id)[0]

    async def sweep_uploads() -> None:
        await asyncio.to_thread(upload_folder.sweep, settings.data_dir / "imports", clock.now())

    async def sweep_attachments() -> None:
        swept = await attachment.sweep(uow, attachment.folder_of(settings.data_dir), clock.now())
        if swept:
            log.info("attachments_swept", files=swept)

    async def note_absences() -> None:
        noted = await attendance.note_absences(uow, settings.zone)
        log.info("absences_noted", notes=noted)

    every = settings.pace.live_count_seconds
    morning = CronTrigger(hour=8, minute=30, timezone=settings.timezone)
    return [
        *house_jobs(uow, settings.retention),
        Job(
            "live_count.refresh",
            IntervalTrigger(seconds=every),
            lambda: live_count.refresh(uow, settings, rules, sender, edit),
        ),
        Job("roster.sweep", IntervalTrigger(hours=1), sweep_uploads),
        Job("attachment.sweep", IntervalTrigger(hours=1), sweep_attachments),
        Job("attendance.absences", morning, note_absences),
    ]


def of_key_holder(uow: UnitOfWork, settings: Settings, keys: KeyFolder, rules: RatingRules) -> list[Job]:
    """On the one process that holds the keys of ratings, whoever leads."""

    stuck = rating_turn.Stuck()

    async def go_on() -> None:
        await rating_turn.turn(uow, keys, rules, settings.zone, stuck)

    return [Job("rating.turn", IntervalTrigger(seconds=TURN_SECONDS), go_on, here=True)]
