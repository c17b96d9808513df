"""The page of what a unit owes: for its secretary, for the committee above, with the button that calls it."""

from datetime import datetime

import pytest

from bot.domain.request import Request
from bot.services import conversation
from bot.services.meeting import call, norm
from bot.services.meeting.norm import NormsBelow, UnitNorms
from bot.views.meeting import norm as view
from tests.clock import ZONE
from tests.installation import EN, INSTALLATION, ZH
from tests.views.keyboard import labels
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting
from tests.world.people import add_person, give_posts

PRESENT = """
INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'late', 'button', 0)"""


async def meet(
    world: World, branch: Branch, kind: str, day: str, unit: int | None = None, *, attended: bool = False
) -> int:
    starts = datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=ZONE)
    called = await call_meeting(world, unit or branch.id, branch.people, starts=starts, type=kind)
    if attended:
        await world.run(PRESENT, called.session, branch.leader)
    return called.id


async def page(world: World, person: int, unit: int) -> UnitNorms | NormsBelow:
    return await world.act(person, norm.of_unit, INSTALLATION.meetings, unit)


async def test_held_planned_and_owed(world: World, branch: Branch) -> None:
    """25 November, 14:00."""
    await meet(world, branch, "committee", "2026-11-03", attended=True)
    await meet(world, branch, "theme_day", "2026-11-28")
    await meet(world, branch, "group", "2026-11-04", branch.groups[0], attended=True)
    await meet(world, branch, "assembly", "2026-10-08")
    cancelled = await meet(world, branch, "lecture", "2026-12-01")
    await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", cancelled)
    found = await page(world, branch.secretary, branch.id)
    assert isinstance(found, UnitNorms)
    counted = {
        (one.kind.code, one.unit.id): (one.standing.held, one.standing.owed, one.callable) for one in found.lines
    }
    assert counted == {
        ("assembly", branch.id): (0, 1, True),
        ("committee", branch.id): (1, 0, False),
        ("group", branch.groups[0]): (1, 0, False),
        ("group", branch.groups[1]): (0, 1, True),
        ("theme_day", branch.id): (0, 0, False),
        ("lecture", branch.id): (0, 1, True),
        ("life", branch.id): (0, 1, True),
        ("appraisal", branch.id): (0, 1, True),
    }
    shown = view.of_unit(found, ZH)
    assert "· 支委会 已开 1/1\n" in shown.text
    assert "· 主题党日 已开 0/1，已排 11月28日周六" in shown.text
    assert "· 二组的党小组会 已开 0/1，还差 1 次" in shown.text
    assert "planned for Sat 28 Nov" in view.of_unit(found, EN).text
    assert "召集：二组的党小组会" in labels(shown)
    assert "召集：支委会" not in labels(shown)


async def test_a_running_meeting_is_neither_held_nor_owed(world: World, branch: Branch) -> None:
    await call_meeting(world, branch.id, branch.people, type="theme_day")
    found = await page(world, branch.secretary, branch.id)
    assert isinstance(found, UnitNorms)
    [one] = [line.standing for line in found.lines if line.kind.code == "theme_day"]
    assert (one.held, one.owed, len(one.planned)) == (0, 0, 1)


async def test_the_leader_sees_the_own_group_alone(world: World, branch: Branch) -> None:
    found = await page(world, branch.leader, branch.groups[0])
    assert isinstance(found, UnitNorms)
    assert [(one.kind.code, one.unit.id, one.callable) for one in found.lines] == [("group", branch.groups[0], True)]
    assert "党小组会 已开 0/1" in view.of_unit(found, ZH).text
    for unit in (branch.groups[1], branch.id):
        await world.refused("not_allowed", page(world, branch.leader, unit))


async def test_the_committee_above_sees_the_branches_below(world: World, branch: Branch) -> None:
    await meet(world, branch, "theme_day", "2026-11-28")
    organiser = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (organiser, branch.committee, "organiser"))
    for person in (branch.above, organiser):
        found = await page(world, person, branch.committee)
        assert isinstance(found, NormsBelow)
        assert [(one.unit.id, one.owed) for one in found.sums] == [(branch.id, 7), (branch.other, 5)]
        one = await page(world, person, branch.id)
        assert isinstance(one, UnitNorms)
        assert (one.above, one.lines[0].callable) == (branch.committee, True)
    shown = view.page(found, ZH)
    assert labels(shown)[:2] == ["一支部：还差 7 项", "二支部：还差 5 项"]


async def test_members_and_strangers_see_nothing_of_it(world: World, branch: Branch) -> None:
    for person in (branch.members[0], branch.stranger):
        for attempt in (
            world.act(person, norm.of_unit, INSTALLATION.meetings, branch.id),
            world.act(person, norm.below, INSTALLATION.meetings, branch.committee, 0),
        ):
            await world.refused("not_allowed", attempt)


async def step(world: World, request: Request, unit: int, code: str) -> str:
    await call.begin_with(world.uow, request, INSTALLATION, unit, code)
    return (await conversation.current(world.uow, request)).step


async def test_the_button_begins_with_unit_and_type(world: World, branch: Branch) -> None:
    request = world.request(branch.secretary)
    assert await step(world, request, branch.groups[1], "group") == "when"
    form = await conversation.current(world.uow, request)
    assert (form.draft["draft"]["unit_id"], form.draft["draft"]["type"]) == (branch.groups[1], "group")
    assert await step(world, world.request(branch.secretary), branch.id, "theme_day") == "when"
    assert await step(world, world.request(branch.secretary), branch.id, "group") == "group"
    assert await step(world, world.request(branch.above), branch.id, "assembly") == "when"


@pytest.mark.parametrize(("person", "unit", "code", "refusal"), [
    ("secretary", "other", "assembly", "not_allowed"), ("stranger", "unit", "assembly", "not_allowed"),
    ("secretary", "group", "assembly", "not_found"), ("secretary", "unit", "forged", "not_found"),
])  # fmt: skip
async def test_a_forged_one_calls_nothing(
    world: World, branch: Branch, person: str, unit: str, code: str, refusal: str
) -> None:
    asked = world.request({"secretary": branch.secretary, "stranger": branch.stranger}[person])
    place = {"other": branch.other, "unit": branch.id, "group": branch.groups[0]}[unit]
    await world.refused(refusal, call.begin_with(world.uow, asked, INSTALLATION, place, code))
    assert await world.rows("SELECT name FROM conversation WHERE name <> ''") == []
