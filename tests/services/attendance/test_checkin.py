"""Checking in: the window, the ways, twice, from many at once; on both databases."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.attendance.model import State, Way
from bot.services.attendance import checkin, figures
from bot.services.attendance.checkin import Choice, Offer, Recorded
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.attendance.presence import SETTINGS
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.meeting import Called, add_guest, call_meeting
from tests.world.people import add_person

ROWS = "SELECT person_id, state, way, at, marked_by, weak FROM attendance ORDER BY person_id"


async def button(world: World, person: int, called: Called, way: Way | None = None) -> Recorded | Choice:
    return await world.act(person, checkin.by_button, SETTINGS, called.session, way)


async def test_one_tap_is_one_row_with_its_time(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    result = await button(world, branch.members[0], called)
    assert result == Recorded("支部党员大会", None, State.PRESENT, Way.BUTTON, world.clock.now(), False, False)
    rows = await world.rows(ROWS)
    assert [(row["person_id"], row["state"], row["way"]) for row in rows] == [(branch.members[0], "present", "button")]


async def test_the_answer_is_in_the_accounts_own_language(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    request = world.request(branch.members[0], language="en")
    assert request.language == "en"
    await checkin.by_button(world.uow, request, SETTINGS, called.session)
    assert request.language == "zh"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-31, "not_open_yet"), (-30, "present"), (10, "present"), (11, "late"), (119, "late"), (120, "closed")],
)
async def test_the_window(world: World, branch: Branch, minutes: int, expected: str) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(minutes=minutes)
    if expected in ("not_open_yet", "closed"):
        await world.refused(expected, button(world, branch.members[0], called))
        return
    result = await button(world, branch.members[0], called)
    assert isinstance(result, Recorded)
    assert result.state == expected


async def test_twice_keeps_the_first_time(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    first = world.clock.now()
    await button(world, branch.members[0], called)
    world.clock.forward(hours=3)
    again = await button(world, branch.members[0], called)
    assert isinstance(again, Recorded)
    assert (again.again, again.at, again.state) == (True, first, State.PRESENT)


async def test_a_redelivered_tap_gets_the_same_friendly_answer(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for again in (False, True):
        request = world.request(branch.members[0], again=again)
        result = await checkin.by_button(world.uow, request, SETTINGS, called.session)
        assert isinstance(result, Recorded)
        assert result.again is again
    assert len(await world.rows(ROWS)) == 1


async def test_twenty_taps_of_one_person_at_once_are_one_row(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    results = await asyncio.gather(*(button(world, branch.members[0], called) for _ in range(20)))
    assert [isinstance(one, Recorded) and one.again for one in results].count(False) == 1
    assert len({one.at for one in results if isinstance(one, Recorded)}) == 1
    assert len(await world.rows(ROWS)) == 1


async def test_a_whole_hall_at_once(world: World) -> None:
    branch = await usual_branch(world, members=40)
    called = await call_meeting(world, branch.id, branch.people)
    await asyncio.gather(*(button(world, person, called) for person in branch.people for _ in range(2)))
    rows = await world.rows(ROWS)
    assert [row["person_id"] for row in rows] == sorted(branch.people)


async def test_who_may_not(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.members[:1])
    await world.refused("not_invited", button(world, branch.members[1], called))
    await world.refused("not_invited", button(world, branch.stranger, called))
    await world.refused("unknown_account", button(world, 99_999, called))
    await world.refused("not_found", button(world, branch.members[0], Called(0, (99_999,))))
    left = await add_person(world, "走了的人", branch.id, left_on="2026-11-25")
    await world.refused("no_person", button(world, left, called))
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
    await world.refused("meeting_cancelled", button(world, branch.members[0], called))


async def test_only_the_meetings_ways(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, ways="qr")
    await world.refused("way_not_accepted", button(world, branch.members[0], called))


@pytest.mark.parametrize("way", [Way.QR, Way.PLACE, Way.BY_HAND])
async def test_a_forged_way_is_refused(world: World, branch: Branch, way: Way) -> None:
    called = await call_meeting(world, branch.id, branch.people, ways="button,qr,place,by_hand,remote")
    await world.refused("old_button", button(world, branch.members[0], called, way))


async def test_remote_is_offered_to_those_who_may_and_to_nobody_else(world: World, branch: Branch) -> None:
    retired = await add_person(world, "离退休", branch.id, retired=True)
    called = await call_meeting(world, branch.id, [*branch.people, retired], ways="button,remote")
    assert isinstance(await button(world, retired, called), Choice)
    await world.refused("remote_not_for_you", button(world, branch.members[0], called, Way.REMOTE))
    remote = await button(world, retired, called, Way.REMOTE)
    assert isinstance(remote, Recorded)
    assert remote.state is State.REMOTE
    here = await button(world, branch.members[0], called)
    assert isinstance(here, Recorded)
    assert here.state is State.PRESENT
    again = await button(world, retired, called)
    assert isinstance(again, Recorded)
    assert again.again


async def test_no_choice_is_offered_before_the_window(world: World, branch: Branch) -> None:
    retired = await add_person(world, "离退休", branch.id, retired=True)
    called = await call_meeting(
        world, branch.id, [retired], ways="button,remote", starts=world.clock.now() + timedelta(hours=5)
    )
    await world.refused("not_open_yet", button(world, retired, called))


async def test_a_guest_checks_in_alike_and_counts_for_no_quorum(world: World, branch: Branch) -> None:
    guest = await add_person(world, "群众代表", branch.other, standing="mass_representative")
    called = await call_meeting(world, branch.id, branch.members[:2])
    await add_guest(world, called, guest)
    for person in (guest, branch.members[0]):
        await button(world, person, called)
    async with world.uow.reading() as cx:
        live = await figures.live(cx, called.id, world.clock.now(), ZONE, INSTALLATION.meetings)
    assert live.quorum is not None
    assert (live.attended, live.guests, live.quorum.attending, live.quorum.expected) == (2, 1, 1, 2)


async def command(world: World, person: int) -> Recorded | Choice | Offer:
    return await world.act(person, checkin.by_command, SETTINGS)


async def test_the_command_checks_in_where_there_is_one_meeting(world: World, branch: Branch) -> None:
    await call_meeting(world, branch.id, branch.people)
    assert isinstance(await command(world, branch.members[0]), Recorded)
    assert len(await world.rows(ROWS)) == 1


async def test_the_command_asks_where_there_are_two(world: World, branch: Branch) -> None:
    called = [await call_meeting(world, branch.id, branch.people) for _ in range(2)]
    await button(world, branch.members[0], called[0])
    result = await command(world, branch.members[0])
    assert isinstance(result, Offer)
    assert [(one.session_id, one.marked) for one in result.open] == [
        (called[0].session, True),
        (called[1].session, False),
    ]
    assert len(await world.rows(ROWS)) == 1


async def test_the_command_says_what_is_next(world: World, branch: Branch) -> None:
    assert await command(world, branch.members[0]) == Offer((), None)
    starts = world.clock.now() + timedelta(days=2)
    await call_meeting(world, branch.id, branch.people, starts=starts)
    result = await command(world, branch.members[0])
    assert isinstance(result, Offer)
    assert result.next is not None
    assert result.next.opens == starts - timedelta(minutes=30)
    await world.refused("unknown_account", command(world, 99_999))


async def test_each_session_has_its_own_check_in(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, sessions=3)
    first = await button(world, branch.members[0], called)
    assert isinstance(first, Recorded)
    assert first.session == 1
    world.clock.forward(hours=2)
    await button(world, branch.members[0], Called(called.id, called.sessions[1:]))
    assert len(await world.rows(ROWS)) == 2


async def test_whoever_is_not_invited_reads_no_title(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for state in ("called", "cancelled"):
        await world.run("UPDATE meeting SET state = $2 WHERE id = $1", called.id, state)
        refused = await world.refused("not_invited", button(world, branch.stranger, called))
        assert refused.data == {}
