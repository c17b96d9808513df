"""The live count's messages: who may open one, what changes, when it ends; on both databases."""

from bot.services.attendance import live_count
from bot.services.attendance.live_count import Change
from bot.services.people import account as accounts
from tests.installation import INSTALLATION
from tests.services.attendance.presence import SETTINGS, tap
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import Called, call_meeting
from tests.world.messages import messages
from tests.world.people import give_posts


async def open_(world: World, person: int, called: Called) -> None:
    await world.act(person, live_count.open_, INSTALLATION.meetings, called.id)


async def arrived(world: World, message_id: int = 500) -> None:
    """The messages were sent; Telegram gave them numbers."""
    await world.run(
        "UPDATE outbox SET state = 'sent', message_id = $1 + chat_id WHERE kind = 'attendance.live'",
        message_id,
    )


async def refresh(world: World) -> list[Change]:
    return await live_count.refresh(world.uow, SETTINGS, INSTALLATION.meetings)


async def test_only_what_changed_is_edited(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.members[0])
    await open_(world, branch.secretary, called)
    await open_(world, branch.members[0], called)
    await tap(world, called, branch.members[1])
    assert await refresh(world) == []
    await arrived(world)
    changes = await refresh(world)
    assert {(one.chat_id, one.message_id) for one in changes} == {
        (ACCOUNTS + person, 500 + ACCOUNTS + person) for person in (branch.secretary, branch.members[0])
    }
    assert [(one.count.attended, one.language) for one in changes] == [(1, "zh"), (1, "zh")]
    assert await refresh(world) == []


async def test_an_edit_that_failed_is_tried_again_and_a_lost_message_is_not(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await open_(world, branch.secretary, called)
    await arrived(world)
    await tap(world, called, branch.members[1])
    (change,) = await refresh(world)
    await live_count.stale(world.uow, change)
    assert await refresh(world) == [change]
    await live_count.close(world.uow, change)
    await tap(world, called, branch.members[2])
    assert await refresh(world) == []


async def test_names_for_those_who_may_see_them(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for person in (branch.secretary, branch.above):
        await open_(world, person, called)
    await arrived(world)
    await tap(world, called, branch.members[0])
    missing = {one.chat_id - ACCOUNTS: one.count.missing for one in await refresh(world)}
    assert missing[branch.above] is None
    assert "党员0" not in (missing[branch.secretary] or ())
    assert "党员1" in (missing[branch.secretary] or ())


async def test_nothing_follows_for_a_phone_that_was_parted_or_a_post_that_ended(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for person in (branch.secretary, branch.deputy, branch.above):
        await open_(world, person, called)
    await arrived(world)
    await world.run("UPDATE account SET person_id = NULL WHERE person_id = $1", branch.secretary)
    await world.run("UPDATE post SET ended_on = '2020-02-01' WHERE person_id = $1", branch.deputy)
    await tap(world, called, branch.members[0])
    assert [one.chat_id for one in await refresh(world)] == [ACCOUNTS + branch.above]
    assert [row["chat_id"] for row in await world.rows("SELECT chat_id FROM live_count")] == [ACCOUNTS + branch.above]


async def test_names_go_with_the_post_that_shows_them(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await give_posts(world, (branch.deputy, branch.committee, "secretary"))
    await open_(world, branch.deputy, called)
    await arrived(world)
    await world.run("UPDATE post SET ended_on = '2020-02-01' WHERE person_id = $1 AND kind = 'deputy'", branch.deputy)
    await tap(world, called, branch.members[0])
    assert [one.count.missing for one in await refresh(world)] == [None]


async def test_unbinding_closes_it_at_once(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await open_(world, branch.secretary, called)
    own = ACCOUNTS + branch.secretary
    await world.act(branch.above, accounts.unbind, branch.secretary, own)
    assert await world.rows("SELECT * FROM live_count") == []
    assert await messages(world, "attendance.live") == []


async def test_who_may_not_open_one(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for forger in (branch.members[0], branch.leader, branch.stranger):
        await world.refused("not_allowed", open_(world, forger, called))
    await world.refused("not_found", open_(world, branch.secretary, Called(99_999, (1,))))
    assert not await world.rows("SELECT * FROM live_count")


async def test_ten_minutes_after_the_end_it_stays_as_it_is(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await open_(world, branch.secretary, called)
    await arrived(world)
    world.clock.forward(hours=2, minutes=9)
    await refresh(world)
    assert len(await world.rows("SELECT * FROM live_count")) == 1
    world.clock.forward(minutes=2)
    await refresh(world)
    assert not await world.rows("SELECT * FROM live_count")


async def test_a_cancelled_meeting_has_none(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await open_(world, branch.secretary, called)
    await arrived(world)
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
    await refresh(world)
    assert not await world.rows("SELECT * FROM live_count")
    await world.refused("meeting_cancelled", open_(world, branch.secretary, called))


async def test_a_newer_message_takes_the_place_of_the_older(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await open_(world, branch.secretary, called)
    world.clock.forward(minutes=1)
    await open_(world, branch.secretary, called)
    await arrived(world)
    await tap(world, called, branch.members[0])
    assert len(await refresh(world)) == 1
    assert len(await messages(world, "attendance.live")) == 2
