"""Planned on both databases: once for ever, whatever changes; what is as the facts say stays as it is."""

import asyncio
import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.clock import from_ms, to_ms
from bot.domain.reminder.model import Subject
from bot.services.reminder import plan
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Conflict
from bot.storage.reminder import plan as storage
from tests.clock import START, ZONE
from tests.services.reminder.planner import DAYS, MINUTES, SOURCES, Planner
from tests.waiting import looks
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting


@pytest.fixture
def planner(world: World, branch: Branch) -> Planner:
    return Planner(world, branch)


async def test_a_reminder_is_one_for_ever(world: World, planner: Planner) -> None:
    """The database itself refuses a second of the same kind, subject, person and occasion, whatever its state."""
    await planner.call("2026-12-02 15:00")
    for state in ("planned", "queued", "dropped"):
        await world.run("UPDATE reminder SET state = $1", state)
        with pytest.raises(Conflict):
            await world.run(
                "INSERT INTO reminder (kind, subject_id, person_id, occasion, day, state) "
                "SELECT kind, subject_id, person_id, occasion, '2030-01-01', 'planned' FROM reminder LIMIT 1"
            )


async def test_planned_anew_nothing_changes(branch: Branch, planner: Planner) -> None:
    await planner.call("2026-12-02 15:00")
    before = await planner.rows()
    assert len(before) == len(branch.people) * (len(DAYS) + 1)
    await planner.plan_all()
    assert await planner.rows() == before
    await planner.at("2026-11-29 08:30")
    swept = await planner.rows()
    await planner.plan_all()
    assert await planner.rows() == swept


STEP = st.tuples(
    st.sampled_from(["call", "move", "cancel", "grant", "withdraw", "exempt", "expected", "wait", "sweep", "all"]),
    st.integers(0, 10**6),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=14))
async def test_whatever_changes_the_plan_is_what_the_facts_say(
    world: World, planner: Planner, steps: list[tuple[str, int]]
) -> None:
    await begin_anew(planner)
    for what, seed in steps:
        await change(planner, what, random.Random(seed))
        await plan.plan_stale(planner.world.uow, planner.context, SOURCES)
        await as_the_facts_say(planner)
        before = await world.rows("SELECT * FROM reminder ORDER BY id")
        await planner.plan_all()
        assert await world.rows("SELECT * FROM reminder ORDER BY id") == before, what


async def mark_stale(world: World, subject: Subject, id: int) -> None:
    async with world.uow.begin() as work:
        await storage.mark_stale(work, subject, id)
        await work.commit()


async def begin_anew(planner: Planner) -> None:
    planner.world.clock.moment = START
    for table in ("reminder", "reminder_stale", "outbox", "leave", "exemption", "invitee", "session", "meeting"):
        await planner.world.run(f"DELETE FROM {table}")


async def change(planner: Planner, what: str, chance: random.Random) -> None:
    """One fact changes, and its subject is touched as the use cases do."""
    world, now = planner.world, planner.world.clock.now()
    starts = now + timedelta(days=chance.randint(0, 20), minutes=chance.randint(1, 1400))
    meetings = [row["id"] for row in await world.rows("SELECT id FROM meeting ORDER BY id")]
    if what == "call" or not meetings:
        called = await call_meeting(world, planner.branch.id, planner.branch.people, starts=starts)
        await world.run("UPDATE meeting SET called_at = $2 WHERE id = $1", called.id, to_ms(now))
        return await mark_stale(planner.world, Subject.MEETING, called.id)
    if what in ("wait", "sweep"):
        planner.world.clock.moment = now + timedelta(minutes=chance.randint(1, 3000)) * (what == "wait")
        await planner.hand_over()
        return await planner.plan_all()
    one, person = chance.choice(meetings), chance.choice(planner.branch.people)
    day = starts.astimezone(ZONE).date().isoformat()
    if what == "move":
        span = (to_ms(starts), to_ms(starts) + 7_200_000)
        await world.run(
            "UPDATE meeting SET starts = $2, ends = $3, called_at = $4 WHERE id = $1", one, *span, to_ms(now)
        )
        await world.run("UPDATE session SET starts = $2, ends = $3 WHERE meeting_id = $1", one, *span)
    elif what == "cancel":
        await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", one)
    elif what in ("grant", "withdraw"):
        await world.run(
            "INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) VALUES ($1, $2, '', $3, 0) "
            "ON CONFLICT (meeting_id, person_id) DO UPDATE SET state = excluded.state",
            one,
            person,
            "granted" if what == "grant" else "withdrawn",
        )
    elif what == "exempt":
        await world.run(
            "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) "
            "VALUES ($1, $2, '2027-12-31', '', $1, 0)",
            person,
            day,
        )
    elif what == "expected":
        await world.run("UPDATE exemption SET until_on = $1 WHERE until_on > $1", day)
    await mark_stale(planner.world, Subject.ALL if what in ("exempt", "expected", "all") else Subject.MEETING, one)
    return None


async def as_the_facts_say(planner: Planner) -> None:
    """What is planned ahead is what one would write down by hand, looking at the meetings one by one."""
    context, world = planner.context, planner.world
    wanted = set()
    exempt = await world.rows("SELECT person_id, from_on, until_on FROM exemption")
    for row in await world.rows("SELECT id, starts, called_at FROM meeting WHERE state = 'called'"):
        starts = from_ms(row["starts"])
        day, called = starts.astimezone(ZONE).date(), from_ms(row["called_at"]).astimezone(ZONE).date()
        away = {one["person_id"] for one in exempt if one["from_on"] <= day.isoformat() <= one["until_on"]}
        granted = await world.rows("SELECT person_id FROM leave WHERE state = 'granted' AND meeting_id = $1", row["id"])
        away |= {one["person_id"] for one in granted}
        for person in set(planner.branch.people) - away:
            rungs = [day - timedelta(days=days) for days in DAYS]
            wanted |= {("meeting", row["id"], person, on.isoformat()) for on in rungs if is_ahead(on, called, context)}
            at = starts - timedelta(minutes=MINUTES)
            if at > context.now and at.astimezone(ZONE).date() <= context.last:
                wanted.add(("checkin", row["id"], person, str(to_ms(at))))
    rows = await world.rows("SELECT * FROM reminder WHERE state = 'planned' AND kind IN ('meeting', 'checkin')")
    ahead = [
        row
        for row in rows
        if (row["day"] or "9") > context.today.isoformat() and (row["at"] or 10**15) > to_ms(context.now)
    ]
    assert {(row["kind"], row["subject_id"], row["person_id"], row["day"] or str(row["at"])) for row in ahead} == wanted


def is_ahead(on: date, called: date, context: ReminderContext) -> bool:
    return max(called, context.today) < on <= context.last


async def test_a_change_during_the_plan_is_planned_too(world: World, planner: Planner) -> None:
    """It was touched before; whoever plans waits for the change, or the change for the plan."""
    called = await planner.call("2026-12-02 15:00")
    await mark_stale(planner.world, Subject.MEETING, called.id)
    async with world.uow.begin() as work:
        await work.execute("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
        await storage.mark_stale(work, Subject.MEETING, called.id)
        planning = asyncio.create_task(plan.plan_stale(world.uow, planner.context, SOURCES))
        await waits(planner, planning)
        await work.commit()
    await planning
    await plan.plan_stale(planner.world.uow, planner.context, SOURCES)
    assert await planner.rows() == []


async def waits(planner: Planner, planning: "asyncio.Task[None]") -> None:
    """PostgreSQL: until the plan stands before the change's lock; SQLite's writer lets nobody in anyway."""
    if planner.world.uow.database.dialect == "sqlite":
        return
    async for _ in looks():
        rows = await planner.world.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        if rows or planning.done():
            return
    raise AssertionError("nobody waits")


async def test_old_rows_are_forgotten_and_what_is_planned_stays_until_it_is_as_old(
    world: World, planner: Planner
) -> None:
    await planner.call("2026-12-02 15:00")
    await planner.at("2026-11-29 08:30")
    keep = planner.context.rules.longest
    world.clock.moment += keep + timedelta(days=1)
    await plan.forget(world.uow, planner.context, keep)
    assert {row["state"] for row in await planner.rows()} == {"planned"}
    world.clock.forward(days=3)
    await plan.forget(world.uow, planner.context, keep)
    assert await planner.rows() == []
