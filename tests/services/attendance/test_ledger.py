"""The ledger: who sees what of it, by meeting, person and unit; on both databases."""

import pytest

from bot.domain.attendance.ledger import Figures, Span
from bot.domain.errors import DomainError
from bot.services.attendance import by_hand, ledger
from tests.services.attendance.presence import SETTINGS, tap
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.meeting import Called, add_guest, call_meeting
from tests.world.people import add_person

NOVEMBER, YEAR = Span(2026, 11), Span(2026)


async def ended(world: World, branch: Branch) -> Called:
    """A meeting of the branch with a guest and a committee member, at which two were; it is over."""
    called = await call_meeting(world, branch.id, [*branch.people, branch.above])
    await add_guest(world, called, branch.stranger)
    await tap(world, called, branch.secretary, branch.members[0])
    world.clock.forward(hours=3)
    return called


async def names(world: World, called: Called, person: int) -> tuple[int, bool, bool]:
    """Lines seen, whether sums are, whether they may be corrected."""
    sheet = await world.act(person, ledger.sheet, called.id, 0)
    return len(sheet.lines), sheet.figures is not None, sheet.correctable


async def test_a_meetings_sheet_by_role(world: World, branch: Branch) -> None:
    called = await ended(world, branch)
    everyone = len(branch.people) + 2
    assert await names(world, called, branch.secretary) == (everyone, True, True)
    assert await names(world, called, branch.leader) == (3, True, False)
    assert await names(world, called, branch.members[0]) == (1, False, False)
    assert await names(world, called, branch.stranger) == (1, True, False)
    assert await names(world, called, branch.above) == (1, True, False)
    await world.run("DELETE FROM invitee WHERE person_id = $1", branch.above)
    assert await names(world, called, branch.above) == (0, True, False)
    nobody = await add_person(world, "别处党员", branch.other)
    await world.refused("not_allowed", names(world, called, nobody))


async def test_the_host_sees_the_sheet(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.members[0])
    assert await names(world, called, branch.members[0]) == (len(branch.people), True, True)


async def test_a_units_tables_by_role(world: World, branch: Branch) -> None:
    await ended(world, branch)
    for unit, may, may_not in (
        (
            branch.id,
            [branch.secretary, branch.deputy],
            [branch.leader, branch.members[0], branch.above, branch.stranger],
        ),
        (branch.groups[0], [branch.secretary, branch.leader], [branch.members[0], branch.above, branch.stranger]),
    ):
        for person in may:
            await world.act(person, ledger.people, unit, NOVEMBER, 0)
            await world.act(person, ledger.meetings, unit, 0)
        for person in may_not:
            await world.refused("not_allowed", world.act(person, ledger.people, unit, NOVEMBER, 0))
            await world.refused("not_allowed", world.act(person, ledger.meetings, unit, 0))


async def test_a_persons_year_by_role(world: World, branch: Branch) -> None:
    await ended(world, branch)
    whom = branch.members[0]
    for person in (whom, branch.secretary, branch.leader):
        seen = await world.act(person, ledger.of_person, whom, 2026, 0)
        assert (seen.name, seen.figures.attended) == ("党员0", 1)
    for person, other in (
        (branch.members[1], whom),
        (branch.above, whom),
        (branch.stranger, whom),
        (branch.leader, branch.members[1]),
    ):
        await world.refused("not_allowed", world.act(person, ledger.of_person, other, 2026, 0))
    await world.refused("not_found", world.act(branch.secretary, ledger.of_person, 99_999, 2026, 0))
    assert (await world.act(whom, ledger.of_person, 0, 2026, 0)).person_id == whom


async def test_above_sees_sums_of_units_and_no_names(world: World, branch: Branch) -> None:
    await ended(world, branch)
    table = await world.act(branch.above, ledger.totals, branch.committee, NOVEMBER, 0)
    assert {row.name for row in table.rows} == {"甲党委", "一支部", "二支部"}
    (own,) = [row for row in table.rows if row.id == branch.id]
    assert (own.figures.attended, own.figures.expected) == (2, len(branch.people))
    await world.refused("not_allowed", world.act(branch.secretary, ledger.totals, branch.committee, NOVEMBER, 0))
    menu = await world.act(branch.above, ledger.menu)
    assert ([unit.id for unit in menu.named], [unit.id for unit in menu.above]) == (
        [branch.committee],
        [branch.committee],
    )


async def test_the_menu_of_a_member_and_of_a_group_leader(world: World, branch: Branch) -> None:
    member = await world.act(branch.members[0], ledger.menu)
    assert (member.name, member.named, member.above) == ("党员0", (), ())
    leader = await world.act(branch.leader, ledger.menu)
    assert ([unit.id for unit in leader.named], leader.exempting) == ([branch.groups[0]], frozenset())
    secretary = await world.act(branch.secretary, ledger.menu)
    assert secretary.exempting == {branch.id}


def test_a_forged_span_is_refused() -> None:
    assert Span.numbered(202611) == NOVEMBER
    for number in (0, 202613, -5, 10**9):
        with pytest.raises(DomainError, match="old_button"):
            Span.numbered(number)


async def test_months_go_on_over_the_year_and_tables_in_pages(world: World) -> None:
    branch = await usual_branch(world, members=30)
    await ended(world, branch)
    assert NOVEMBER.moved(2) == Span(2027, 1)
    assert YEAR.moved(-1) == Span(2025)
    pages = [await world.act(branch.secretary, ledger.people, branch.id, YEAR, n) for n in (0, 1)]
    ids = [row.id for page in pages for row in page.rows]
    assert sorted(ids) == sorted(branch.people)
    assert (pages[0].pages, pages[0].meetings, pages[0].total) == (2, 1, pages[1].total)
    empty = await world.act(branch.secretary, ledger.people, branch.id, NOVEMBER.moved(1), 0)
    assert (empty.rows, empty.total) == ((), Figures())


async def test_by_hand_is_in_the_sums(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    await world.act(branch.secretary, by_hand.mark, SETTINGS, called.session, branch.members[0], "no_phone")
    world.clock.forward(hours=3)
    table = await world.act(branch.secretary, ledger.people, branch.id, NOVEMBER, 0)
    assert (table.total.by_hand, table.total.attended) == (1, 1)
