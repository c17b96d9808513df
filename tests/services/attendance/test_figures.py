"""The live count with its quorum, and one's own year; on both databases."""

from datetime import timedelta
from fractions import Fraction

import pytest

from bot.domain.attendance.ledger import Figures
from bot.domain.attendance.model import Overall, State
from bot.services.attendance import figures, ledger
from bot.services.attendance.figures import Live
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import Branch, Called, branch, exempt, tap


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def live(house: Branch, called: Called) -> Live:
    hall = house.hall
    async with hall.uow.reading() as cx:
        return await figures.live(cx, called.id, hall.now, hall.zone, hall.rules)


async def grant(house: Branch, called: Called, person: int) -> None:
    sql = """INSERT INTO leave (meeting_id, person_id, reason, state, asked_at)
      VALUES ($1, $2, '病', 'granted', 0) RETURNING meeting_id AS id"""
    await house.hall.run(sql, called.id, person)


async def test_the_live_count_and_its_quorum(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, voting=house.people[:6])
    await exempt(house, house.members[2], "2026-11-25", "2026-11-25")
    await grant(house, called, house.members[1])
    await tap(house, called, house.secretary, house.deputy)
    house.hall.clock.forward(minutes=20)
    await tap(house, called, house.members[3])
    count = await live(house, called)
    assert (count.expected, count.attended, count.waiting) == (6, 3, 2)
    assert {state: number for state, number in count.counts.items() if number} == {
        State.PRESENT: 2,
        State.LATE: 1,
        State.LEAVE: 1,
        State.EXEMPT: 1,
    }
    assert count.missing == ("组长", "党员0")
    assert count.quorum is not None
    # Of six voters one is exempt; the late one of the seven has no vote.
    assert (count.quorum.attending, count.quorum.expected, count.quorum.enough) == (2, 5, 3)
    await tap(house, called, house.leader)
    after = (await live(house, called)).quorum
    assert after is not None
    assert after.reached


async def test_a_type_without_quorum_has_none(house: Branch) -> None:
    assert (await live(house, await house.hall.meeting(house.unit, house.people, type_code="lecture"))).quorum is None


async def test_three_sessions_are_one_line_of_two_out_of_three(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people, sessions=3)
    for part in called.sessions[:2]:
        await tap(house, Called(called.id, (part,)), house.members[0])
        hall.clock.forward(hours=2)
    hall.clock.forward(hours=2)
    sheet = await ledger.sheet(hall.uow, hall.ask(house.secretary), called.id, 0)
    (line,) = [line for line in sheet.lines if line.person_id == house.members[0]]
    assert line.overall(hall.now) == Overall(State.PRESENT, 2, 3)
    assert sheet.figures is not None
    assert (sheet.figures.expected, sheet.figures.attended) == (len(house.people), 1)


async def test_the_count_is_of_the_session_that_is_on(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, sessions=2)
    await tap(house, called, house.members[0])
    assert ((await live(house, called)).session, (await live(house, called)).attended) == (1, 1)
    house.hall.clock.forward(hours=2)
    assert ((await live(house, called)).session, (await live(house, called)).attended) == (2, 0)


async def test_ones_own_year(house: Branch) -> None:
    hall = house.hall
    for days in (400, 7):
        await hall.meeting(house.unit, house.people, starts=hall.now - timedelta(days=days))
    ahead = await hall.meeting(house.unit, house.people, starts=hall.now + timedelta(days=7))
    await grant(house, ahead, house.members[0])
    called = await hall.meeting(house.unit, house.people)
    hall.clock.forward(minutes=30)
    await tap(house, called, house.members[0])
    running = await figures.mine(hall.uow, hall.ask(house.members[0]))
    assert running.figures == Figures(expected=1, absent=1)
    hall.clock.forward(hours=2)
    mine = await figures.mine(hall.uow, hall.ask(house.members[0]))
    assert (mine.name, mine.year) == ("党员0", 2026)
    assert mine.figures == Figures(expected=2, late=1, absent=1)
    assert mine.figures.rate == Fraction(1, 2)


async def test_who_has_left_is_expected_nowhere_any_more(house: Branch) -> None:
    hall = house.hall
    called = await hall.meeting(house.unit, house.people)
    await hall.run("UPDATE person SET left_on = '2026-11-25' WHERE id = $1 RETURNING id", house.members[0])
    assert (await live(house, called)).expected == len(house.people) - 1


async def test_cancelled_meetings_are_not_in_the_ledger(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)
    hall.clock.forward(days=1)
    assert (await figures.mine(hall.uow, hall.ask(house.members[0]))).figures.expected == 0
    assert not (await ledger.meetings(hall.uow, hall.ask(house.secretary), house.unit, 0)).held
