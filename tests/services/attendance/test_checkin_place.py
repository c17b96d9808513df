"""Checking in by a live position: inside or outside is kept, where someone is never; on both databases."""

import logging
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.attendance.model import State, Way
from bot.domain.clock import to_ms
from bot.services.attendance import checkin, ledger
from bot.services.attendance.checkin import Outside, Recorded
from bot.services.people import forget
from bot.texts.speech import LANGUAGES
from bot.views.attendance import checkin as checkin_view
from bot.views.attendance import ledger as view
from tests.installation import TEXTS, ZH
from tests.services.attendance.presence import SETTINGS
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import Called, call_meeting

GATE: dict[str, Any] = {"latitude": 39.9042, "longitude": 116.4074, "radius": 150}
NEAR, FAR = (39.90471, 116.40741), (39.91423, 116.40752)
ATTENDANCE = "SELECT person_id, state, way, weak FROM attendance ORDER BY person_id"
OUTSIDE = "SELECT session_id, person_id, at FROM outside_place ORDER BY session_id, person_id"


async def call(world: World, branch: Branch, ways: str = "button,place", hours: int = 0) -> Called:
    starts = world.clock.now() + timedelta(hours=hours)
    return await call_meeting(world, branch.id, branch.people, ways=ways, starts=starts, **GATE)


async def place(
    world: World, person: int, where: tuple[float, float], *, again: bool = False
) -> Recorded | Outside | None:
    return await checkin.by_place(world.uow, world.request(person, again=again), SETTINGS, *where)


async def outside(world: World) -> list[tuple[int, int]]:
    return [(row["session_id"], row["person_id"]) for row in await world.rows(OUTSIDE)]


async def sheet(world: World, by: int, called: Called) -> ledger.Sheet:
    return await world.act(by, ledger.sheet, called.id, 0)


def said(found: ledger.Sheet, language: str = "zh") -> str:
    return view.sheet(found, TEXTS.speech(language)).text


async def test_inside_is_recorded_as_weak(world: World, branch: Branch) -> None:
    await call(world, branch)
    inside = await place(world, branch.members[0], NEAR)
    assert isinstance(inside, Recorded)
    assert (inside.way, inside.state) == (Way.PLACE, State.PRESENT)
    assert [(row["way"], bool(row["weak"])) for row in await world.rows(ATTENDANCE)] == [("place", True)]
    assert await outside(world) == []


async def test_outside_is_kept_with_its_moment_and_checks_nobody_in(world: World, branch: Branch) -> None:
    called, member = await call(world, branch), branch.members[0]
    answer = await place(world, member, FAR)
    assert answer == Outside("支部党员大会")
    assert await world.rows(ATTENDANCE) == []
    first = world.clock.now()
    world.clock.forward(minutes=1)
    await place(world, member, FAR)
    [row] = await world.rows(OUTSIDE)
    assert (row["session_id"], row["person_id"]) == (called.session, member)
    assert row["at"] == to_ms(first) + 60_000


async def test_a_redelivered_position_gets_the_same_answer(world: World, branch: Branch) -> None:
    await call(world, branch)
    answers = [await place(world, branch.members[0], FAR, again=again) for again in (False, True)]
    assert answers == [Outside("支部党员大会")] * 2
    assert len(await outside(world)) == 1


async def test_outside_every_meeting_that_asks_now_is_kept_for_each(world: World, branch: Branch) -> None:
    asking = [await call(world, branch), await call(world, branch)]
    await call(world, branch, ways="button")
    await call(world, branch, hours=4)
    await place(world, branch.members[0], FAR)
    assert await outside(world) == [(one.session, branch.members[0]) for one in asking]


async def test_who_comes_inside_after_all_was_not_outside(world: World, branch: Branch) -> None:
    await call(world, branch)
    await place(world, branch.members[0], FAR)
    await place(world, branch.members[1], FAR)
    assert isinstance(await place(world, branch.members[0], NEAR), Recorded)
    assert [person for _, person in await outside(world)] == [branch.members[1]]


async def test_another_way_of_checking_in_leaves_the_answer(world: World, branch: Branch) -> None:
    called, member = await call(world, branch), branch.members[0]
    await place(world, member, FAR)
    await world.act(member, checkin.by_button, SETTINGS, called.session)
    assert await outside(world) == [(called.session, member)]
    assert "到会（位置不在会场附近）" in said(await sheet(world, branch.secretary, called))


async def test_no_coordinates_are_kept_or_logged(
    world: World, branch: Branch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await call(world, branch)
    await place(world, branch.members[0], NEAR)
    await place(world, branch.members[1], FAR)
    for table in ("attendance", "outside_place", "outbox", "audit", "conversation", "seen_update"):
        kept = str([dict(row) for row in await world.rows(f"SELECT * FROM {table}")])
        assert not any(str(number) in kept + caplog.text for number in (*NEAR, *FAR)), table


async def test_only_where_and_while_the_meeting_asks(world: World, branch: Branch) -> None:
    assert await place(world, branch.members[0], NEAR) is None
    await call(world, branch, ways="button")
    await call(world, branch, ways="place", hours=4)
    assert await place(world, branch.members[0], NEAR) is None
    assert await place(world, branch.members[0], FAR) is None
    assert await outside(world) == []


async def test_a_second_position_from_elsewhere_changes_nothing(world: World, branch: Branch) -> None:
    await call(world, branch)
    await place(world, branch.members[0], NEAR)
    again = await place(world, branch.members[0], FAR)
    assert isinstance(again, Recorded)
    assert again.again
    assert await outside(world) == []


async def test_the_secretary_and_the_host_see_who_was_outside(world: World, branch: Branch) -> None:
    host = branch.members[3]
    called = await call_meeting(world, branch.id, branch.people, ways="button,place", host_id=host, **GATE)
    assert "不在会场附近" not in said(await sheet(world, branch.secretary, called))
    for member in branch.members[:2]:
        await place(world, member, FAR)
    for reader in (branch.secretary, host):
        text = said(await sheet(world, reader, called))
        assert "2 人的位置不在会场附近" in text
        assert "党员0：未签到（位置不在会场附近）" in text
    world.clock.forward(hours=3)
    over = await sheet(world, branch.secretary, called)
    assert "党员1：缺席（位置不在会场附近）" in said(over)
    assert "2 people's positions were not near the place" in said(over, "en")


async def test_a_member_reads_it_in_the_own_record_alone(world: World, branch: Branch) -> None:
    called = await call(world, branch)
    for member in branch.members[:2]:
        await place(world, member, FAR)
    own = await sheet(world, branch.members[0], called)
    assert (own.outside, len(own.lines)) == (0, 1)
    mine = await world.act(branch.members[0], ledger.of_person, 0, 2026, 0)
    assert "位置不在会场附近" in view.of_person(mine, ZH).text


async def test_it_goes_when_the_person_is_forgotten(world: World, branch: Branch) -> None:
    await call(world, branch)
    await place(world, branch.members[0], FAR)
    await place(world, branch.members[1], FAR)
    await world.run("UPDATE person SET number = 'P9', left_on = '2026-11-26' WHERE id = $1", branch.members[0])
    await forget.forget(world.uow, "P9", date(2027, 11, 26), 365)
    assert [person for _, person in await outside(world)] == [branch.members[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_says_what_to_do_and_what_is_kept(language: str) -> None:
    view_of = checkin_view.placed(Outside("主题党日"), TEXTS.speech(language))
    for word in ("没有签到", "只记下") if language == "zh" else ("not checked in", "Only"):
        assert word in view_of.text
