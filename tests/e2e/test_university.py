"""A whole university: 160 branches meet at the same hour, and everyone checks in over HTTP through the gateway."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.domain.attendance.model import Way
from bot.domain.clock import to_ms
from bot.domain.meeting.draft import Draft, Span
from bot.domain.request import Request
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.services.installation import sample
from tests.e2e.system import System, has_started, running
from tests.world.publishing import publish_draft

AT_ONCE = 200
MEMBERS, BRANCHES = 3017, 160
ATTENDED = """
SELECT unit.place, attendance.state, count(*) AS n FROM attendance
JOIN session ON session.id = attendance.session_id JOIN meeting ON meeting.id = session.meeting_id
JOIN person ON person.id = attendance.person_id AND person.unit_id = meeting.unit_id
JOIN unit ON unit.id = meeting.unit_id GROUP BY unit.place, attendance.state"""
SECRETARIES = """
SELECT person.number, unit.id AS unit FROM post JOIN person ON person.id = post.person_id
JOIN unit ON unit.id = post.unit_id WHERE post.kind = 'secretary' AND unit.kind = 'branch' ORDER BY unit.id"""


async def bind_everyone(system: System) -> None:
    """All of the roster have an account, and have pressed Start some day."""
    people = await system.rows("SELECT id, number, name, phone, language FROM person")
    at = to_ms(system.clock.now())
    for row in people:
        phone = system.telegram.add_user(row["name"], phone=row["phone"])
        has_started(phone)
        system.people[row["number"]] = phone
    lines = [(system.people[row["number"]].id, row["id"], row["language"], at) for row in people]
    async with system.server.uow.begin() as work:
        await work.executemany(
            "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, $3, $4, 'link')", lines
        )
        await work.commit()


async def call_everywhere(system: System) -> None:
    """Each branch's secretary calls an assembly for the same hour."""
    starts = system.clock.now() + timedelta(hours=1)
    for row in await system.rows(SECRETARIES):
        draft = Draft(
            unit_id=row["unit"],
            type="assembly",
            title="支部党员大会",
            spans=(Span(starts=starts, ends=starts + timedelta(minutes=90)),),
            place="会议室",
            ways=(Way.BUTTON, Way.REMOTE),
        )
        request = Request(
            system.server.bot.id, system.people[row["number"]].id, system.clock.now(), system.settings.zone
        )
        await publish_draft(system.server.uow, request, system.server.installation.meetings, draft)


async def check_in(phone: Phone, line: sample.Line) -> None:
    """/checkin; whoever may be elsewhere says where: the retired are in the room, the floating are not."""
    mark = phone.mark()
    await phone.send("/checkin")
    answer = await phone.wait_for(said, after=mark, timeout=60)
    if not answer.text.startswith("✓"):
        here, remote = answer.button_texts[:2]
        await phone.tap(remote if line["流动"] else here, message=answer, timeout=60)
        answer = await phone.wait_for("✓", after=answer.stamp, timeout=60)
    assert answer.text.startswith("✓"), answer.text


def said(message: Message) -> bool:
    """An answer to the command, rather than an announcement that arrives meanwhile."""
    return message.text.startswith("✓") or "远程参加" in message.button_texts or "Remotely" in message.button_texts


async def everyone(system: System, members: list[sample.Line]) -> None:
    side_by_side = asyncio.Semaphore(AT_ONCE)

    async def one(line: sample.Line) -> None:
        async with side_by_side:
            await check_in(system.people[line["编号"]], line)

    async with asyncio.TaskGroup() as group:
        for line in members:
            group.create_task(one(line))


def expected(members: list[sample.Line]) -> Counter[tuple[str, str]]:
    return Counter((line["党组织"], "remote" if line["流动"] else "present") for line in members)


async def test_everyone_of_a_university_checks_in_once_in_the_right_branch(database_url: str, tmp_path: Path) -> None:
    lines = sample.university()
    members = [line for line in lines if line["党组织"].endswith("党支部")]
    assert (len(members), len({line["党组织"] for line in members})) == (MEMBERS, BRANCHES)
    async with running(database_url, tmp_path, hurried=False) as system:
        await system.import_roster(sample.as_csv(lines))
        await bind_everyone(system)
        await call_everywhere(system)
        system.clock.forward(minutes=45)
        await everyone(system, members)
        found = {(row["place"], row["state"]): row["n"] for row in await system.rows(ATTENDED)}
        assert found == expected(members)
        [all_rows] = await system.rows("SELECT count(*) AS n FROM attendance")
        assert all_rows["n"] == MEMBERS
