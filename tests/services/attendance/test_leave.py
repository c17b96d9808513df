"""Leave: asked, granted, refused, withdrawn; who is asked, who may answer; on both databases."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.model import State
from bot.services import conversation
from bot.services.attendance import checkin, figures, leave, ledger
from bot.services.attendance.checkin import Recorded
from bot.services.attendance.leave import Asked, Decision
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.attendance.presence import SETTINGS
from tests.world import World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.meeting import Called, add_guest, call_meeting
from tests.world.messages import messages, recipients
from tests.world.people import add_person


async def begin(world: World, person: int, called: Called) -> Asked | None:
    return await world.act(person, leave.begin, called.id)


async def ask(world: World, person: int, called: Called, reason: str = "身体不适") -> Asked:
    assert await begin(world, person, called) is None
    return await write(world, person, reason)


async def write(world: World, person: int, reason: str, *, again: bool = False) -> Asked:
    """Into the form that is open; `again`: delivered once more."""
    version = await form_version(world, person)
    return await leave.ask(world.uow, world.request(person, again=again), version, reason)


async def decide(world: World, by: int, called: Called, person: int, *, grant: bool = True) -> Decision:
    return await world.act(by, leave.decide, called.id, person, grant=grant)


async def states(world: World) -> list[str]:
    return [row["state"] for row in await world.rows("SELECT state FROM leave ORDER BY person_id")]


async def test_the_secretary_is_asked_and_the_form_is_over(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    asked = await ask(world, branch.members[0], called)
    assert (asked.leave.state, asked.leave.reason, asked.told) == (LeaveState.ASKED, "身体不适", 1)
    assert await recipients(world, "leave.asked") == [branch.secretary]
    assert (await messages(world, "leave.asked"))[0].data["reason"] == "身体不适"
    assert not (await world.act(branch.members[0], conversation.current)).name


@pytest.mark.parametrize(("grant", "state"), [(True, "granted"), (False, "refused")])
async def test_one_tap_decides_and_the_asker_is_told(world: World, branch: Branch, grant: bool, state: str) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    decided = await decide(world, branch.secretary, called, branch.members[0], grant=grant)
    assert (decided.leave.state, decided.leave.decider, decided.again) == (state, "书记", False)
    assert await recipients(world, "leave.decided") == [branch.members[0]]


async def test_the_second_sees_who_decided(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    await decide(world, branch.deputy, called, branch.members[0], grant=False)
    second = await decide(world, branch.secretary, called, branch.members[0], grant=True)
    assert (second.again, second.leave.state, second.leave.decider) == (True, LeaveState.REFUSED, "副书记")
    assert len(await recipients(world, "leave.decided")) == 1


async def test_two_taps_at_the_same_moment_decide_once(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    decided = await asyncio.gather(
        *(
            decide(world, by, called, branch.members[0], grant=grant)
            for by, grant in ((branch.secretary, True), (branch.deputy, False)) * 5
        )
    )
    assert [one.again for one in decided].count(False) == 1
    assert len({one.leave.state for one in decided}) == 1
    assert len(await recipients(world, "leave.decided")) == 1


async def test_nobody_else_may_answer(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    for forger in (branch.members[1], branch.leader, branch.stranger, branch.above):
        await world.refused("not_allowed", decide(world, forger, called, branch.members[0]))
    await world.refused("own_leave", decide(world, branch.members[0], called, branch.members[0]))
    await world.refused("not_found", decide(world, branch.secretary, called, branch.members[1]))
    assert await states(world) == ["asked"]


async def test_the_secretarys_own_goes_to_the_deputy_and_the_last_ones_upward(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.secretary, called)
    assert await recipients(world, "leave.asked") == [branch.deputy]
    await world.refused("own_leave", decide(world, branch.secretary, called, branch.secretary))
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE kind = 'deputy'")
    other = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.secretary, other)
    assert await recipients(world, "leave.asked") == [branch.deputy, branch.above]
    assert (await decide(world, branch.above, other, branch.secretary)).leave.state is LeaveState.GRANTED


async def test_where_nobody_can_be_asked_the_asker_hears_it(world: World, branch: Branch) -> None:
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id <> $1", branch.other)
    called = await call_meeting(world, branch.id, branch.people)
    assert (await ask(world, branch.members[0], called)).told == 0


async def test_until_the_end_and_only_by_the_invited(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.refused("not_invited", begin(world, branch.stranger, called))
    assert await begin(world, branch.members[0], called) is None
    world.clock.forward(hours=2)
    await world.refused("meeting_over", write(world, branch.members[0], "晚了"))
    await world.refused("meeting_over", begin(world, branch.members[1], called))
    assert await states(world) == []


async def test_no_leave_from_a_cancelled_meeting_and_no_endless_reason(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await begin(world, branch.members[0], called)
    await world.refused("text_too_long", write(world, branch.members[0], "字" * 201))
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
    await world.refused("meeting_cancelled", write(world, branch.members[0], "病"))
    assert await states(world) == []


async def test_asking_twice_shows_how_it_stands(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    standing = await begin(world, branch.members[0], called)
    assert standing is not None
    assert (standing.leave.state, standing.told) == (LeaveState.ASKED, None)


async def test_a_redelivered_reason_asks_once(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await begin(world, branch.members[0], called)
    await write(world, branch.members[0], "病")
    await world.refused("stale_form", write(world, branch.members[0], "病", again=True))
    assert len(await recipients(world, "leave.asked")) == 1


async def test_a_reason_lands_on_no_other_form(world: World, branch: Branch) -> None:
    """A second form may open between the moment a message is read and the moment it takes effect."""
    member = branch.members[0]
    first, second = [await call_meeting(world, branch.id, branch.people) for _ in range(2)]
    assert await begin(world, member, first) is None
    read = await world.act(member, conversation.current)
    assert await begin(world, member, second) is None
    await world.refused("stale_form", world.act(member, leave.ask, read.version, "病"))
    assert await states(world) == []
    now = await world.act(member, conversation.current)
    asked = await world.act(member, leave.ask, now.version, "病")
    assert asked.leave.meeting_id == second.id


async def test_withdrawn_and_asked_anew(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    for _ in range(2):
        gone = await world.act(branch.members[0], leave.withdraw, called.id)
        assert (gone.leave.state, gone.here) == (LeaveState.WITHDRAWN, None)
    assert await recipients(world, "leave.withdrawn") == [branch.secretary]
    late = await decide(world, branch.secretary, called, branch.members[0])
    assert (late.again, late.leave.state) == (True, LeaveState.WITHDRAWN)
    world.clock.forward(minutes=1)
    await ask(world, branch.members[0], called, "又病了")
    assert await states(world) == ["asked"]
    assert len(await recipients(world, "leave.asked")) == 2


async def test_who_comes_despite_leave_has_attended(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    await decide(world, branch.secretary, called, branch.members[0])
    async with world.uow.reading() as cx:
        before = await figures.live(cx, called.id, world.clock.now(), ZONE, INSTALLATION.meetings)
    assert before.counts[State.LEAVE] == 1
    result = await world.act(branch.members[0], checkin.by_button, SETTINGS, called.session)
    assert isinstance(result, Recorded)
    assert result.on_leave
    async with world.uow.reading() as cx:
        after = await figures.live(cx, called.id, world.clock.now(), ZONE, INSTALLATION.meetings)
    assert (after.counts[State.LEAVE], after.counts[State.PRESENT]) == (0, 1)


async def test_unanswered_leave_is_absence_that_was_asked_for(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.members[:2])
    await ask(world, branch.members[0], called)
    world.clock.forward(hours=3)
    sheet = await world.act(branch.secretary, ledger.sheet, called.id, 0)
    assert sheet.figures is not None
    assert (sheet.figures.leave, sheet.figures.absent) == (0, 2)
    assert [line.leave for line in sheet.lines] == [LeaveState.ASKED, None]


async def test_the_overview_has_ones_own_and_what_waits_for_ones_answer(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, starts=world.clock.now() + timedelta(days=1))
    await ask(world, branch.members[0], called)
    await ask(world, branch.secretary, called)
    seen = await world.act(branch.secretary, leave.overview)
    assert [one.person_id for one in seen.waiting] == [branch.members[0]]
    assert [(one.meeting_id, one.leave) for one in seen.ahead] == [(called.id, LeaveState.ASKED)]
    for other in (branch.members[1], branch.stranger, branch.above, branch.leader):
        assert not (await world.act(other, leave.overview)).waiting


async def test_a_guests_leave_is_answered_by_the_meetings_unit(world: World, branch: Branch) -> None:
    guest = await add_person(world, "服务对象", branch.other, standing="service_user")
    called = await call_meeting(world, branch.id, branch.people)
    await add_guest(world, called, guest)
    await ask(world, guest, called)
    assert await recipients(world, "leave.asked") == [branch.secretary]


async def test_whoever_is_there_asks_for_no_leave(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    assert await begin(world, branch.members[1], called) is None
    for person in branch.members[:2]:
        await world.act(person, checkin.by_button, SETTINGS, called.session)
    await world.refused("checked_in_already", begin(world, branch.members[0], called))
    await world.refused("checked_in_already", write(world, branch.members[1], "先走了"))
    assert await states(world) == []
    assert not (await world.act(branch.members[0], leave.overview)).ahead
    assert (await world.act(branch.members[2], leave.overview)).ahead


async def test_after_the_morning_one_may_ask_leave_for_the_afternoon(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, sessions=2)
    await world.act(branch.members[0], checkin.by_button, SETTINGS, called.session)
    assert (await ask(world, branch.members[0], called)).leave.state is LeaveState.ASKED


async def test_withdrawn_after_checking_in_tells_nobody_that_they_will_come(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await ask(world, branch.members[0], called)
    await world.act(branch.members[0], checkin.by_button, SETTINGS, called.session)
    gone = await world.act(branch.members[0], leave.withdraw, called.id)
    assert (gone.leave.state, gone.here) == (LeaveState.WITHDRAWN, world.clock.now())
    assert await recipients(world, "leave.withdrawn") == []


async def test_three_meetings_first_and_every_other_by_turning_the_page(world: World, branch: Branch) -> None:
    member = branch.members[0]
    made = [
        await call_meeting(world, branch.id, [member], starts=world.clock.now() + timedelta(days=day))
        for day in range(1, 14)
    ]
    seen: list[int] = []
    for page, (size, more) in enumerate(((3, True), (8, True), (2, False))):
        found = await world.act(member, leave.overview, page)
        assert (len(found.ahead), found.more, found.page) == (size, more, page)
        seen += [one.meeting_id for one in found.ahead]
    assert seen == [called.id for called in made]
    assert not (await world.act(member, leave.overview, 3)).ahead


async def test_whoever_is_not_invited_reads_no_title(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for state in ("called", "cancelled"):
        await world.run("UPDATE meeting SET state = $2 WHERE id = $1", called.id, state)
        refused = await world.refused("not_invited", begin(world, branch.stranger, called))
        assert refused.data == {}
        await world.refused("not_allowed", decide(world, branch.stranger, called, branch.members[0]))
