"""The ledger: who sees what of it, by meeting, person and unit; on both databases."""

import pytest

from bot.domain.attendance.ledger import Figures, Span
from bot.domain.errors import DomainError
from bot.services.attendance import by_hand, ledger
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import Branch, Called, branch, tap

NOVEMBER, YEAR = Span(2026, 11), Span(2026)


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def ended(house: Branch) -> Called:
    """A meeting of the branch with a guest and a committee member, at which two were; it is over."""
    called = await house.hall.meeting(house.unit, [*house.people, house.above], guests=[house.stranger])
    await tap(house, called, house.secretary, house.members[0])
    house.hall.clock.forward(hours=3)
    return called


async def names(house: Branch, called: Called, person: int) -> tuple[int, bool, bool]:
    """Lines seen, whether sums are, whether they may be corrected."""
    hall = house.hall
    sheet = await ledger.sheet(hall.uow, hall.ask(person), called.id, 0)
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
            await ledger.people(hall.uow, hall.ask(person), unit, NOVEMBER, 0)
            await ledger.meetings(hall.uow, hall.ask(person), unit, 0)
        for person in may_not:
            with pytest.raises(DomainError, match="not_allowed"):
                await ledger.people(hall.uow, hall.ask(person), unit, NOVEMBER, 0)
            with pytest.raises(DomainError, match="not_allowed"):
                await ledger.meetings(hall.uow, hall.ask(person), unit, 0)


async def test_a_persons_year_by_role(house: Branch) -> None:
    hall = house.hall
    await ended(house)
    whom = house.members[0]
    for person in (whom, house.secretary, house.leader):
        seen = await ledger.of_person(hall.uow, hall.ask(person), whom, 2026, 0)
        assert (seen.name, seen.figures.attended) == ("党员0", 1)
    for person, other in (
        (house.members[1], whom),
        (house.above, whom),
        (house.stranger, whom),
        (house.leader, house.members[1]),
    ):
        with pytest.raises(DomainError, match="not_allowed"):
            await ledger.of_person(hall.uow, hall.ask(person), other, 2026, 0)
    with pytest.raises(DomainError, match="not_found"):
        await ledger.of_person(hall.uow, hall.ask(house.secretary), 99_999, 2026, 0)
    assert (await ledger.of_person(hall.uow, hall.ask(whom), 0, 2026, 0)).person_id == whom


async def test_above_sees_sums_of_units_and_no_names(house: Branch) -> None:
    hall = house.hall
    await ended(house)
    table = await ledger.totals(hall.uow, hall.ask(house.above), house.top, NOVEMBER, 0)
    assert {row.name for row in table.rows} == {"甲党委", "一支部", "二支部"}
    (own,) = [row for row in table.rows if row.id == house.unit]
    assert (own.figures.attended, own.figures.expected) == (2, len(house.people))
    with pytest.raises(DomainError, match="not_allowed"):
        await ledger.totals(hall.uow, hall.ask(house.secretary), house.top, NOVEMBER, 0)
    menu = await ledger.menu(hall.uow, hall.ask(house.above))
    assert ([unit.id for unit in menu.named], [unit.id for unit in menu.above]) == ([house.top], [house.top])


async def test_the_menu_of_a_member_and_of_a_group_leader(house: Branch) -> None:
    hall = house.hall
    member = await ledger.menu(hall.uow, hall.ask(house.members[0]))
    assert (member.name, member.named, member.above) == ("党员0", (), ())
    leader = await ledger.menu(hall.uow, hall.ask(house.leader))
    assert ([unit.id for unit in leader.named], leader.exempting) == ([house.groups[0]], frozenset())
    secretary = await ledger.menu(hall.uow, hall.ask(house.secretary))
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
    pages = [await ledger.people(hall.uow, hall.ask(house.secretary), house.unit, YEAR, n) for n in (0, 1)]
    ids = [row.id for page in pages for row in page.rows]
    assert sorted(ids) == sorted(house.people)
    assert (pages[0].pages, pages[0].meetings, pages[0].total) == (2, 1, pages[1].total)
    empty = await ledger.people(hall.uow, hall.ask(house.secretary), house.unit, NOVEMBER.moved(1), 0)
    assert (empty.rows, empty.total) == ((), Figures())


async def test_by_hand_is_in_the_sums(house: Branch) -> None:
    hall, called = house.hall, await house.hall.meeting(house.unit, house.people)
    await by_hand.mark(hall.uow, hall.ask(house.secretary), hall.settings, called.session, house.members[0], "no_phone")
    hall.clock.forward(hours=3)
    table = await ledger.people(hall.uow, hall.ask(house.secretary), house.unit, NOVEMBER, 0)
    assert (table.total.by_hand, table.total.attended) == (1, 1)
