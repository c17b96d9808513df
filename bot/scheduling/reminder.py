"""Run the reminders: planned when facts change and every hour, posted when due, composed when they are sent."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.clock import Clock
from bot.domain.rules import Installation
from bot.scheduling.table import Job
from bot.services.outbox import Claimed
from bot.services.reminder import delivery as reminder_delivery
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder.source import ReminderContext
from bot.services.unit_of_work import UnitOfWork

PLAN, SWEEP = 10, 20
"""Seconds between two runs."""
TRIES = 10
"""How often a message is tried in full; after that, it is sent without the lines that cannot be composed."""


@dataclass(frozen=True, slots=True)
class Reminding:
    """The scheduled work on reminders of one server."""

    uow: UnitOfWork
    clock: Clock
    zone: ZoneInfo
    installation: Installation
    keep: timedelta
    """How long reminders that were sent are kept."""

    @property
    def context(self) -> ReminderContext:
        return ReminderContext.of(self.clock.now(), self.zone, self.installation)

    async def plan(self) -> None:
        await reminder_plan.plan_stale(self.uow, self.context)

    async def plan_all(self) -> None:
        await reminder_plan.plan_all(self.uow, self.context)
        await reminder_plan.forget(self.uow, self.context, self.keep)

    async def sweep(self) -> None:
        await reminder_delivery.hand_over_due(self.uow, self.context)

    async def prepare(self, row: Claimed) -> dict[str, Any] | None:
        """Compose the data of an outbox row as they stand now; None where nothing is left to remind of."""
        if row.kind not in (reminder_delivery.DAY, reminder_delivery.CHECKIN):
            return row.data
        last = row.attempts >= TRIES
        ids = row.data["rows"]
        message = await reminder_delivery.compose(self.uow, self.context, row.kind, row.chat_id, ids, last=last)
        return message.data() if message is not None else None

    def jobs(self) -> list[Job]:
        # On the hour is also just after midnight, when another day comes into sight.
        hourly = OrTrigger([DateTrigger(), CronTrigger(minute=0, second=10, timezone=self.zone)])
        swept = OrTrigger([DateTrigger(), IntervalTrigger(seconds=SWEEP)])
        return [
            Job("reminder.plan", IntervalTrigger(seconds=PLAN), self.plan),
            Job("reminder.plan_all", hourly, self.plan_all),
            Job("reminder.sweep", swept, self.sweep),
        ]
