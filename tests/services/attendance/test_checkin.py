"""Checking in: the window, the ways, twice, from many at once; on both databases."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.attendance.model import State, Way
from bot.domain.errors import DomainError
from bot.services.attendance import checkin, figures
from bot.services.attendance.checkin import Choice, Offer, Recorded
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import Branch, Called, branch

ROWS = "SELECT person_id, state, way, at, marked_by, weak FROM attendance ORDER BY person_id"


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def button(house: Branch, person: int, called: Called, way: Way | None = None) -> Recorded | Choice:
    hall = house.hall
    return await checkin.by_button(hall.uow, hall.ask(person), hall.settings, called.session, way)


async def refusal(house: Branch, person: int, called: Called, way: Way | None = None) -> str:
    with pytest.raises(DomainError) as refused:
        await button(house, person, called, way)
    assert not await house.hall.rows(ROWS)
    return refused.value.code


async def test_one_tap_is_one_row_with_its_time(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    result = await button(house, house.members[0], called)
    assert result == Recorded("支部党员大会", None, State.PRESENT, Way.BUTTON, house.hall.now, False, False)
    rows = await house.hall.rows(ROWS)
    assert [(row["person_id"], row["state"], row["way"]) for row in rows] == [(house.members[0], "present", "button")]


async def test_the_answer_is_in_the_accounts_own_language(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    request = house.hall.ask(house.members[0])
    assert request.language == "en"
    await checkin.by_button(house.hall.uow, request, house.hall.settings, called.session)
    assert request.language == "zh"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-31, "not_open_yet"), (-30, "present"), (10, "present"), (11, "late"), (119, "late"), (120, "closed")],
)
async def test_the_window(house: Branch, minutes: int, expected: str) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    house.hall.clock.forward(minutes=minutes)
    if expected in ("not_open_yet", "closed"):
        assert await refusal(house, house.members[0], called) == expected
        return
    result = await button(house, house.members[0], called)
    assert isinstance(result, Recorded)
    assert result.state == expected


async def test_twice_keeps_the_first_time(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    first = house.hall.now
    await button(house, house.members[0], called)
    house.hall.clock.forward(hours=3)
    again = await button(house, house.members[0], called)
    assert isinstance(again, Recorded)
    assert (again.again, again.at, again.state) == (True, first, State.PRESENT)


async def test_a_redelivered_tap_gets_the_same_friendly_answer(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    for again in (False, True):
        request = hall.ask(house.members[0], update=77_000)
        result = await checkin.by_button(hall.uow, request, hall.settings, called.session)
        assert isinstance(result, Recorded)
        assert result.again is again
    assert len(await hall.rows(ROWS)) == 1


async def test_twenty_taps_of_one_person_at_once_are_one_row(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    results = await asyncio.gather(*(button(house, house.members[0], called) for _ in range(20)))
    assert [isinstance(one, Recorded) and one.again for one in results].count(False) == 1
    assert len({one.at for one in results if isinstance(one, Recorded)}) == 1
    assert len(await house.hall.rows(ROWS)) == 1


async def test_a_whole_hall_at_once(database: Database) -> None:
    house = await branch(database, members=40)
    called = await house.hall.meeting(house.unit, house.people)
    await asyncio.gather(*(button(house, person, called) for person in house.people for _ in range(2)))
    rows = await house.hall.rows(ROWS)
    assert [row["person_id"] for row in rows] == sorted(house.people)


async def test_who_may_not(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.members[:1])
    assert await refusal(house, house.members[1], called) == "not_invited"
    assert await refusal(house, house.stranger, called) == "not_invited"
    assert await refusal(house, 99_999, called) == "unknown_account"
    assert await refusal(house, house.members[0], Called(0, (99_999,))) == "not_found"
    left = await house.hall.person("走了的人", house.unit, left_on="2026-11-25")
    assert await refusal(house, left, called) == "no_person"
    await house.hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)
    assert await refusal(house, house.members[0], called) == "meeting_cancelled"


async def test_only_the_meetings_ways(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, ways="qr")
    assert await refusal(house, house.members[0], called) == "way_not_accepted"


@pytest.mark.parametrize("way", [Way.QR, Way.PLACE, Way.BY_HAND])
async def test_a_forged_way_is_refused(house: Branch, way: Way) -> None:
    called = await house.hall.meeting(house.unit, house.people, ways="button,qr,place,by_hand,remote")
    assert await refusal(house, house.members[0], called, way) == "old_button"


async def test_remote_is_offered_to_those_who_may_and_to_nobody_else(house: Branch) -> None:
    retired = await house.hall.person("离退休", house.unit, retired=True)
    called = await house.hall.meeting(house.unit, [*house.people, retired], ways="button,remote")
    assert isinstance(await button(house, retired, called), Choice)
    assert await refusal(house, house.members[0], called, Way.REMOTE) == "remote_not_for_you"
    remote = await button(house, retired, called, Way.REMOTE)
    assert isinstance(remote, Recorded)
    assert remote.state is State.REMOTE
    here = await button(house, house.members[0], called)
    assert isinstance(here, Recorded)
    assert here.state is State.PRESENT
    again = await button(house, retired, called)
    assert isinstance(again, Recorded)
    assert again.again


async def test_no_choice_is_offered_before_the_window(house: Branch) -> None:
    retired = await house.hall.person("离退休", house.unit, retired=True)
    called = await house.hall.meeting(
        house.unit, [retired], ways="button,remote", starts=house.hall.now + timedelta(hours=5)
    )
    assert await refusal(house, retired, called) == "not_open_yet"


async def test_a_guest_checks_in_alike_and_counts_for_no_quorum(house: Branch) -> None:
    guest = await house.hall.person("群众代表", house.other, standing="mass_representative")
    called = await house.hall.meeting(house.unit, house.members[:2], guests=[guest])
    for person in (guest, house.members[0]):
        await button(house, person, called)
    async with house.hall.uow.reading() as cx:
        live = await figures.live(cx, called.id, house.hall.now, house.hall.zone, house.hall.rules)
    assert live.quorum is not None
    assert (live.attended, live.guests, live.quorum.attending, live.quorum.expected) == (2, 1, 1, 2)


async def command(house: Branch, person: int) -> Recorded | Choice | Offer:
    hall = house.hall
    return await checkin.by_command(hall.uow, hall.ask(person), hall.settings)


async def test_the_command_checks_in_where_there_is_one_meeting(house: Branch) -> None:
    await house.hall.meeting(house.unit, house.people)
    assert isinstance(await command(house, house.members[0]), Recorded)
    assert len(await house.hall.rows(ROWS)) == 1


async def test_the_command_asks_where_there_are_two(house: Branch) -> None:
    called = [await house.hall.meeting(house.unit, house.people) for _ in range(2)]
    await button(house, house.members[0], called[0])
    result = await command(house, house.members[0])
    assert isinstance(result, Offer)
    assert [(one.session_id, one.marked) for one in result.open] == [
        (called[0].session, True),
        (called[1].session, False),
    ]
    assert len(await house.hall.rows(ROWS)) == 1


async def test_the_command_says_what_is_next(house: Branch) -> None:
    assert await command(house, house.members[0]) == Offer((), None)
    starts = house.hall.now + timedelta(days=2)
    await house.hall.meeting(house.unit, house.people, starts=starts)
    result = await command(house, house.members[0])
    assert isinstance(result, Offer)
    assert result.next is not None
    assert result.next.opens == starts - timedelta(minutes=30)
    with pytest.raises(DomainError, match="unknown_account"):
        await command(house, 99_999)


async def test_each_session_has_its_own_check_in(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, sessions=3)
    first = await button(house, house.members[0], called)
    assert isinstance(first, Recorded)
    assert first.session == 1
    house.hall.clock.forward(hours=2)
    await button(house, house.members[0], Called(called.id, called.sessions[1:]))
    assert len(await house.hall.rows(ROWS)) == 2


async def test_whoever_is_not_invited_reads_no_title(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    for state in ("called", "cancelled"):
        await house.hall.run("UPDATE meeting SET state = $2 WHERE id = $1 RETURNING id", called.id, state)
        with pytest.raises(DomainError, match="not_invited") as refused:
            await button(house, house.stranger, called)
        assert refused.value.data == {}
