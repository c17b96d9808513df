"""Checking in by a live position: inside or outside is kept, where someone is never; on both databases."""

import logging
from datetime import date, timedelta

import pytest

from bot.domain.attendance.model import State, Way
from bot.domain.clock import to_ms
from bot.services.attendance import checkin, ledger
from bot.services.attendance.checkin import Outside, Recorded
from bot.services.people import forget
from bot.settings import load
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES, Texts
from bot.views.attendance import checkin as checkin_view
from bot.views.attendance import ledger as view
from tests.services.attendance.attendance_branch import Branch, Called, branch

ZONE = load(_env_file=None).zone
GATE = (39.9042, 116.4074, 150)
NEAR, FAR = (39.90471, 116.40741), (39.91423, 116.40752)
ATTENDANCE = "SELECT person_id, state, way, weak FROM attendance ORDER BY person_id"
OUTSIDE = "SELECT session_id, person_id, at FROM outside_place ORDER BY session_id, person_id"


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def call(house: Branch, ways: str = "button,place", hours: int = 0) -> Called:
    starts = house.hall.now + timedelta(hours=hours)
    return await house.hall.meeting(house.unit, house.people, ways=ways, spot=GATE, starts=starts)


async def place(
    house: Branch, person: int, where: tuple[float, float], *, update: int | None = None
) -> Recorded | Outside | None:
    hall = house.hall
    return await checkin.by_place(hall.uow, hall.ask(person, update=update), hall.settings, *where)


async def outside(house: Branch) -> list[tuple[int, int]]:
    return [(row["session_id"], row["person_id"]) for row in await house.hall.rows(OUTSIDE)]


async def sheet(house: Branch, by: int, called: Called) -> ledger.Sheet:
    return await ledger.sheet(house.hall.uow, house.hall.ask(by), called.id, 0)


def said(found: ledger.Sheet, language: str = "zh") -> str:
    return view.sheet(found, Texts(ZONE).speech(language)).text


async def test_inside_is_recorded_as_weak(house: Branch) -> None:
    await call(house)
    inside = await place(house, house.members[0], NEAR)
    assert isinstance(inside, Recorded)
    assert (inside.way, inside.state) == (Way.PLACE, State.PRESENT)
    assert [(row["way"], bool(row["weak"])) for row in await house.hall.rows(ATTENDANCE)] == [("place", True)]
    assert await outside(house) == []


async def test_outside_is_kept_with_its_moment_and_checks_nobody_in(house: Branch) -> None:
    called, member = await call(house), house.members[0]
    answer = await place(house, member, FAR)
    assert answer == Outside("支部党员大会")
    assert await house.hall.rows(ATTENDANCE) == []
    first = house.hall.now
    house.hall.clock.forward(minutes=1)
    await place(house, member, FAR)
    [row] = await house.hall.rows(OUTSIDE)
    assert (row["session_id"], row["person_id"]) == (called.session, member)
    assert row["at"] == to_ms(first) + 60_000


async def test_a_redelivered_position_gets_the_same_answer(house: Branch) -> None:
    await call(house)
    answers = [await place(house, house.members[0], FAR, update=900) for _ in range(2)]
    assert answers == [Outside("支部党员大会")] * 2
    assert len(await outside(house)) == 1


async def test_outside_every_meeting_that_asks_now_is_kept_for_each(house: Branch) -> None:
    asking = [await call(house), await call(house)]
    await call(house, ways="button")
    await call(house, hours=4)
    await place(house, house.members[0], FAR)
    assert await outside(house) == [(one.session, house.members[0]) for one in asking]


async def test_who_comes_inside_after_all_was_not_outside(house: Branch) -> None:
    await call(house)
    await place(house, house.members[0], FAR)
    await place(house, house.members[1], FAR)
    assert isinstance(await place(house, house.members[0], NEAR), Recorded)
    assert [person for _, person in await outside(house)] == [house.members[1]]


async def test_another_way_of_checking_in_leaves_the_answer(house: Branch) -> None:
    called, member = await call(house), house.members[0]
    await place(house, member, FAR)
    await checkin.by_button(house.hall.uow, house.hall.ask(member), house.hall.settings, called.session)
    assert await outside(house) == [(called.session, member)]
    assert "到会（位置不在会场附近）" in said(await sheet(house, house.secretary, called))


async def test_no_coordinates_are_kept_or_logged(house: Branch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await call(house)
    await place(house, house.members[0], NEAR)
    await place(house, house.members[1], FAR)
    for table in ("attendance", "outside_place", "outbox", "audit", "conversation", "seen_update"):
        kept = str([dict(row) for row in await house.hall.rows(f"SELECT * FROM {table}")])
        assert not any(str(number) in kept + caplog.text for number in (*NEAR, *FAR)), table


async def test_only_where_and_while_the_meeting_asks(house: Branch) -> None:
    assert await place(house, house.members[0], NEAR) is None
    await call(house, ways="button")
    await call(house, ways="place", hours=4)
    assert await place(house, house.members[0], NEAR) is None
    assert await place(house, house.members[0], FAR) is None
    assert await outside(house) == []


async def test_a_second_position_from_elsewhere_changes_nothing(house: Branch) -> None:
    await call(house)
    await place(house, house.members[0], NEAR)
    again = await place(house, house.members[0], FAR)
    assert isinstance(again, Recorded)
    assert again.again
    assert await outside(house) == []


async def test_the_secretary_and_the_host_see_who_was_outside(house: Branch) -> None:
    hall, host = house.hall, house.members[3]
    called = await hall.meeting(house.unit, house.people, ways="button,place", spot=GATE, host=host)
    assert "不在会场附近" not in said(await sheet(house, house.secretary, called))
    for member in house.members[:2]:
        await place(house, member, FAR)
    for reader in (house.secretary, host):
        text = said(await sheet(house, reader, called))
        assert "2 人的位置不在会场附近" in text
        assert "党员0：未签到（位置不在会场附近）" in text
    hall.clock.forward(hours=3)
    over = await sheet(house, house.secretary, called)
    assert "党员1：缺席（位置不在会场附近）" in said(over)
    assert "2 people's positions were not near the place" in said(over, "en")


async def test_a_member_reads_it_in_the_own_record_alone(house: Branch) -> None:
    called, hall = await call(house), house.hall
    for member in house.members[:2]:
        await place(house, member, FAR)
    own = await sheet(house, house.members[0], called)
    assert (own.outside, len(own.lines)) == (0, 1)
    mine = await ledger.of_person(hall.uow, hall.ask(house.members[0]), 0, 2026, 0)
    assert "位置不在会场附近" in view.of_person(mine, Texts(hall.zone).speech("zh")).text


async def test_it_goes_when_the_person_is_forgotten(house: Branch) -> None:
    await call(house)
    await place(house, house.members[0], FAR)
    await place(house, house.members[1], FAR)
    sql = "UPDATE person SET number = 'P9', left_on = '2026-11-26' WHERE id = $1 RETURNING id"
    await house.hall.run(sql, house.members[0])
    await forget.forget(house.hall.uow, "P9", date(2027, 11, 26), 365)
    assert [person for _, person in await outside(house)] == [house.members[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_says_what_to_do_and_what_is_kept(language: str) -> None:
    view_of = checkin_view.placed(Outside("主题党日"), Texts(ZONE).speech(language))
    for word in ("没有签到", "只记下") if language == "zh" else ("not checked in", "Only"):
        assert word in view_of.text
