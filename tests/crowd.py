"""So many people whose check-in reminder is due at this moment, and planned before."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.meeting import rules as meeting_type
from bot.domain.reminder import rules as reminder_rules
from bot.services.reminder import meeting as reminder_meeting
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder.source import ReminderContext
from bot.services.workdays import is_working_day
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import branch

CONFIG = Path(__file__).parent.parent / "config"
ZONE = ZoneInfo("Asia/Shanghai")
FIRST_PERSON, FIRST_ACCOUNT = 10_000, 7_100_000_000
PERSON = "INSERT INTO person (id, name, unit_id, standing) VALUES ($1, $2, $3, 'full')"
ACCOUNT = "INSERT INTO account (id, person_id, language) VALUES ($1, $2, 'zh')"


async def crowd(database: Database, people: int, now: datetime) -> list[int]:
    """Their accounts. The meeting begins in 25 minutes; its reminders are rows and wait to be swept."""
    there = await branch(database, members=0)
    ids = range(FIRST_PERSON, FIRST_PERSON + people)
    accounts = [FIRST_ACCOUNT + number for number in range(people)]
    async with there.hall.uow.begin() as work:
        await work.executemany(PERSON, [(id, f"党员{id}", there.unit) for id in ids])
        await work.executemany(ACCOUNT, list(zip(accounts, ids, strict=True)))
        await work.commit()
    there.hall.clock.moment = now - timedelta(minutes=10)
    await there.hall.meeting(there.unit, ids, starts=now + timedelta(minutes=25))
    rules = reminder_rules.read((CONFIG / "reminders.toml").read_text(encoding="utf-8"))
    meetings = meeting_type.read((CONFIG / "meetings.toml").read_text(encoding="utf-8"))
    context = ReminderContext(there.hall.now, ZONE, rules, meetings, is_working_day)
    await reminder_plan.plan_all(there.hall.uow, context, (reminder_meeting.SOURCE,))
    return accounts
