"""The live count with its quorum, and one's own year; on both databases."""

from datetime import timedelta
from fractions import Fraction

from bot.domain.attendance.ledger import Figures
from bot.domain.attendance.model import Overall, State
from bot.services.attendance import figures, ledger
from bot.services.attendance.figures import Live
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.attendance.presence import exempt, tap
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import Called, call_meeting


async def live(world: World, called: Called) -> Live:
    async with world.uow.reading() as cx:
        return await figures.live(cx, called.id, world.clock.now(), ZONE, INSTALLATION.meetings)


async def grant(world: World, called: Called, person: int) -> None:
    sql = """INSERT INTO leave (meeting_id, person_id, reason, state, asked_at)
      VALUES ($1, $2, '病', 'granted', 0)"""
    await world.run(sql, called.id, person)


async def test_the_live_count_and_its_quorum(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.run("UPDATE invitee SET voting = FALSE WHERE person_id = $1", branch.people[6])
    await exempt(world, branch, branch.members[2], "2026-11-25", "2026-11-25")
    await grant(world, called, branch.members[1])
    await tap(world, called, branch.secretary, branch.deputy)
    world.clock.forward(minutes=20)
    await tap(world, called, branch.members[3])
    count = await live(world, called)
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
    await tap(world, called, branch.leader)
    after = (await live(world, called)).quorum
    assert after is not None
    assert after.reached


async def test_a_type_without_quorum_has_none(world: World, branch: Branch) -> None:
    assert (await live(world, await call_meeting(world, branch.id, branch.people, type="lecture"))).quorum is None


async def test_three_sessions_are_one_line_of_two_out_of_three(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, sessions=3)
    for part in called.sessions[:2]:
        await tap(world, Called(called.id, (part,)), branch.members[0])
        world.clock.forward(hours=2)
    world.clock.forward(hours=2)
    sheet = await world.act(branch.secretary, ledger.sheet, called.id, 0)
    (line,) = [line for line in sheet.lines if line.person_id == branch.members[0]]
    assert line.overall(world.clock.now()) == Overall(State.PRESENT, 2, 3)
    assert sheet.figures is not None
    assert (sheet.figures.expected, sheet.figures.attended) == (len(branch.people), 1)


async def test_the_count_is_of_the_session_that_is_on(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, sessions=2)
    await tap(world, called, branch.members[0])
    assert ((await live(world, called)).session, (await live(world, called)).attended) == (1, 1)
    world.clock.forward(hours=2)
    assert ((await live(world, called)).session, (await live(world, called)).attended) == (2, 0)


async def test_ones_own_year(world: World, branch: Branch) -> None:
    for days in (400, 7):
        await call_meeting(world, branch.id, branch.people, starts=world.clock.now() - timedelta(days=days))
    ahead = await call_meeting(world, branch.id, branch.people, starts=world.clock.now() + timedelta(days=7))
    await grant(world, ahead, branch.members[0])
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(minutes=30)
    await tap(world, called, branch.members[0])
    running = await world.act(branch.members[0], figures.mine)
    assert running.figures == Figures(expected=1, absent=1)
    world.clock.forward(hours=2)
    mine = await world.act(branch.members[0], figures.mine)
    assert (mine.name, mine.year) == ("党员0", 2026)
    assert mine.figures == Figures(expected=2, late=1, absent=1)
    assert mine.figures.rate == Fraction(1, 2)


async def test_who_has_left_is_expected_nowhere_any_more(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.run("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", branch.members[0])
    assert (await live(world, called)).expected == len(branch.people) - 1


async def test_cancelled_meetings_are_not_in_the_ledger(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
    world.clock.forward(days=1)
    assert (await world.act(branch.members[0], figures.mine)).figures.expected == 0
    assert not (await world.act(branch.secretary, ledger.meetings, branch.id, 0)).held
