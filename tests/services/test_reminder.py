"""The engine on both databases: planned once for ever, whatever changes; claimed once, however many sweep."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.clock import from_ms, to_ms
from bot.domain.reminder import Reminder, Subject, Wanted
from bot.services import reminder, reminder_meeting, reminder_plan
from bot.services.reminder_source import Line, Lines, Plan, Scene
from bot.storage import reminder as storage
from bot.storage.connection import Conflict, Connection, Database, Row
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import START, Standing
from tests.gateway.rig import looks
from tests.services.attendance_branch import Branch, Called, branch
from tests.services.meeting_stage import REMINDERS

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
DAYS, MINUTES = REMINDERS.meeting.days_before, REMINDERS.meeting.minutes_before
SOURCES = (reminder_meeting.SOURCE,)
ROWS = "SELECT kind, subject_id, person_id, occasion, day, at, state FROM reminder ORDER BY id"


@dataclass
class Desk:
    """The engine at the moment where the branch's clock stands."""

    there: Branch
    zone: ZoneInfo = SHANGHAI

    @property
    def clock(self) -> Standing:
        return self.there.hall.clock

    @property
    def uow(self) -> UnitOfWork:
        return self.there.hall.uow

    @property
    def scene(self) -> Scene:
        return Scene(self.clock.now(), self.zone, REMINDERS, self.there.hall.rules, lambda day: day.weekday() < 5)

    def local(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    async def plan(self) -> None:
        await reminder_plan.plan_stale(self.uow, self.scene, SOURCES)

    async def plan_all(self) -> None:
        await reminder_plan.plan_all(self.uow, self.scene, SOURCES)

    async def sweep(self) -> None:
        await reminder.sweep(self.uow, self.scene, SOURCES)

    async def at(self, text: str) -> list[int]:
        """To whom something is handed over at that local time."""
        before = len(await self.there.hall.rows("SELECT id FROM outbox"))
        self.clock.moment = self.local(text)
        await self.sweep()
        rows = await self.there.hall.rows("SELECT chat_id FROM outbox ORDER BY id")
        return [row["chat_id"] for row in rows[before:]]

    async def call(self, starts: str) -> Called:
        """Everybody of the branch is invited; planned."""
        called = await self.there.hall.meeting(self.there.unit, self.there.people, starts=self.local(starts))
        await self.plan_all()
        return called

    async def rows(self) -> list[Row]:
        return await self.there.hall.rows(ROWS)


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(await branch(database))


async def test_a_reminder_is_one_for_ever(desk: Desk) -> None:
    """The database itself refuses a second of the same kind, subject, person and occasion, whatever its state."""
    await desk.call("2026-12-02 15:00")
    for state in ("planned", "queued", "dropped"):
        await desk.there.hall.run("UPDATE reminder SET state = $1", state)
        with pytest.raises(Conflict):
            await desk.there.hall.run(
                "INSERT INTO reminder (kind, subject_id, person_id, occasion, day, state) "
                "SELECT kind, subject_id, person_id, occasion, '2030-01-01', 'planned' FROM reminder LIMIT 1"
            )


async def test_planned_anew_nothing_changes(desk: Desk) -> None:
    await desk.call("2026-12-02 15:00")
    before = await desk.rows()
    assert len(before) == len(desk.there.people) * (len(DAYS) + 1)
    await desk.plan_all()
    assert await desk.rows() == before
    await desk.at("2026-11-29 08:30")
    swept = await desk.rows()
    await desk.plan_all()
    assert await desk.rows() == swept


STEP = st.tuples(
    st.sampled_from(["call", "move", "cancel", "grant", "withdraw", "exempt", "expected", "wait", "sweep", "all"]),
    st.integers(0, 10**6),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=14))
async def test_whatever_changes_the_plan_is_what_the_facts_say(desk: Desk, steps: list[tuple[str, int]]) -> None:
    await begin_anew(desk)
    for what, seed in steps:
        await change(desk, what, random.Random(seed))
        await desk.plan()
        await as_the_facts_say(desk)
        before = await desk.there.hall.rows("SELECT * FROM reminder ORDER BY id")
        await desk.plan_all()
        assert await desk.there.hall.rows("SELECT * FROM reminder ORDER BY id") == before, what


async def begin_anew(desk: Desk) -> None:
    desk.clock.moment = START
    for table in ("reminder", "reminder_stale", "outbox", "leave", "exemption", "invitee", "session", "meeting"):
        await desk.there.hall.run(f"DELETE FROM {table}")


async def change(desk: Desk, what: str, chance: random.Random) -> None:
    """One fact changes, and its subject is touched as the use cases do."""
    hall, now = desk.there.hall, desk.clock.now()
    starts = now + timedelta(days=chance.randint(0, 20), minutes=chance.randint(1, 1400))
    meetings = [row["id"] for row in await hall.rows("SELECT id FROM meeting ORDER BY id")]
    if what == "call" or not meetings:
        called = await hall.meeting(desk.there.unit, desk.there.people, starts=starts)
        await hall.run("UPDATE meeting SET called_at = $2 WHERE id = $1", called.id, to_ms(now))
        return await touch(desk, Subject.MEETING, called.id)
    if what in ("wait", "sweep"):
        desk.clock.moment = now + timedelta(minutes=chance.randint(1, 3000)) * (what == "wait")
        await desk.sweep()
        return await desk.plan_all()
    one, person = chance.choice(meetings), chance.choice(desk.there.people)
    day = starts.astimezone(SHANGHAI).date().isoformat()
    if what == "move":
        span = (to_ms(starts), to_ms(starts) + 7_200_000)
        await hall.run(
            "UPDATE meeting SET starts = $2, ends = $3, called_at = $4 WHERE id = $1", one, *span, to_ms(now)
        )
        await hall.run("UPDATE session SET starts = $2, ends = $3 WHERE meeting_id = $1", one, *span)
    elif what == "cancel":
        await hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", one)
    elif what in ("grant", "withdraw"):
        await hall.run(
            "INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) VALUES ($1, $2, '', $3, 0) "
            "ON CONFLICT (meeting_id, person_id) DO UPDATE SET state = excluded.state",
            one,
            person,
            "granted" if what == "grant" else "withdrawn",
        )
    elif what == "exempt":
        await hall.run(
            "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) "
            "VALUES ($1, $2, '2027-12-31', '', $1, 0)",
            person,
            day,
        )
    elif what == "expected":
        await hall.run("UPDATE exemption SET until_on = $1 WHERE until_on > $1", day)
    await touch(desk, Subject.ALL if what in ("exempt", "expected", "all") else Subject.MEETING, one)
    return None


async def touch(desk: Desk, subject: Subject, id: int) -> None:
    async with desk.uow.begin() as work:
        await storage.touch(work, subject, id)
        await work.commit()


async def as_the_facts_say(desk: Desk) -> None:
    """What is planned ahead is what one would write down by hand, looking at the meetings one by one."""
    scene, hall = desk.scene, desk.there.hall
    wanted = set()
    exempt = await hall.rows("SELECT person_id, from_on, until_on FROM exemption")
    for row in await hall.rows("SELECT id, starts, called_at FROM meeting WHERE state = 'called'"):
        starts = from_ms(row["starts"])
        day, called = starts.astimezone(SHANGHAI).date(), from_ms(row["called_at"]).astimezone(SHANGHAI).date()
        away = {one["person_id"] for one in exempt if one["from_on"] <= day.isoformat() <= one["until_on"]}
        granted = await hall.rows("SELECT person_id FROM leave WHERE state = 'granted' AND meeting_id = $1", row["id"])
        away |= {one["person_id"] for one in granted}
        for person in set(desk.there.people) - away:
            rungs = [day - timedelta(days=days) for days in DAYS]
            wanted |= {("meeting", row["id"], person, on.isoformat()) for on in rungs if is_ahead(on, called, scene)}
            at = starts - timedelta(minutes=MINUTES)
            if at > scene.now and at.astimezone(SHANGHAI).date() <= scene.last:
                wanted.add(("checkin", row["id"], person, str(to_ms(at))))
    rows = await hall.rows("SELECT * FROM reminder WHERE state = 'planned' AND kind IN ('meeting', 'checkin')")
    ahead = [
        row
        for row in rows
        if (row["day"] or "9") > scene.today.isoformat() and (row["at"] or 10**15) > to_ms(scene.now)
    ]
    assert {(row["kind"], row["subject_id"], row["person_id"], row["day"] or str(row["at"])) for row in ahead} == wanted


def is_ahead(on: date, called: date, scene: Scene) -> bool:
    return max(called, scene.today) < on <= scene.last


async def test_two_who_sweep_at_once_hand_over_once(desk: Desk) -> None:
    await desk.call("2026-12-02 15:00")
    desk.clock.moment = desk.local("2026-11-29 08:30")
    await asyncio.gather(*(desk.sweep() for _ in range(4)))
    rows = await desk.there.hall.rows("SELECT chat_id, data FROM outbox WHERE kind = 'reminder.day'")
    assert len(rows) == len({row["chat_id"] for row in rows}) == len(desk.there.people)
    desk.clock.moment = desk.local("2026-12-02 14:30")
    await asyncio.gather(*(desk.sweep() for _ in range(4)))
    rows = await desk.there.hall.rows("SELECT chat_id, data FROM outbox WHERE kind = 'reminder.checkin'")
    assert len({json.loads(row["data"])["rows"][0] for row in rows}) == len(rows) == len(desk.there.people)


async def test_what_comes_after_the_days_message_waits_for_the_next(desk: Desk) -> None:
    await desk.call("2026-12-02 15:00")
    assert len(await desk.at("2026-11-29 08:30")) == len(desk.there.people)
    await desk.there.hall.run(
        "INSERT INTO reminder (kind, subject_id, person_id, occasion, day, state) "
        "SELECT kind, subject_id, person_id, '2026-12-02/2', '2026-11-29', 'planned' FROM reminder "
        "WHERE occasion = '2026-12-02/1'"
    )
    assert await desk.at("2026-11-29 12:00") == []
    assert len(await desk.at("2026-11-30 08:30")) == len(desk.there.people)


async def test_whoever_has_left_or_has_no_account_is_passed_over(desk: Desk) -> None:
    hall = desk.there.hall
    unbound = await hall.person("未绑", desk.there.unit, account=False)
    people = [desk.there.secretary, desk.there.deputy, unbound]
    await hall.meeting(desk.there.unit, people, starts=desk.local("2026-12-02 15:00"))
    await desk.plan_all()
    await hall.run("UPDATE person SET left_on = '2026-11-28' WHERE id = $1", desk.there.deputy)
    assert await desk.at("2026-11-29 08:30") == [1000 + desk.there.secretary]
    assert await desk.at("2026-11-29 08:31") == []


async def test_a_change_during_the_plan_is_planned_too(desk: Desk) -> None:
    """It was touched before; whoever plans waits for the change, or the change for the plan."""
    called = await desk.call("2026-12-02 15:00")
    await touch(desk, Subject.MEETING, called.id)
    async with desk.uow.begin() as work:
        await work.execute("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
        await storage.touch(work, Subject.MEETING, called.id)
        planning = asyncio.create_task(desk.plan())
        await waits(desk, planning)
        await work.commit()
    await planning
    await desk.plan()
    assert await desk.rows() == []


async def waits(desk: Desk, planning: "asyncio.Task[None]") -> None:
    """PostgreSQL: until the plan stands before the change's lock; SQLite's writer lets nobody in anyway."""
    if desk.uow.database.dialect == "sqlite":
        return
    async for _ in looks():
        rows = await desk.there.hall.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        if rows or planning.done():
            return
    raise AssertionError("nobody waits")


@pytest.mark.parametrize(
    ("meeting", "too_soon", "due"),
    [
        ("2026-03-30 15:00", "2026-03-29 08:29", "2026-03-29 08:30"),
        ("2026-10-26 15:00", "2026-10-25 08:29", "2026-10-25 08:30"),
        ("2028-03-01 15:00", "2028-02-28 22:00", "2028-02-29 08:30"),
        ("2027-01-01 15:00", "2026-12-30 22:00", "2026-12-31 08:30"),
        ("2027-02-28 15:00", "2027-02-26 22:00", "2027-02-27 08:30"),
    ],
)
async def test_the_day_before_by_the_calendar_of_the_place(desk: Desk, meeting: str, too_soon: str, due: str) -> None:
    """The days on which summer time begins and ends in Berlin, 29 February, the last days of a month and a year."""
    desk.zone = BERLIN
    desk.clock.moment = desk.local(meeting) - timedelta(days=10)
    await desk.call(meeting)
    three = (desk.local(meeting).astimezone(BERLIN).date() - timedelta(days=3)).isoformat()
    assert len(await desk.at(f"{three} 08:30")) == len(desk.there.people)
    assert await desk.at(too_soon) == []
    assert len(await desk.at(due)) == len(desk.there.people)
    assert await desk.at(due) == []


@pytest.mark.parametrize(
    "starts", ["2026-03-29T01:15:00+00:00", "2026-10-25T00:45:00+00:00", "2026-10-25T01:15:00+00:00"]
)
async def test_half_an_hour_is_half_an_hour_also_while_the_clocks_change(desk: Desk, starts: str) -> None:
    """Check-in reminders over the hour that is left out, and in the hour that comes twice."""
    desk.zone, begins = BERLIN, datetime.fromisoformat(starts)
    desk.clock.moment = begins - timedelta(days=2)
    await desk.there.hall.meeting(desk.there.unit, desk.there.people, starts=begins)
    await desk.plan_all()
    rows = await desk.there.hall.rows("SELECT DISTINCT at FROM reminder WHERE kind = 'checkin'")
    assert [from_ms(row["at"]) for row in rows] == [begins - timedelta(minutes=MINUTES)]
    desk.clock.moment = begins - timedelta(minutes=MINUTES, seconds=1)
    await desk.sweep()
    assert await desk.there.hall.parcels("reminder.checkin") == []
    desk.clock.forward(seconds=1)
    await desk.sweep()
    assert len(await desk.there.hall.parcels("reminder.checkin")) == len(desk.there.people)


async def test_old_rows_are_forgotten_and_what_is_planned_stays(desk: Desk) -> None:
    await desk.call("2026-12-02 15:00")
    await desk.at("2026-11-29 08:30")
    desk.clock.forward(days=100)
    await reminder_plan.forget(desk.uow, desk.scene, timedelta(days=90))
    assert {row["state"] for row in await desk.rows()} == {"planned"}


async def test_what_fails_for_one_stops_nobody(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A source that stumbles over one meeting plans the others; over one person's row, the others are told."""
    calls = [await desk.call("2026-12-02 15:00"), await desk.call("2026-12-02 18:00")]
    await desk.there.hall.run("DELETE FROM reminder")
    stumbling = replace(reminder_meeting.SOURCE, plan=partial(over, reminder_meeting.plan, calls[0].id))
    await reminder_plan.plan_all(desk.uow, desk.scene, (stumbling,))
    assert {row["subject_id"] for row in await desk.rows()} == {calls[1].id}
    desk.clock.moment = desk.local("2026-11-29 08:30")
    stumbling = replace(reminder_meeting.SOURCE, lines=stumble_over_the_secretary(desk))
    await reminder.sweep(desk.uow, desk.scene, (stumbling,))
    told = {row["chat_id"] for row in await desk.there.hall.parcels("reminder.day")}
    assert told == {1000 + person for person in desk.there.people if person != desk.there.secretary}
    assert len([one for one in caplog.records if one.exc_info]) == 2
    await desk.sweep()
    assert len(await desk.there.hall.parcels("reminder.day")) == len(desk.there.people), "tried again"


async def over(plan: Plan, wrong: int, cx: Connection, scene: Scene, ids: Sequence[int] | None) -> list[Wanted]:
    if wrong in (ids or ()):
        raise ArithmeticError
    return await plan(cx, scene, ids)


def stumble_over_the_secretary(desk: Desk) -> Lines:
    async def lines(cx: Connection, scene: Scene, rows: Sequence[Reminder]) -> dict[int, Line]:
        if desk.there.secretary in {row.wanted.person_id for row in rows}:
            raise ArithmeticError
        return await reminder_meeting.lines(cx, scene, rows)

    return lines
