"""Leave: asked, granted, refused, withdrawn; who is asked, who may answer; on both databases."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.domain.attendance.ledger import LeaveState
from bot.domain.attendance.model import State
from bot.domain.errors import DomainError
from bot.services import conversation
from bot.services.attendance import checkin, figures, leave, ledger
from bot.services.attendance.checkin import Recorded
from bot.services.attendance.leave import Asked, Decision
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Called, branch


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def begin(house: Branch, person: int, called: Called) -> Asked | None:
    return await leave.begin(house.hall.uow, house.hall.ask(person), called.id)


async def ask(house: Branch, person: int, called: Called, reason: str = "身体不适") -> Asked:
    assert await begin(house, person, called) is None
    return await write(house, person, reason)


async def write(house: Branch, person: int, reason: str, *, update: int | None = None) -> Asked:
    """Into the form that is open."""
    hall = house.hall
    version = (await conversation.current(hall.uow, hall.ask(person))).version
    return await leave.ask(hall.uow, hall.ask(person, update=update), version, reason)


async def decide(house: Branch, by: int, called: Called, person: int, *, grant: bool = True) -> Decision:
    hall = house.hall
    return await leave.decide(hall.uow, hall.ask(by), called.id, person, grant=grant)


async def states(house: Branch) -> list[str]:
    return [row["state"] for row in await house.hall.rows("SELECT state FROM leave ORDER BY person_id")]


async def to_whom(house: Branch, kind: str) -> list[int]:
    return [row["chat_id"] - ACCOUNTS for row in await house.hall.messages(kind)]


async def test_the_secretary_is_asked_and_the_form_is_over(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    asked = await ask(house, house.members[0], called)
    assert (asked.leave.state, asked.leave.reason, asked.told) == (LeaveState.ASKED, "身体不适", 1)
    assert await to_whom(house, "leave.asked") == [house.secretary]
    assert json.loads((await house.hall.messages("leave.asked"))[0]["data"])["reason"] == "身体不适"
    assert not (await conversation.current(house.hall.uow, house.hall.ask(house.members[0]))).name


@pytest.mark.parametrize(("grant", "state"), [(True, "granted"), (False, "refused")])
async def test_one_tap_decides_and_the_asker_is_told(house: Branch, grant: bool, state: str) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    decided = await decide(house, house.secretary, called, house.members[0], grant=grant)
    assert (decided.leave.state, decided.leave.decider, decided.again) == (state, "书记", False)
    assert await to_whom(house, "leave.decided") == [house.members[0]]


async def test_the_second_sees_who_decided(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    await decide(house, house.deputy, called, house.members[0], grant=False)
    second = await decide(house, house.secretary, called, house.members[0], grant=True)
    assert (second.again, second.leave.state, second.leave.decider) == (True, LeaveState.REFUSED, "副书记")
    assert len(await to_whom(house, "leave.decided")) == 1


async def test_two_taps_at_the_same_moment_decide_once(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    decided = await asyncio.gather(
        *(
            decide(house, by, called, house.members[0], grant=grant)
            for by, grant in ((house.secretary, True), (house.deputy, False)) * 5
        )
    )
    assert [one.again for one in decided].count(False) == 1
    assert len({one.leave.state for one in decided}) == 1
    assert len(await to_whom(house, "leave.decided")) == 1


async def test_nobody_else_may_answer(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    for forger in (house.members[1], house.leader, house.stranger, house.above):
        with pytest.raises(DomainError, match="not_allowed"):
            await decide(house, forger, called, house.members[0])
    with pytest.raises(DomainError, match="own_leave"):
        await decide(house, house.members[0], called, house.members[0])
    with pytest.raises(DomainError, match="not_found"):
        await decide(house, house.secretary, called, house.members[1])
    assert await states(house) == ["asked"]


async def test_the_secretarys_own_goes_to_the_deputy_and_the_last_ones_upward(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.secretary, called)
    assert await to_whom(house, "leave.asked") == [house.deputy]
    with pytest.raises(DomainError, match="own_leave"):
        await decide(house, house.secretary, called, house.secretary)
    await house.hall.run("UPDATE post SET ended_on = '2026-01-01' WHERE kind = 'deputy' RETURNING id")
    other = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.secretary, other)
    assert await to_whom(house, "leave.asked") == [house.deputy, house.above]
    assert (await decide(house, house.above, other, house.secretary)).leave.state is LeaveState.GRANTED


async def test_where_nobody_can_be_asked_the_asker_hears_it(house: Branch) -> None:
    await house.hall.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id <> $1 RETURNING id", house.other)
    called = await house.hall.meeting(house.unit, house.people)
    assert (await ask(house, house.members[0], called)).told == 0


async def test_until_the_end_and_only_by_the_invited(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    with pytest.raises(DomainError, match="not_invited"):
        await begin(house, house.stranger, called)
    assert await begin(house, house.members[0], called) is None
    house.hall.clock.forward(hours=2)
    with pytest.raises(DomainError, match="meeting_over"):
        await write(house, house.members[0], "晚了")
    with pytest.raises(DomainError, match="meeting_over"):
        await begin(house, house.members[1], called)
    assert await states(house) == []


async def test_no_leave_from_a_cancelled_meeting_and_no_endless_reason(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await begin(house, house.members[0], called)
    with pytest.raises(DomainError, match="text_too_long"):
        await write(house, house.members[0], "字" * 201)
    await house.hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)
    with pytest.raises(DomainError, match="meeting_cancelled"):
        await write(house, house.members[0], "病")
    assert await states(house) == []


async def test_asking_twice_shows_how_it_stands(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    standing = await begin(house, house.members[0], called)
    assert standing is not None
    assert (standing.leave.state, standing.told) == (LeaveState.ASKED, None)


async def test_a_redelivered_reason_asks_once(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    await begin(house, house.members[0], called)
    await write(house, house.members[0], "病", update=900)
    with pytest.raises(DomainError, match="stale_form"):
        await write(house, house.members[0], "病", update=900)
    assert len(await to_whom(house, "leave.asked")) == 1


async def test_a_reason_lands_on_no_other_form(house: Branch) -> None:
    """A second form may open between the moment a message is read and the moment it takes effect."""
    hall, member = house.hall, house.members[0]
    first, second = [await hall.meeting(house.unit, house.people) for _ in range(2)]
    assert await begin(house, member, first) is None
    read = await conversation.current(hall.uow, hall.ask(member))
    assert await begin(house, member, second) is None
    with pytest.raises(DomainError, match="stale_form"):
        await leave.ask(hall.uow, hall.ask(member), read.version, "病")
    assert await states(house) == []
    now = await conversation.current(hall.uow, hall.ask(member))
    asked = await leave.ask(hall.uow, hall.ask(member), now.version, "病")
    assert asked.leave.meeting_id == second.id


async def test_withdrawn_and_asked_anew(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    for _ in range(2):
        gone = await leave.withdraw(hall.uow, hall.ask(house.members[0]), called.id)
        assert (gone.leave.state, gone.here) == (LeaveState.WITHDRAWN, None)
    assert await to_whom(house, "leave.withdrawn") == [house.secretary]
    late = await decide(house, house.secretary, called, house.members[0])
    assert (late.again, late.leave.state) == (True, LeaveState.WITHDRAWN)
    hall.clock.forward(minutes=1)
    await ask(house, house.members[0], called, "又病了")
    assert await states(house) == ["asked"]
    assert len(await to_whom(house, "leave.asked")) == 2


async def test_who_comes_despite_leave_has_attended(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    await decide(house, house.secretary, called, house.members[0])
    async with hall.uow.reading() as cx:
        before = await figures.live(cx, called.id, hall.now, hall.zone, hall.rules)
    assert before.counts[State.LEAVE] == 1
    result = await checkin.by_button(hall.uow, hall.ask(house.members[0]), hall.settings, called.session)
    assert isinstance(result, Recorded)
    assert result.on_leave
    async with hall.uow.reading() as cx:
        after = await figures.live(cx, called.id, hall.now, hall.zone, hall.rules)
    assert (after.counts[State.LEAVE], after.counts[State.PRESENT]) == (0, 1)


async def test_unanswered_leave_is_absence_that_was_asked_for(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.members[:2])
    await ask(house, house.members[0], called)
    hall.clock.forward(hours=3)
    sheet = await ledger.sheet(hall.uow, hall.ask(house.secretary), called.id, 0)
    assert sheet.figures is not None
    assert (sheet.figures.leave, sheet.figures.absent) == (0, 2)
    assert [line.leave for line in sheet.lines] == [LeaveState.ASKED, None]


async def test_the_overview_has_ones_own_and_what_waits_for_ones_answer(house: Branch) -> None:
    hall = house.hall
    called = await hall.meeting(house.unit, house.people, starts=hall.now + timedelta(days=1))
    await ask(house, house.members[0], called)
    await ask(house, house.secretary, called)
    seen = await leave.overview(hall.uow, hall.ask(house.secretary))
    assert [one.person_id for one in seen.waiting] == [house.members[0]]
    assert [(one.meeting_id, one.leave) for one in seen.ahead] == [(called.id, LeaveState.ASKED)]
    for other in (house.members[1], house.stranger, house.above, house.leader):
        assert not (await leave.overview(hall.uow, hall.ask(other))).waiting


async def test_a_guests_leave_is_answered_by_the_meetings_unit(house: Branch) -> None:
    guest = await house.hall.person("服务对象", house.other, standing="service_user")
    called = await house.hall.meeting(house.unit, house.people, guests=[guest])
    await ask(house, guest, called)
    assert await to_whom(house, "leave.asked") == [house.secretary]


async def test_whoever_is_there_asks_for_no_leave(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    assert await begin(house, house.members[1], called) is None
    for person in house.members[:2]:
        await checkin.by_button(hall.uow, hall.ask(person), hall.settings, called.session)
    with pytest.raises(DomainError, match="checked_in_already"):
        await begin(house, house.members[0], called)
    with pytest.raises(DomainError, match="checked_in_already"):
        await write(house, house.members[1], "先走了")
    assert await states(house) == []
    assert not (await leave.overview(hall.uow, hall.ask(house.members[0]))).ahead
    assert (await leave.overview(hall.uow, hall.ask(house.members[2]))).ahead


async def test_after_the_morning_one_may_ask_leave_for_the_afternoon(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people, sessions=2)
    await checkin.by_button(hall.uow, hall.ask(house.members[0]), hall.settings, called.session)
    assert (await ask(house, house.members[0], called)).leave.state is LeaveState.ASKED


async def test_withdrawn_after_checking_in_tells_nobody_that_they_will_come(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await ask(house, house.members[0], called)
    await checkin.by_button(hall.uow, hall.ask(house.members[0]), hall.settings, called.session)
    gone = await leave.withdraw(hall.uow, hall.ask(house.members[0]), called.id)
    assert (gone.leave.state, gone.here) == (LeaveState.WITHDRAWN, hall.now)
    assert await to_whom(house, "leave.withdrawn") == []


async def test_three_meetings_first_and_every_other_by_turning_the_page(house: Branch) -> None:
    hall, member = house.hall, house.members[0]
    made = [await hall.meeting(house.unit, [member], starts=hall.now + timedelta(days=day)) for day in range(1, 14)]
    seen: list[int] = []
    for page, (size, more) in enumerate(((3, True), (8, True), (2, False))):
        found = await leave.overview(hall.uow, hall.ask(member), page)
        assert (len(found.ahead), found.more, found.page) == (size, more, page)
        seen += [one.meeting_id for one in found.ahead]
    assert seen == [called.id for called in made]
    assert not (await leave.overview(hall.uow, hall.ask(member), 3)).ahead


async def test_whoever_is_not_invited_reads_no_title(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    for state in ("called", "cancelled"):
        await house.hall.run("UPDATE meeting SET state = $2 WHERE id = $1 RETURNING id", called.id, state)
        with pytest.raises(DomainError, match="not_invited") as refused:
            await begin(house, house.stranger, called)
        assert refused.value.data == {}
        with pytest.raises(DomainError, match="not_allowed"):
            await decide(house, house.stranger, called, house.members[0])
