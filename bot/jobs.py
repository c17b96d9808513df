"""List the scheduled jobs of a server, except those of its reminders."""

import asyncio
from dataclasses import dataclass

import structlog
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.clock import Clock
from bot.domain.meeting.rules import MeetingRules
from bot.domain.rating.rules import RatingRules
from bot.gateway.sender import Call, Sender
from bot.handlers.show import calls
from bot.scheduling import live_count
from bot.scheduling.table import Job, upkeep_jobs
from bot.services.attendance import figures as attendance
from bot.services.attendance.live_count import Change
from bot.services.files import attachment, upload_folder
from bot.services.rating import worker as rating_worker
from bot.services.rating.recover import KeyFolder
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Settings
from bot.texts.speech import Texts
from bot.views.attendance.live_count import live

log = structlog.get_logger(__name__)
TURN_SECONDS = 2


@dataclass(frozen=True, slots=True)
class ServerJobs:
    """The scheduled work of the leading worker besides its reminders."""

    uow: UnitOfWork
    settings: Settings
    clock: Clock
    rules: MeetingRules
    sender: Sender
    texts: Texts

    def jobs(self) -> list[Job]:
        """List the work with its times."""
        counting = IntervalTrigger(seconds=self.settings.pace.live_count_seconds)
        morning = CronTrigger(hour=8, minute=30, timezone=self.settings.timezone)
        return [
            *upkeep_jobs(self.uow, self.settings.retention),
            Job("live_count.refresh", counting, self.refresh_live_counts),
            Job("roster.sweep", IntervalTrigger(hours=1), self.sweep_uploads),
            Job("attachment.sweep", IntervalTrigger(hours=1), self.sweep_attachments),
            Job("attendance.absences", morning, self.note_absences),
        ]

    async def refresh_live_counts(self) -> None:
        """Edit the messages whose counts of check-ins have changed."""
        await live_count.refresh(self.uow, self.settings, self.rules, self.sender, self._edit)

    async def sweep_uploads(self) -> None:
        """Delete uploaded sheets that were never confirmed."""
        await asyncio.to_thread(upload_folder.sweep, self.settings.data_dir / "imports", self.clock.now())

    async def sweep_attachments(self) -> None:
        """Delete attachments to which no record refers."""
        swept = await attachment.sweep(self.uow, attachment.folder_of(self.settings.data_dir), self.clock.now())
        if swept:
            log.info("attachments_swept", files=swept)

    async def note_absences(self) -> None:
        """Tell secretaries about members who have been absent for long."""
        noted = await attendance.note_absences(self.uow, self.settings.zone)
        log.info("absences_noted", notes=noted)

    def _edit(self, change: Change) -> Call:
        say = self.texts.speech(change.language or self.settings.language)
        return calls(live(change.count, say), change.chat_id, change.message_id)[0]


def of_key_holder(uow: UnitOfWork, settings: Settings, keys: KeyFolder, rules: RatingRules) -> list[Job]:
    """List the jobs of the one process that holds the ballot keys, whichever worker leads."""
    stuck = rating_worker.StuckLog()

    async def go_on() -> None:
        await rating_worker.turn(uow, keys, rules, settings.zone, stuck)

    return [Job("rating.turn", IntervalTrigger(seconds=TURN_SECONDS), go_on, here=True)]
