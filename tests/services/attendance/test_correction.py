"""Corrections: the new state stands, the old one is kept, the person is told, the record says so; on both databases."""

import json
from datetime import timedelta

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.model import State
from bot.services.attendance import checkin, correction
from bot.services.attendance.correction import Corrected
from bot.services.installation.audit import verify
from tests.services.attendance.presence import SETTINGS
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.meeting import Called, call_meeting
from tests.world.messages import messages

KEPT = "SELECT old_state, new_state, reason, corrected_by FROM attendance_correction ORDER BY id"


async def begin(world: World, by: int, called: Called, person: int, state: State) -> None:
    await world.act(by, correction.begin, called.session, person, state)


async def correct(world: World, branch: Branch, called: Called, person: int, state: State, by: int = 0) -> Corrected:
    by = by or branch.secretary
    await begin(world, by, called, person, state)
    return await say_why(world, by, "主持人证明")


async def say_why(world: World, by: int, reason: str, at: int | None = None) -> Corrected:
    """At the form as it is now, or as it was at that version."""
    seen = await form_version(world, by) if at is None else at
    return await world.act(by, correction.correct, seen, reason)


async def settled(world: World, branch: Branch, called: Called, person: int) -> State | None:
    seen = await world.act(branch.secretary, correction.correctable, called.id, person)
    return seen.parts[0].state


async def test_absent_becomes_present_and_the_old_value_is_kept(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(days=2)
    assert await settled(world, branch, called, branch.members[0]) is State.ABSENT
    result = await correct(world, branch, called, branch.members[0], State.PRESENT)
    assert (result.old, result.new) == (State.ABSENT, State.PRESENT)
    assert await settled(world, branch, called, branch.members[0]) is State.PRESENT
    assert [tuple(row.values()) for row in await world.rows(KEPT)] == [
        ("absent", "present", "主持人证明", branch.secretary)
    ]
    told = await messages(world, "attendance.corrected")
    assert [one.chat for one in told] == [ACCOUNTS + branch.members[0]]
    assert told[0].data["reason"] == "主持人证明"


async def test_whom_to_correct_is_listed_for_those_who_may(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    listed = await world.act(branch.secretary, correction.sheet, called.id, 0)
    assert {line.person_id for line in listed.lines} == set(branch.people)
    await world.refused("not_allowed", world.act(branch.members[0], correction.sheet, called.id, 0))


async def test_it_is_in_the_record_by_ids_only(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(days=2)
    await correct(world, branch, called, branch.members[0], State.LATE)
    rows = await world.rows("SELECT kind, account_id, data FROM audit")
    assert [(row["kind"], row["account_id"]) for row in rows] == [("attendance.corrected", ACCOUNTS + branch.secretary)]
    data = json.loads(rows[0]["data"])
    assert data == {"session": called.session, "person": branch.members[0], "old": "absent", "new": "late"}
    assert (await verify(world.uow)).fault is None


async def test_a_check_in_keeps_its_time_and_every_correction_its_line(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.act(branch.members[0], checkin.by_button, SETTINGS, called.session)
    tapped = await world.rows("SELECT at, way FROM attendance")
    world.clock.forward(minutes=20)
    await correct(world, branch, called, branch.members[0], State.LATE)
    await correct(world, branch, called, branch.members[0], State.ABSENT)
    assert await world.rows("SELECT at, way FROM attendance") == tapped
    rows = await world.rows(KEPT)
    assert [(row["old_state"], row["new_state"]) for row in rows] == [("present", "late"), ("late", "absent")]


async def test_to_leave_takes_the_mark_away_and_grants(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.act(branch.members[0], checkin.by_button, SETTINGS, called.session)
    await correct(world, branch, called, branch.members[0], State.LEAVE)
    assert not await world.rows("SELECT state FROM attendance")
    assert [row["state"] for row in await world.rows("SELECT state FROM leave")] == [LeaveState.GRANTED]
    assert await settled(world, branch, called, branch.members[0]) is State.LEAVE


async def test_who_may_not(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(hours=1)
    for forger in (branch.members[1], branch.leader, branch.stranger, branch.above):
        await world.refused("not_allowed", begin(world, forger, called, branch.members[0], State.PRESENT))
        await world.refused("not_allowed", world.act(forger, correction.correctable, called.id, branch.members[0]))


async def test_a_right_that_was_lost_in_between_is_asked_for_again(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    world.clock.forward(hours=1)
    await begin(world, branch.secretary, called, branch.members[0], State.PRESENT)
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE kind = 'secretary'")
    await world.refused("not_allowed", say_why(world, branch.secretary, "原因"))
    assert not await world.rows(KEPT)


async def test_what_cannot_be_corrected(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, starts=world.clock.now() + timedelta(hours=1))
    await world.refused("not_begun", begin(world, branch.secretary, called, branch.members[0], State.PRESENT))
    world.clock.forward(hours=4)
    for person, state, code in (
        (branch.stranger, State.PRESENT, "not_invited_there"),
        (branch.members[0], State.EXEMPT, "old_button"),
    ):
        await world.refused(code, begin(world, branch.secretary, called, person, state))
    await correct(world, branch, called, branch.members[0], State.PRESENT)
    await world.refused("already_so", begin(world, branch.secretary, called, branch.members[0], State.PRESENT))
    await world.refused("stale_form", say_why(world, branch.secretary, "没有在更正"))


async def test_the_reason_has_an_end(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await begin(world, branch.secretary, called, branch.members[0], State.PRESENT)
    await world.refused("text_too_long", say_why(world, branch.secretary, "字" * 201))
    assert not await world.rows(KEPT)


async def test_ones_own_is_for_another_to_correct(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.members[0])
    world.clock.forward(days=2)
    for own in (branch.secretary, branch.deputy, branch.members[0]):
        await world.refused("own_record", world.act(own, correction.correctable, called.id, own))
        await world.refused("own_record", begin(world, own, called, own, State.PRESENT))
    assert (
        await correct(world, branch, called, branch.secretary, State.PRESENT, by=branch.deputy)
    ).new is State.PRESENT


async def test_who_has_become_oneself_in_between_is_not_corrected(world: World, branch: Branch) -> None:
    """The account is bound to another person between the choice and the reason."""
    called = await call_meeting(world, branch.id, branch.people)
    await begin(world, branch.secretary, called, branch.deputy, State.LATE)
    await world.run("UPDATE account SET person_id = NULL WHERE person_id = $1", branch.deputy)
    swap = "UPDATE account SET person_id = $1 WHERE id = $2"
    await world.run(swap, branch.deputy, ACCOUNTS + branch.secretary)
    await world.refused("own_record", say_why(world, branch.secretary, "原因"))
    assert not await world.rows(KEPT)


async def test_a_reason_never_lands_on_another_person(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await begin(world, branch.secretary, called, branch.members[0], State.LATE)
    seen = await form_version(world, branch.secretary)
    await begin(world, branch.secretary, called, branch.members[1], State.LATE)
    await world.refused("stale_form", say_why(world, branch.secretary, "写给第一个人的", at=seen))
    assert not await world.rows(KEPT)


async def test_the_host_from_the_committee_corrects(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.above)
    assert (await correct(world, branch, called, branch.members[0], State.LATE, by=branch.above)).new is State.LATE
