"""Corrections: the new state stands, the old one is kept, the person is told, the record says so; on both databases."""

import json
from datetime import timedelta

import pytest

from bot.domain.attendance.ledger import LeaveState
from bot.domain.attendance.model import State
from bot.domain.errors import DomainError
from bot.services import conversation
from bot.services.attendance import checkin, correction
from bot.services.attendance.correction import Corrected
from bot.services.installation.audit import verify
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Called, branch

KEPT = "SELECT old_state, new_state, reason, corrected_by FROM attendance_correction ORDER BY id"


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def begin(house: Branch, by: int, called: Called, person: int, state: State) -> None:
    await correction.begin(house.hall.uow, house.hall.ask(by), called.session, person, state)


async def correct(house: Branch, called: Called, person: int, state: State, by: int = 0) -> Corrected:
    by = by or house.secretary
    await begin(house, by, called, person, state)
    return await say_why(house, by, "主持人证明")


async def version(house: Branch, by: int) -> int:
    return (await conversation.current(house.hall.uow, house.hall.ask(by))).version


async def say_why(house: Branch, by: int, reason: str, at: int | None = None) -> Corrected:
    """At the form as it is now, or as it was at that version."""
    hall, seen = house.hall, await version(house, by) if at is None else at
    return await correction.correct(hall.uow, hall.ask(by), seen, reason)


async def settled(house: Branch, called: Called, person: int) -> State | None:
    hall = house.hall
    seen = await correction.look(hall.uow, hall.ask(house.secretary), called.id, person)
    return seen.parts[0].state


async def test_absent_becomes_present_and_the_old_value_is_kept(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    hall.clock.forward(days=2)
    assert await settled(house, called, house.members[0]) is State.ABSENT
    result = await correct(house, called, house.members[0], State.PRESENT)
    assert (result.old, result.new) == (State.ABSENT, State.PRESENT)
    assert await settled(house, called, house.members[0]) is State.PRESENT
    assert [tuple(row.values()) for row in await hall.rows(KEPT)] == [
        ("absent", "present", "主持人证明", house.secretary)
    ]
    told = await hall.messages("attendance.corrected")
    assert [row["chat_id"] for row in told] == [ACCOUNTS + house.members[0]]
    assert json.loads(told[0]["data"])["reason"] == "主持人证明"


async def test_it_is_in_the_record_by_ids_only(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    hall.clock.forward(days=2)
    await correct(house, called, house.members[0], State.LATE)
    rows = await hall.rows("SELECT kind, account_id, data FROM audit")
    assert [(row["kind"], row["account_id"]) for row in rows] == [("attendance.corrected", ACCOUNTS + house.secretary)]
    data = json.loads(rows[0]["data"])
    assert data == {"session": called.session, "person": house.members[0], "old": "absent", "new": "late"}
    assert (await verify(hall.uow)).fault is None


async def test_a_check_in_keeps_its_time_and_every_correction_its_line(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await checkin.by_button(hall.uow, hall.ask(house.members[0]), hall.settings, called.session)
    tapped = await hall.rows("SELECT at, way FROM attendance")
    hall.clock.forward(minutes=20)
    await correct(house, called, house.members[0], State.LATE)
    await correct(house, called, house.members[0], State.ABSENT)
    assert await hall.rows("SELECT at, way FROM attendance") == tapped
    rows = await hall.rows(KEPT)
    assert [(row["old_state"], row["new_state"]) for row in rows] == [("present", "late"), ("late", "absent")]


async def test_to_leave_takes_the_mark_away_and_grants(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await checkin.by_button(hall.uow, hall.ask(house.members[0]), hall.settings, called.session)
    await correct(house, called, house.members[0], State.LEAVE)
    assert not await hall.rows("SELECT state FROM attendance")
    assert [row["state"] for row in await hall.rows("SELECT state FROM leave")] == [LeaveState.GRANTED]
    assert await settled(house, called, house.members[0]) is State.LEAVE


async def test_who_may_not(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    hall.clock.forward(hours=1)
    for forger in (house.members[1], house.leader, house.stranger, house.above):
        with pytest.raises(DomainError, match="not_allowed"):
            await begin(house, forger, called, house.members[0], State.PRESENT)
        with pytest.raises(DomainError, match="not_allowed"):
            await correction.look(hall.uow, hall.ask(forger), called.id, house.members[0])


async def test_a_right_that_was_lost_in_between_is_asked_for_again(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    house.hall.clock.forward(hours=1)
    await begin(house, house.secretary, called, house.members[0], State.PRESENT)
    await house.hall.run("UPDATE post SET ended_on = '2026-01-01' WHERE kind = 'secretary' RETURNING id")
    with pytest.raises(DomainError, match="not_allowed"):
        await say_why(house, house.secretary, "原因")
    assert not await house.hall.rows(KEPT)


async def test_what_cannot_be_corrected(house: Branch) -> None:
    hall = house.hall
    called = await hall.meeting(house.unit, house.people, starts=hall.now + timedelta(hours=1))
    with pytest.raises(DomainError, match="not_begun"):
        await begin(house, house.secretary, called, house.members[0], State.PRESENT)
    hall.clock.forward(hours=4)
    for person, state, code in (
        (house.stranger, State.PRESENT, "not_invited_there"),
        (house.members[0], State.EXEMPT, "old_button"),
    ):
        with pytest.raises(DomainError, match=code):
            await begin(house, house.secretary, called, person, state)
    await correct(house, called, house.members[0], State.PRESENT)
    with pytest.raises(DomainError, match="already_so"):
        await begin(house, house.secretary, called, house.members[0], State.PRESENT)
    with pytest.raises(DomainError, match="stale_form"):
        await say_why(house, house.secretary, "没有在更正")


async def test_the_reason_has_an_end(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await begin(house, house.secretary, called, house.members[0], State.PRESENT)
    with pytest.raises(DomainError, match="text_too_long"):
        await say_why(house, house.secretary, "字" * 201)
    assert not await house.hall.rows(KEPT)


async def test_ones_own_is_for_another_to_correct(house: Branch) -> None:
    hall = house.hall
    called = await hall.meeting(house.unit, house.people, host=house.members[0])
    hall.clock.forward(days=2)
    for own in (house.secretary, house.deputy, house.members[0]):
        with pytest.raises(DomainError, match="own_record"):
            await correction.look(hall.uow, hall.ask(own), called.id, own)
        with pytest.raises(DomainError, match="own_record"):
            await begin(house, own, called, own, State.PRESENT)
    assert (await correct(house, called, house.secretary, State.PRESENT, by=house.deputy)).new is State.PRESENT


async def test_who_has_become_oneself_in_between_is_not_corrected(house: Branch) -> None:
    """The account is bound to another person between the choice and the reason."""
    called = await house.hall.meeting(house.unit, house.people)
    await begin(house, house.secretary, called, house.deputy, State.LATE)
    await house.hall.run("UPDATE account SET person_id = NULL WHERE person_id = $1 RETURNING id", house.deputy)
    swap = "UPDATE account SET person_id = $1 WHERE id = $2 RETURNING id"
    await house.hall.run(swap, house.deputy, ACCOUNTS + house.secretary)
    with pytest.raises(DomainError, match="own_record"):
        await say_why(house, house.secretary, "原因")
    assert not await house.hall.rows(KEPT)


async def test_a_reason_never_lands_on_another_person(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await begin(house, house.secretary, called, house.members[0], State.LATE)
    seen = await version(house, house.secretary)
    await begin(house, house.secretary, called, house.members[1], State.LATE)
    with pytest.raises(DomainError, match="stale_form"):
        await say_why(house, house.secretary, "写给第一个人的", at=seen)
    assert not await house.hall.rows(KEPT)


async def test_the_host_from_the_committee_corrects(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, host=house.above)
    assert (await correct(house, called, house.members[0], State.LATE, by=house.above)).new is State.LATE
