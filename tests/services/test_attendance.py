"""Live count, one's own year, the ledger and its permissions, months away; on both databases."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from bot.domain.attendance import Overall, State
from bot.domain.errors import DomainError
from bot.domain.ledger import Figures
from bot.services import attendance, by_hand, checkin, ledger
from bot.services.attendance import Live
from bot.services.ledger import Span
from bot.storage.connection import Database
from tests.services.attendance_branch import ACCOUNTS, Branch, Called, branch

NOVEMBER, YEAR = Span(2026, 11), Span(2026)


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def tap(house: Branch, called: Called, *people: int) -> None:
    for person in people:
        await checkin.by_button(house.hall.uow, house.hall.ask(person), house.hall.settings, called.session)


async def live(house: Branch, called: Called) -> Live:
    hall = house.hall
    async with hall.uow.reading() as cx:
        return await attendance.live(cx, called.id, hall.now, hall.zone, hall.rules)


async def grant(house: Branch, called: Called, person: int) -> None:
    sql = """INSERT INTO leave (meeting_id, person_id, reason, state, asked_at)
      VALUES ($1, $2, '病', 'granted', 0) RETURNING meeting_id AS id"""
    await house.hall.run(sql, called.id, person)


async def exempt(house: Branch, person: int, first: str, last: str) -> None:
    sql = """INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at)
      VALUES ($1, $2, $3, '病', $4, 0) RETURNING id"""
    await house.hall.run(sql, person, first, last, house.secretary)


async def test_the_live_count_and_its_quorum(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, voting=house.people[:6])
    await exempt(house, house.members[2], "2026-11-25", "2026-11-25")
    await grant(house, called, house.members[1])
    await tap(house, called, house.secretary, house.deputy)
    house.hall.clock.forward(minutes=20)
    await tap(house, called, house.members[3])
    count = await live(house, called)
    assert (count.expected, count.attended, count.waiting) == (6, 3, 2)
    assert {state: number for state, number in count.counts.items() if number} == {
        State.PRESENT: 2,
        State.LATE: 1,
        State.LEAVE: 1,
        State.EXEMPT: 1,
    }
    assert count.missing == ("组长", "党员0")
    assert count.quorum is not None
    # Of six voters one is exempt; the late one of the seven has no vote.
    assert (count.quorum.attending, count.quorum.expected, count.quorum.enough) == (2, 5, 3)
    await tap(house, called, house.leader)
    after = (await live(house, called)).quorum
    assert after is not None
    assert after.reached


async def test_a_type_without_quorum_has_none(house: Branch) -> None:
    assert (await live(house, await house.hall.meeting(house.unit, house.people, type_code="lecture"))).quorum is None


async def test_three_sessions_are_one_line_of_two_out_of_three(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people, sessions=3)
    for part in called.sessions[:2]:
        await tap(house, Called(called.id, (part,)), house.members[0])
        hall.clock.forward(hours=2)
    hall.clock.forward(hours=2)
    sheet = await ledger.sheet(hall.uow, hall.ask(house.secretary), hall.zone, called.id, 0)
    (line,) = [line for line in sheet.lines if line.person_id == house.members[0]]
    assert line.overall(hall.now) == Overall(State.PRESENT, 2, 3)
    assert sheet.figures is not None
    assert (sheet.figures.expected, sheet.figures.attended) == (len(house.people), 1)


async def test_the_count_is_of_the_session_that_is_on(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, sessions=2)
    await tap(house, called, house.members[0])
    assert ((await live(house, called)).session, (await live(house, called)).attended) == (1, 1)
    house.hall.clock.forward(hours=2)
    assert ((await live(house, called)).session, (await live(house, called)).attended) == (2, 0)


async def test_ones_own_year(house: Branch) -> None:
    hall = house.hall
    for days in (400, 7):
        await hall.meeting(house.unit, house.people, starts=hall.now - timedelta(days=days))
    ahead = await hall.meeting(house.unit, house.people, starts=hall.now + timedelta(days=7))
    await grant(house, ahead, house.members[0])
    called = await hall.meeting(house.unit, house.people)
    hall.clock.forward(minutes=30)
    await tap(house, called, house.members[0])
    running = await attendance.mine(hall.uow, hall.ask(house.members[0]), hall.zone)
    assert running.figures == Figures(expected=1, absent=1)
    hall.clock.forward(hours=2)
    mine = await attendance.mine(hall.uow, hall.ask(house.members[0]), hall.zone)
    assert (mine.name, mine.year) == ("党员0", 2026)
    assert mine.figures == Figures(expected=2, late=1, absent=1)
    assert mine.figures.rate == Fraction(1, 2)


async def test_who_has_left_is_expected_nowhere_any_more(house: Branch) -> None:
    hall = house.hall
    called = await hall.meeting(house.unit, house.people)
    await hall.run("UPDATE person SET left_on = '2026-11-25' WHERE id = $1 RETURNING id", house.members[0])
    assert (await live(house, called)).expected == len(house.people) - 1


async def test_cancelled_meetings_are_not_in_the_ledger(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)
    hall.clock.forward(days=1)
    assert (await attendance.mine(hall.uow, hall.ask(house.members[0]), hall.zone)).figures.expected == 0
    assert not (await ledger.meetings(hall.uow, hall.ask(house.secretary), hall.zone, house.unit, 0)).held


# --- who sees what ----------------------------------------------------------------------------------------


async def ended(house: Branch) -> Called:
    """A meeting of the branch with a guest and a committee member, at which two were; it is over."""
    called = await house.hall.meeting(house.unit, [*house.people, house.above], guests=[house.stranger])
    await tap(house, called, house.secretary, house.members[0])
    house.hall.clock.forward(hours=3)
    return called


async def names(house: Branch, called: Called, person: int) -> tuple[int, bool, bool]:
    """Lines seen, whether sums are, whether they may be corrected."""
    hall = house.hall
    sheet = await ledger.sheet(hall.uow, hall.ask(person), hall.zone, called.id, 0)
    return len(sheet.lines), sheet.figures is not None, sheet.correctable


async def test_a_meetings_sheet_by_role(house: Branch) -> None:
    called = await ended(house)
    everyone = len(house.people) + 2
    assert await names(house, called, house.secretary) == (everyone, True, True)
    assert await names(house, called, house.leader) == (3, True, False)
    assert await names(house, called, house.members[0]) == (1, False, False)
    assert await names(house, called, house.stranger) == (1, True, False)
    assert await names(house, called, house.above) == (1, True, False)
    await house.hall.run("DELETE FROM invitee WHERE person_id = $1 RETURNING meeting_id AS id", house.above)
    assert await names(house, called, house.above) == (0, True, False)
    nobody = await house.hall.person("别处党员", house.other)
    with pytest.raises(DomainError, match="not_allowed"):
        await names(house, called, nobody)


async def test_the_host_sees_the_sheet(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, host=house.members[0])
    assert await names(house, called, house.members[0]) == (len(house.people), True, True)


async def test_a_units_tables_by_role(house: Branch) -> None:
    hall = house.hall
    await ended(house)
    for unit, may, may_not in (
        (house.unit, [house.secretary, house.deputy], [house.leader, house.members[0], house.above, house.stranger]),
        (house.groups[0], [house.secretary, house.leader], [house.members[0], house.above, house.stranger]),
    ):
        for person in may:
            await ledger.people(hall.uow, hall.ask(person), hall.zone, unit, NOVEMBER, 0)
            await ledger.meetings(hall.uow, hall.ask(person), hall.zone, unit, 0)
        for person in may_not:
            with pytest.raises(DomainError, match="not_allowed"):
                await ledger.people(hall.uow, hall.ask(person), hall.zone, unit, NOVEMBER, 0)
            with pytest.raises(DomainError, match="not_allowed"):
                await ledger.meetings(hall.uow, hall.ask(person), hall.zone, unit, 0)


async def test_a_persons_year_by_role(house: Branch) -> None:
    hall = house.hall
    await ended(house)
    whom = house.members[0]
    for person in (whom, house.secretary, house.leader):
        seen = await ledger.of_person(hall.uow, hall.ask(person), hall.zone, whom, 2026, 0)
        assert (seen.name, seen.figures.attended) == ("党员0", 1)
    for person, other in (
        (house.members[1], whom),
        (house.above, whom),
        (house.stranger, whom),
        (house.leader, house.members[1]),
    ):
        with pytest.raises(DomainError, match="not_allowed"):
            await ledger.of_person(hall.uow, hall.ask(person), hall.zone, other, 2026, 0)
    with pytest.raises(DomainError, match="not_found"):
        await ledger.of_person(hall.uow, hall.ask(house.secretary), hall.zone, 99_999, 2026, 0)
    assert (await ledger.of_person(hall.uow, hall.ask(whom), hall.zone, 0, 2026, 0)).person_id == whom


async def test_above_sees_sums_of_units_and_no_names(house: Branch) -> None:
    hall = house.hall
    await ended(house)
    table = await ledger.totals(hall.uow, hall.ask(house.above), hall.zone, house.top, NOVEMBER, 0)
    assert {row.name for row in table.rows} == {"甲党委", "一支部", "二支部"}
    (own,) = [row for row in table.rows if row.id == house.unit]
    assert (own.figures.attended, own.figures.expected) == (2, len(house.people))
    with pytest.raises(DomainError, match="not_allowed"):
        await ledger.totals(hall.uow, hall.ask(house.secretary), hall.zone, house.top, NOVEMBER, 0)
    menu = await ledger.menu(hall.uow, hall.ask(house.above), hall.zone)
    assert ([unit.id for unit in menu.named], [unit.id for unit in menu.above]) == ([house.top], [house.top])


async def test_the_menu_of_a_member_and_of_a_group_leader(house: Branch) -> None:
    hall = house.hall
    member = await ledger.menu(hall.uow, hall.ask(house.members[0]), hall.zone)
    assert (member.name, member.named, member.above) == ("党员0", (), ())
    leader = await ledger.menu(hall.uow, hall.ask(house.leader), hall.zone)
    assert ([unit.id for unit in leader.named], leader.exempting) == ([house.groups[0]], frozenset())
    secretary = await ledger.menu(hall.uow, hall.ask(house.secretary), hall.zone)
    assert secretary.exempting == {house.unit}


def test_a_forged_span_is_refused() -> None:
    assert Span.numbered(202611) == NOVEMBER
    for number in (0, 202613, -5, 10**9):
        with pytest.raises(DomainError, match="old_button"):
            Span.numbered(number)


async def test_months_go_on_over_the_year_and_tables_in_pages(database: Database) -> None:
    house = await branch(database, members=30)
    hall = house.hall
    await ended(house)
    assert NOVEMBER.moved(2) == Span(2027, 1)
    assert YEAR.moved(-1) == Span(2025)
    pages = [await ledger.people(hall.uow, hall.ask(house.secretary), hall.zone, house.unit, YEAR, n) for n in (0, 1)]
    ids = [row.id for page in pages for row in page.rows]
    assert sorted(ids) == sorted(house.people)
    assert (pages[0].pages, pages[0].meetings, pages[0].total) == (2, 1, pages[1].total)
    empty = await ledger.people(hall.uow, hall.ask(house.secretary), hall.zone, house.unit, NOVEMBER.moved(1), 0)
    assert (empty.rows, empty.total) == ((), Figures())


# --- months away ------------------------------------------------------------------------------------------


async def held(house: Branch, *months: int) -> list[Called]:
    """A meeting on the 10th of each month of 2026."""
    return [
        await house.hall.meeting(house.unit, house.people, starts=datetime(2026, month, 10, 6, tzinfo=UTC))
        for month in months
    ]


async def came(house: Branch, called: Called, *people: int) -> None:
    for person in people:
        await house.hall.run(
            """INSERT INTO attendance (session_id, person_id, state, way, at)
            VALUES ($1, $2, 'present', 'button', 0) RETURNING session_id AS id""",
            called.session,
            person,
        )


async def noted(house: Branch) -> int:
    return await attendance.note_absences(house.hall.uow, house.hall.zone)


async def test_three_months_away_are_told_to_the_secretary_once(house: Branch) -> None:
    hall, others = house.hall, [one for one in house.people if one != house.members[0]]
    for called in await held(house, 7, 8, 9, 10):
        await came(house, called, *(house.people if called.id == 1 else others))
    assert await noted(house) == 1
    (note,) = await hall.parcels("attendance.away")
    assert note["chat_id"] == ACCOUNTS + house.secretary
    assert '"months": 3' in note["data"]
    assert '"since": "2026-08-01"' in note["data"]
    assert await noted(house) == 0
    hall.clock.moment = datetime(2026, 12, 25, tzinfo=UTC)
    for called in await held(house, 11):
        await came(house, called, *others)
    assert await noted(house) == 0


async def test_two_months_or_a_month_exempt_are_not_three(house: Branch) -> None:
    others = [one for one in house.people if one != house.members[0]]
    for called in await held(house, 8, 9, 10):
        await came(house, called, *others)
    await exempt(house, house.members[0], "2026-09-01", "2026-09-30")
    assert await noted(house) == 0


async def test_whoever_has_come_back_is_not_told_of(house: Branch) -> None:
    others = [one for one in house.people if one != house.members[0]]
    for called in await held(house, 8, 9, 10):
        await came(house, called, *others)
    for called in await held(house, 11):
        await came(house, called, *house.people)
    assert await noted(house) == 0


async def test_the_secretarys_own_absence_goes_to_the_deputy(house: Branch) -> None:
    others = [one for one in house.people if one != house.secretary]
    for called in await held(house, 8, 9, 10):
        await came(house, called, *others)
    assert await noted(house) == 1
    assert [row["chat_id"] for row in await house.hall.parcels("attendance.away")] == [ACCOUNTS + house.deputy]


async def test_by_hand_is_in_the_sums(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await by_hand.mark(hall.uow, hall.ask(house.secretary), hall.settings, called.session, house.members[0], "no_phone")
    hall.clock.forward(hours=3)
    table = await ledger.people(hall.uow, hall.ask(house.secretary), hall.zone, house.unit, NOVEMBER, 0)
    assert (table.total.by_hand, table.total.attended) == (1, 1)
