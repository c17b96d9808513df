"""The live count's messages: who may open one, what changes, when it ends; on both databases."""

import pytest

from bot.domain.errors import DomainError
from bot.services.attendance import checkin, live_count
from bot.services.attendance.live_count import Change
from bot.services.people import account as accounts
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Called, branch


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def open_(house: Branch, person: int, called: Called) -> None:
    hall = house.hall
    await live_count.open_(hall.uow, hall.ask(person), hall.rules, called.id)


async def arrived(house: Branch, message_id: int = 500) -> None:
    """The messages were sent; Telegram gave them numbers."""
    await house.hall.run(
        "UPDATE outbox SET state = 'sent', message_id = $1 + chat_id WHERE kind = 'attendance.live' RETURNING id",
        message_id,
    )


async def refresh(house: Branch) -> list[Change]:
    return await live_count.refresh(house.hall.uow, house.hall.settings, house.hall.rules)


async def tap(house: Branch, called: Called, person: int) -> None:
    await checkin.by_button(house.hall.uow, house.hall.ask(person), house.hall.settings, called.session)


async def test_only_what_changed_is_edited(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, host=house.members[0])
    await open_(house, house.secretary, called)
    await open_(house, house.members[0], called)
    await tap(house, called, house.members[1])
    assert await refresh(house) == []
    await arrived(house)
    changes = await refresh(house)
    assert {(one.chat_id, one.message_id) for one in changes} == {
        (ACCOUNTS + person, 500 + ACCOUNTS + person) for person in (house.secretary, house.members[0])
    }
    assert [(one.count.attended, one.language) for one in changes] == [(1, "zh"), (1, "zh")]
    assert await refresh(house) == []


async def test_an_edit_that_failed_is_tried_again_and_a_lost_message_is_not(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await open_(house, house.secretary, called)
    await arrived(house)
    await tap(house, called, house.members[1])
    (change,) = await refresh(house)
    await live_count.stale(house.hall.uow, change)
    assert await refresh(house) == [change]
    await live_count.close(house.hall.uow, change)
    await tap(house, called, house.members[2])
    assert await refresh(house) == []


async def test_names_for_those_who_may_see_them(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    for person in (house.secretary, house.above):
        await open_(house, person, called)
    await arrived(house)
    await tap(house, called, house.members[0])
    missing = {one.chat_id - ACCOUNTS: one.count.missing for one in await refresh(house)}
    assert missing[house.above] is None
    assert "党员0" not in (missing[house.secretary] or ())
    assert "党员1" in (missing[house.secretary] or ())


async def test_nothing_follows_for_a_phone_that_was_parted_or_a_post_that_ended(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    for person in (house.secretary, house.deputy, house.above):
        await open_(house, person, called)
    await arrived(house)
    await hall.run("UPDATE account SET person_id = NULL WHERE person_id = $1 RETURNING id", house.secretary)
    await hall.run("UPDATE post SET ended_on = '2020-02-01' WHERE person_id = $1 RETURNING id", house.deputy)
    await tap(house, called, house.members[0])
    assert [one.chat_id for one in await refresh(house)] == [ACCOUNTS + house.above]
    assert [row["chat_id"] for row in await hall.rows("SELECT chat_id FROM live_count")] == [ACCOUNTS + house.above]


async def test_names_go_with_the_post_that_shows_them(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await hall.post(house.deputy, house.top, "secretary")
    await open_(house, house.deputy, called)
    await arrived(house)
    await hall.run(
        "UPDATE post SET ended_on = '2020-02-01' WHERE person_id = $1 AND kind = 'deputy' RETURNING id", house.deputy
    )
    await tap(house, called, house.members[0])
    assert [one.count.missing for one in await refresh(house)] == [None]


async def test_unbinding_closes_it_at_once(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await open_(house, house.secretary, called)
    own = ACCOUNTS + house.secretary
    await accounts.unbind(hall.uow, hall.ask(house.above), house.secretary, own)
    assert await hall.rows("SELECT * FROM live_count") == []
    assert await hall.messages("attendance.live") == []


async def test_who_may_not_open_one(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    for forger in (house.members[0], house.leader, house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await open_(house, forger, called)
    with pytest.raises(DomainError, match="not_found"):
        await open_(house, house.secretary, Called(99_999, (1,)))
    assert not await house.hall.rows("SELECT * FROM live_count")


async def test_ten_minutes_after_the_end_it_stays_as_it_is(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await open_(house, house.secretary, called)
    await arrived(house)
    house.hall.clock.forward(hours=2, minutes=9)
    await refresh(house)
    assert len(await house.hall.rows("SELECT * FROM live_count")) == 1
    house.hall.clock.forward(minutes=2)
    await refresh(house)
    assert not await house.hall.rows("SELECT * FROM live_count")


async def test_a_cancelled_meeting_has_none(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await open_(house, house.secretary, called)
    await arrived(house)
    await house.hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)
    await refresh(house)
    assert not await house.hall.rows("SELECT * FROM live_count")
    with pytest.raises(DomainError, match="meeting_cancelled"):
        await open_(house, house.secretary, called)


async def test_a_newer_message_takes_the_place_of_the_older(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await open_(house, house.secretary, called)
    house.hall.clock.forward(minutes=1)
    await open_(house, house.secretary, called)
    await arrived(house)
    await tap(house, called, house.members[0])
    assert len(await refresh(house)) == 1
    assert len(await house.hall.messages("attendance.live")) == 2
