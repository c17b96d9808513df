"""Checking in those without a phone: who may, what is written, what is visible; on both databases."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.attendance.model import State, Way
from bot.domain.errors import DomainError
from bot.services import conversation
from bot.services.attendance import by_hand, checkin, figures
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import Branch, Called, branch

ROWS = "SELECT person_id, state, way, marked_by, reason FROM attendance ORDER BY person_id"


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def mark(house: Branch, by: int, called: Called, person: int, reason: str = "no_phone") -> by_hand.ByHand:
    hall = house.hall
    return await by_hand.mark(hall.uow, hall.ask(by), hall.settings, called.session, person, reason)


async def who(house: Branch, by: int, called: Called, person: int) -> str:
    return await by_hand.who(house.hall.uow, house.hall.ask(by), house.hall.settings, called.session, person)


async def begin(house: Branch, by: int, called: Called, person: int) -> int:
    """The version of the form that asks for the reason."""
    hall = house.hall
    await by_hand.begin(hall.uow, hall.ask(by), hall.settings, called.session, person)
    return (await conversation.current(hall.uow, hall.ask(by))).version


async def test_who_marked_and_why_is_kept_and_the_share_is_visible(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    hall.clock.forward(minutes=45)
    result = await mark(house, house.secretary, called, house.members[0])
    assert (result.name, result.state, result.way, result.again) == ("党员0", State.PRESENT, Way.BY_HAND, False)
    assert (result.missing.by_hand, result.missing.attended) == (1, 1)
    assert house.members[0] not in dict(result.missing.people)
    rows = [dict(row) for row in await hall.rows(ROWS)]
    assert rows == [
        {
            "person_id": house.members[0],
            "state": "present",
            "way": "by_hand",
            "marked_by": house.secretary,
            "reason": "no_phone",
        }
    ]
    async with hall.uow.reading() as cx:
        live = await figures.live(cx, called.id, hall.now, hall.zone, hall.rules)
    assert (live.by_hand, live.attended) == (1, 1)


async def test_host_and_recorder_may_and_others_may_not(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, host=house.members[1], recorder=house.members[2])
    for forger in (house.members[3], house.leader, house.stranger, house.above):
        with pytest.raises(DomainError, match="not_allowed"):
            await mark(house, forger, called, house.members[0])
        with pytest.raises(DomainError, match="not_allowed"):
            await by_hand.of_meeting(house.hall.uow, house.hall.ask(forger), called.id)
        with pytest.raises(DomainError, match="not_allowed"):
            await by_hand.of_session(house.hall.uow, house.hall.ask(forger), called.session, 0)
        with pytest.raises(DomainError, match="not_allowed"):
            await who(house, forger, called, house.members[0])
    assert not await house.hall.rows(ROWS)
    await mark(house, house.members[1], called, house.members[0])
    await mark(house, house.members[2], called, house.members[3])
    assert len(await house.hall.rows(ROWS)) == 2


async def test_a_group_leader_marks_at_the_groups_meeting(house: Branch) -> None:
    called = await house.hall.meeting(house.groups[0], [house.leader, house.members[0]], type_code="group")
    assert (await mark(house, house.leader, called, house.members[0])).state is State.PRESENT


async def test_a_forged_person_reason_or_session(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    for person, reason, code in (
        (house.stranger, "no_phone", "not_invited_there"),
        (house.members[0], "whatever", "old_button"),
    ):
        with pytest.raises(DomainError, match=code):
            await mark(house, house.secretary, called, person, reason)
    with pytest.raises(DomainError, match="not_found"):
        await mark(house, house.secretary, Called(0, (99_999,)), house.members[0])
    assert not await house.hall.rows(ROWS)


async def test_only_while_the_session_takes_check_ins(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, starts=house.hall.now + timedelta(hours=1))
    with pytest.raises(DomainError, match="not_open_yet"):
        await mark(house, house.secretary, called, house.members[0])
    house.hall.clock.forward(hours=3)
    with pytest.raises(DomainError, match="use_correction"):
        await mark(house, house.secretary, called, house.members[0])
    await house.hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)
    with pytest.raises(DomainError, match="meeting_cancelled"):
        await mark(house, house.secretary, called, house.members[0])


async def test_hand_and_tap_at_the_same_moment_are_one_row(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    person = house.members[0]
    taps = [checkin.by_button(hall.uow, hall.ask(person), hall.settings, called.session) for _ in range(10)]
    marks = [mark(house, by, called, person) for by in (house.secretary, house.deputy) * 5]
    await asyncio.gather(*taps, *marks)
    assert len(await hall.rows(ROWS)) == 1
    late = await mark(house, house.secretary, called, person)
    assert late.again


async def test_another_reason_is_typed(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    at = await begin(house, house.secretary, called, house.members[0])
    prompt = await conversation.current(hall.uow, hall.ask(house.secretary))
    assert (prompt.name, prompt.draft["name"]) == ("by_hand", "党员0")
    with pytest.raises(DomainError, match="text_too_long"):
        await by_hand.mark_typed(hall.uow, hall.ask(house.secretary), hall.settings, at, "字" * 101)
    await by_hand.mark_typed(hall.uow, hall.ask(house.secretary), hall.settings, at, "手机摔坏了")
    assert [row["reason"] for row in await hall.rows(ROWS)] == ["手机摔坏了"]
    assert not (await conversation.current(hall.uow, hall.ask(house.secretary))).name


async def test_the_list_is_in_pages_and_of_the_session_that_is_on(database: Database) -> None:
    house = await branch(database, members=20)
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people, sessions=2)
    await checkin.by_button(hall.uow, hall.ask(house.members[0]), hall.settings, called.session)
    first = await by_hand.of_meeting(hall.uow, hall.ask(house.secretary), called.id)
    second = await by_hand.of_session(hall.uow, hall.ask(house.secretary), called.session, 1)
    assert (first.session, first.pages, len(first.people) + len(second.people)) == (1, 2, len(house.people) - 1)
    assert not set(first.people) & set(second.people)
    hall.clock.forward(hours=2)
    afternoon = await by_hand.of_meeting(hall.uow, hall.ask(house.secretary), called.id)
    assert (afternoon.session, afternoon.attended) == (2, 0)


async def test_ones_own_is_for_another_to_mark(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, host=house.members[0])
    for own in (house.secretary, house.deputy, house.members[0]):
        for attempt in (mark, who, begin):
            with pytest.raises(DomainError, match="own_record"):
                await attempt(house, own, called, own)
    assert not await house.hall.rows(ROWS)
    assert (await mark(house, house.deputy, called, house.secretary)).state is State.PRESENT


async def test_a_reason_never_lands_on_another_person(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    first = await begin(house, house.secretary, called, house.members[0])
    second = await begin(house, house.secretary, called, house.members[1])
    with pytest.raises(DomainError, match="stale_form"):
        await by_hand.mark_typed(hall.uow, hall.ask(house.secretary), hall.settings, first, "写给第一个人的")
    assert not await hall.rows(ROWS)
    await by_hand.mark_typed(hall.uow, hall.ask(house.secretary), hall.settings, second, "手机摔坏了")
    assert [row["person_id"] for row in await hall.rows(ROWS)] == [house.members[1]]
