"""Exemption: given with period and reason, told, recorded, left out of the sums, ended; on both databases."""

from datetime import date, timedelta

import pytest

from bot.services import conversation
from bot.services.attendance import exemption
from bot.services.attendance import figures as attendance
from bot.services.attendance.exemption import GivenExemption
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.form import form_version
from tests.world.meeting import call_meeting
from tests.world.messages import recipients
from tests.world.record import audit_entries, audit_kinds

ROWS = "SELECT person_id, from_on, until_on, reason, given_by FROM exemption ORDER BY id"


async def give(world: World, branch: Branch, person: int, months: int) -> GivenExemption:
    await world.act(branch.secretary, exemption.begin, person)
    await world.act(branch.secretary, exemption.set_months, months, await form_version(world, branch.secretary))
    return await say_why(world, branch, "长期病假")


async def say_why(world: World, branch: Branch, reason: str, at: int | None = None) -> GivenExemption:
    """At the form as it is now, or as it was at that version."""
    seen = await form_version(world, branch.secretary) if at is None else at
    return await world.act(branch.secretary, exemption.give, seen, reason)


async def test_given_told_and_recorded(world: World, branch: Branch) -> None:
    given = await give(world, branch, branch.members[0], 3)
    assert given == GivenExemption("党员0", date(2026, 11, 25), date(2027, 2, 24), "长期病假")
    rows = [tuple(row.values()) for row in await world.rows(ROWS)]
    assert rows == [(branch.members[0], "2026-11-25", "2027-02-24", "长期病假", branch.secretary)]
    assert await recipients(world, "attendance.exempted") == [branch.members[0]]
    [(kind, data)] = await audit_entries(world)
    assert (kind, data["person"]) == ("attendance.exempted", branch.members[0])
    assert not (await world.act(branch.secretary, conversation.current)).name


async def test_exempt_from_sums_and_quorum_from_its_day_on(world: World, branch: Branch) -> None:
    await call_meeting(world, branch.id, branch.people, starts=world.clock.now() - timedelta(days=1))
    called = await call_meeting(world, branch.id, branch.people)
    await give(world, branch, branch.members[0], 1)
    async with world.uow.reading() as cx:
        live = await attendance.live(cx, called.id, world.clock.now(), ZONE, INSTALLATION.meetings)
    assert live.quorum is not None
    assert (live.expected, live.quorum.expected) == (len(branch.people) - 1, len(branch.people) - 1)
    world.clock.forward(hours=3)
    mine = await world.act(branch.members[0], attendance.mine)
    assert (mine.figures.expected, mine.figures.absent, mine.figures.exempt) == (1, 1, 1)


async def test_ended_early_keeps_the_past(world: World, branch: Branch) -> None:
    await give(world, branch, branch.members[0], 12)
    await call_meeting(world, branch.id, branch.people)
    world.clock.forward(days=10)
    given = (await world.act(branch.secretary, exemption.of_unit, branch.id)).given
    for _ in range(2):
        rest = await world.act(branch.deputy, exemption.end, given[0].id)
        assert rest.given == ()
    await call_meeting(world, branch.id, branch.people)
    world.clock.forward(hours=3)
    figures = (await world.act(branch.members[0], attendance.mine)).figures
    assert (figures.exempt, figures.absent) == (1, 1)
    assert await audit_kinds(world) == ["attendance.exempted", "attendance.exemption_ended"]


async def test_only_the_units_own_secretaries(world: World, branch: Branch) -> None:
    await give(world, branch, branch.members[0], 1)
    for forger in (branch.members[1], branch.leader, branch.above, branch.stranger):
        for attempt in (
            world.act(forger, exemption.begin, branch.members[0]),
            world.act(forger, exemption.of_unit, branch.id),
            world.act(forger, exemption.end, 1),
        ):
            await world.refused("not_allowed", attempt)
    for unknown in (exemption.begin, exemption.end):
        await world.refused("not_found", world.act(branch.secretary, unknown, 99_999))


@pytest.mark.parametrize("months", [0, -1, 37, 10**12])
async def test_impossible_months(world: World, branch: Branch, months: int) -> None:
    await world.act(branch.secretary, exemption.begin, branch.members[0])
    await world.refused("months_between", world.act(branch.secretary, exemption.set_months, months, 1))
    assert (await world.act(branch.secretary, conversation.current)).step == exemption.MONTHS


async def test_months_are_typed_as_a_number(world: World, branch: Branch) -> None:
    await world.act(branch.secretary, exemption.begin, branch.members[0])
    for text in ("", "三个月", "-3", "99"):
        await world.refused("months_between", world.act(branch.secretary, exemption.enter_months, 1, text))
    await world.act(branch.secretary, exemption.enter_months, 1, "3个月")
    assert (await say_why(world, branch, "长期病假")).until_on == date(2027, 2, 24)


async def test_a_stale_button_and_an_endless_reason(world: World, branch: Branch) -> None:
    await world.act(branch.secretary, exemption.begin, branch.members[0])
    await world.refused("stale_form", world.act(branch.secretary, exemption.set_months, 3, version=99))
    await world.act(branch.secretary, exemption.set_months, 3, version=1)
    await world.refused("text_too_long", say_why(world, branch, "字" * 201))
    assert not await world.rows(ROWS)


async def test_members_are_listed_in_pages(world: World) -> None:
    branch = await usual_branch(world, members=20)
    pages = [await world.act(branch.secretary, exemption.of_unit, branch.id, page) for page in (0, 1)]
    assert [page.more for page in pages] == [True, False]
    assert [person for page in pages for person, _ in page.people] == sorted(branch.people)


async def test_ones_own_is_for_another_to_give_and_to_end(world: World, branch: Branch) -> None:
    await give(world, branch, branch.deputy, 3)
    for own in (branch.secretary, branch.deputy):
        await world.refused("own_record", world.act(own, exemption.begin, own))
    [given] = (await world.act(branch.deputy, exemption.of_unit, branch.id)).given
    await world.refused("own_record", world.act(branch.deputy, exemption.end, given.id))
    assert (await world.act(branch.secretary, exemption.end, given.id)).given == ()


async def test_months_and_reason_never_land_on_another_person(world: World, branch: Branch) -> None:
    await world.act(branch.secretary, exemption.begin, branch.members[0])
    first = await form_version(world, branch.secretary)
    await world.act(branch.secretary, exemption.begin, branch.members[1])
    await world.refused("stale_form", world.act(branch.secretary, exemption.set_months, 3, first))
    await world.act(branch.secretary, exemption.set_months, 3, await form_version(world, branch.secretary))
    reason = await form_version(world, branch.secretary)
    await world.refused("stale_form", world.act(branch.secretary, exemption.set_months, 12, reason))
    await world.act(branch.secretary, exemption.begin, branch.members[2])
    for at in (reason, await form_version(world, branch.secretary)):
        await world.refused("stale_form", say_why(world, branch, "写给前一个人的", at))
    assert not await world.rows(ROWS)
