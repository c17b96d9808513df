"""Checking in those without a phone: who may, what is written, what is visible; on both databases."""

import asyncio
from datetime import timedelta

from bot.domain.attendance.model import State, Way
from bot.services import conversation
from bot.services.attendance import by_hand, checkin, figures
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.attendance.presence import SETTINGS
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.meeting import Called, call_meeting

ROWS = "SELECT person_id, state, way, marked_by, reason FROM attendance ORDER BY person_id"


async def mark(world: World, by: int, called: Called, person: int, reason: str = "no_phone") -> by_hand.ByHand:
    return await world.act(by, by_hand.mark, SETTINGS, called.session, person, reason)


async def who(world: World, by: int, called: Called, person: int) -> str:
    return await world.act(by, by_hand.who, SETTINGS, called.session, person)


async def begin(world: World, by: int, called: Called, person: int) -> int:
    """The version of the form that asks for the reason."""
    await world.act(by, by_hand.begin, SETTINGS, called.session, person)
    return (await world.act(by, conversation.current)).version


async def test_who_marked_and_why_is_kept_and_the_share_is_visible(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(minutes=45)
    result = await mark(world, branch.secretary, called, branch.members[0])
    assert (result.name, result.state, result.way, result.again) == ("党员0", State.PRESENT, Way.BY_HAND, False)
    assert (result.missing.by_hand, result.missing.attended) == (1, 1)
    assert branch.members[0] not in dict(result.missing.people)
    rows = [dict(row) for row in await world.rows(ROWS)]
    assert rows == [
        {
            "person_id": branch.members[0],
            "state": "present",
            "way": "by_hand",
            "marked_by": branch.secretary,
            "reason": "no_phone",
        }
    ]
    async with world.uow.reading() as cx:
        live = await figures.live(cx, called.id, world.clock.now(), ZONE, INSTALLATION.meetings)
    assert (live.by_hand, live.attended) == (1, 1)


async def test_host_and_recorder_may_and_others_may_not(world: World, branch: Branch) -> None:
    called = await call_meeting(
        world, branch.id, branch.people, host_id=branch.members[1], recorder_id=branch.members[2]
    )
    for forger in (branch.members[3], branch.leader, branch.stranger, branch.above):
        await world.refused("not_allowed", mark(world, forger, called, branch.members[0]))
        await world.refused("not_allowed", world.act(forger, by_hand.of_meeting, called.id))
        await world.refused("not_allowed", world.act(forger, by_hand.of_session, called.session, 0))
        await world.refused("not_allowed", who(world, forger, called, branch.members[0]))
    assert not await world.rows(ROWS)
    await mark(world, branch.members[1], called, branch.members[0])
    await mark(world, branch.members[2], called, branch.members[3])
    assert len(await world.rows(ROWS)) == 2


async def test_a_group_leader_marks_at_the_groups_meeting(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.groups[0], [branch.leader, branch.members[0]], type="group")
    assert (await mark(world, branch.leader, called, branch.members[0])).state is State.PRESENT


async def test_a_forged_person_reason_or_session(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for person, reason, code in (
        (branch.stranger, "no_phone", "not_invited_there"),
        (branch.members[0], "whatever", "old_button"),
    ):
        await world.refused(code, mark(world, branch.secretary, called, person, reason))
    await world.refused("not_found", mark(world, branch.secretary, Called(0, (99_999,)), branch.members[0]))
    assert not await world.rows(ROWS)


async def test_only_while_the_session_takes_check_ins(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, starts=world.clock.now() + timedelta(hours=1))
    await world.refused("not_open_yet", mark(world, branch.secretary, called, branch.members[0]))
    world.clock.forward(hours=3)
    await world.refused("use_correction", mark(world, branch.secretary, called, branch.members[0]))
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
    await world.refused("meeting_cancelled", mark(world, branch.secretary, called, branch.members[0]))


async def test_hand_and_tap_at_the_same_moment_are_one_row(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    person = branch.members[0]
    taps = [world.act(person, checkin.by_button, SETTINGS, called.session) for _ in range(10)]
    marks = [mark(world, by, called, person) for by in (branch.secretary, branch.deputy) * 5]
    await asyncio.gather(*taps, *marks)
    assert len(await world.rows(ROWS)) == 1
    late = await mark(world, branch.secretary, called, person)
    assert late.again


async def test_another_reason_is_typed(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    at = await begin(world, branch.secretary, called, branch.members[0])
    prompt = await world.act(branch.secretary, conversation.current)
    assert (prompt.name, prompt.draft["name"]) == ("by_hand", "党员0")
    await world.refused("text_too_long", world.act(branch.secretary, by_hand.mark_typed, SETTINGS, at, "字" * 101))
    await world.act(branch.secretary, by_hand.mark_typed, SETTINGS, at, "手机摔坏了")
    assert [row["reason"] for row in await world.rows(ROWS)] == ["手机摔坏了"]
    assert not (await world.act(branch.secretary, conversation.current)).name


async def test_the_list_is_in_pages_and_of_the_session_that_is_on(world: World) -> None:
    branch = await usual_branch(world, members=20)
    called = await call_meeting(world, branch.id, branch.people, sessions=2)
    await world.act(branch.members[0], checkin.by_button, SETTINGS, called.session)
    first = await world.act(branch.secretary, by_hand.of_meeting, called.id)
    second = await world.act(branch.secretary, by_hand.of_session, called.session, 1)
    assert (first.session, first.pages, len(first.people) + len(second.people)) == (1, 2, len(branch.people) - 1)
    assert not set(first.people) & set(second.people)
    world.clock.forward(hours=2)
    afternoon = await world.act(branch.secretary, by_hand.of_meeting, called.id)
    assert (afternoon.session, afternoon.attended) == (2, 0)


async def test_ones_own_is_for_another_to_mark(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.members[0])
    for own in (branch.secretary, branch.deputy, branch.members[0]):
        for attempt in (mark, who, begin):
            await world.refused("own_record", attempt(world, own, called, own))
    assert not await world.rows(ROWS)
    assert (await mark(world, branch.deputy, called, branch.secretary)).state is State.PRESENT


async def test_a_reason_never_lands_on_another_person(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    first = await begin(world, branch.secretary, called, branch.members[0])
    second = await begin(world, branch.secretary, called, branch.members[1])
    await world.refused(
        "stale_form", world.act(branch.secretary, by_hand.mark_typed, SETTINGS, first, "写给第一个人的")
    )
    assert not await world.rows(ROWS)
    await world.act(branch.secretary, by_hand.mark_typed, SETTINGS, second, "手机摔坏了")
    assert [row["person_id"] for row in await world.rows(ROWS)] == [branch.members[1]]
