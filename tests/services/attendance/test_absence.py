"""Months away, told to the secretary once; on both databases."""

from datetime import UTC, datetime

from bot.services.attendance import figures
from tests.clock import ZONE
from tests.services.attendance.presence import exempt
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import Called, attended, call_meeting
from tests.world.messages import messages, recipients


async def held(world: World, branch: Branch, *months: int) -> list[Called]:
    """A meeting on the 10th of each month of 2026."""
    return [
        await call_meeting(world, branch.id, branch.people, starts=datetime(2026, month, 10, 6, tzinfo=UTC))
        for month in months
    ]


async def noted(world: World) -> int:
    return await figures.note_absences(world.uow, ZONE)


async def test_three_months_away_are_told_to_the_secretary_once(world: World, branch: Branch) -> None:
    others = [one for one in branch.people if one != branch.members[0]]
    for called in await held(world, branch, 7, 8, 9, 10):
        await attended(world, called, *(branch.people if called.id == 1 else others))
    assert await noted(world) == 1
    (note,) = await messages(world, "attendance.away")
    assert note.chat == ACCOUNTS + branch.secretary
    assert (note.data["months"], note.data["since"]) == (3, "2026-08-01")
    assert await noted(world) == 0
    world.clock.moment = datetime(2026, 12, 25, tzinfo=UTC)
    for called in await held(world, branch, 11):
        await attended(world, called, *others)
    assert await noted(world) == 0


async def test_two_months_or_a_month_exempt_are_not_three(world: World, branch: Branch) -> None:
    others = [one for one in branch.people if one != branch.members[0]]
    for called in await held(world, branch, 8, 9, 10):
        await attended(world, called, *others)
    await exempt(world, branch, branch.members[0], "2026-09-01", "2026-09-30")
    assert await noted(world) == 0


async def test_whoever_has_come_back_is_not_told_of(world: World, branch: Branch) -> None:
    others = [one for one in branch.people if one != branch.members[0]]
    for called in await held(world, branch, 8, 9, 10):
        await attended(world, called, *others)
    for called in await held(world, branch, 11):
        await attended(world, called, *branch.people)
    assert await noted(world) == 0


async def test_the_secretarys_own_absence_goes_to_the_deputy(world: World, branch: Branch) -> None:
    others = [one for one in branch.people if one != branch.secretary]
    for called in await held(world, branch, 8, 9, 10):
        await attended(world, called, *others)
    assert await noted(world) == 1
    assert await recipients(world, "attendance.away") == [branch.deputy]
