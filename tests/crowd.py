"""So many people whose check-in reminder is due at this moment, and planned before."""

from datetime import datetime, timedelta

from bot.services.reminder import meeting as reminder_meeting
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Database
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import usual_branch
from tests.world.meeting import call_meeting

FIRST_PERSON, FIRST_ACCOUNT = 10_000, 7_100_000_000
PERSON = "INSERT INTO person (id, name, unit_id, standing) VALUES ($1, $2, $3, 'full')"
ACCOUNT = "INSERT INTO account (id, person_id, language) VALUES ($1, $2, 'zh')"


async def crowd(database: Database, people: int, now: datetime) -> list[int]:
    """Their accounts. The meeting begins in 25 minutes; its reminders are rows and wait to be swept."""
    world = World(database)
    branch = await usual_branch(world, members=0)
    ids = range(FIRST_PERSON, FIRST_PERSON + people)
    accounts = [FIRST_ACCOUNT + number for number in range(people)]
    await world.run_all(PERSON, [(id, f"党员{id}", branch.id) for id in ids])
    await world.run_all(ACCOUNT, list(zip(accounts, ids, strict=True)))
    world.clock.moment = now - timedelta(minutes=10)
    await call_meeting(world, branch.id, ids, starts=now + timedelta(minutes=25))
    context = ReminderContext.of(world.clock.now(), ZONE, INSTALLATION)
    await reminder_plan.plan_all(world.uow, context, (reminder_meeting.SOURCE,))
    return accounts
