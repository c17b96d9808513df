"""The page of what a unit owes: for its secretary, for the committee above, with the button that calls it."""

from datetime import datetime

import pytest

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.services import conversation
from bot.services.meeting import call, norm
from bot.services.meeting.norm import NormsBelow, UnitNorms
from bot.storage.connection import Database
from bot.views.meeting import norm as view
from tests.installation import INSTALLATION, TEXTS
from tests.services.attendance.attendance_branch import Branch, branch
from tests.services.reminder.reminders import buttons

PRESENT = """
INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'late', 'button', 0)"""


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def meet(house: Branch, kind: str, day: str, unit: int | None = None, *, attended: bool = False) -> int:
    starts = datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=house.hall.zone)
    called = await house.hall.meeting(unit or house.unit, house.people, starts=starts, type_code=kind)
    if attended:
        await house.hall.run(PRESENT, called.session, house.leader)
    return called.id


async def page(house: Branch, person: int, unit: int) -> UnitNorms | NormsBelow:
    hall = house.hall
    return await norm.of_unit(hall.uow, hall.ask(person), hall.rules, unit)


async def test_held_planned_and_owed(house: Branch) -> None:
    """25 November, 14:00."""
    await meet(house, "committee", "2026-11-03", attended=True)
    await meet(house, "theme_day", "2026-11-28")
    await meet(house, "group", "2026-11-04", house.groups[0], attended=True)
    await meet(house, "assembly", "2026-10-08")
    cancelled = await meet(house, "lecture", "2026-12-01")
    await house.hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", cancelled)
    found = await page(house, house.secretary, house.unit)
    assert isinstance(found, UnitNorms)
    counted = {
        (one.kind.code, one.unit.id): (one.standing.held, one.standing.owed, one.callable) for one in found.lines
    }
    assert counted == {
        ("assembly", house.unit): (0, 1, True),
        ("committee", house.unit): (1, 0, False),
        ("group", house.groups[0]): (1, 0, False),
        ("group", house.groups[1]): (0, 1, True),
        ("theme_day", house.unit): (0, 0, False),
        ("lecture", house.unit): (0, 1, True),
        ("life", house.unit): (0, 1, True),
        ("appraisal", house.unit): (0, 1, True),
    }
    shown = view.of_unit(found, TEXTS.speech("zh"))
    assert "· 支委会 已开 1/1\n" in shown.text
    assert "· 主题党日 已开 0/1，已排 11月28日周六" in shown.text
    assert "· 二组的党小组会 已开 0/1，还差 1 次" in shown.text
    assert "planned for Sat 28 Nov" in view.of_unit(found, TEXTS.speech("en")).text
    labels = [one.text for one in buttons(shown)]
    assert "召集：二组的党小组会" in labels
    assert "召集：支委会" not in labels


async def test_a_running_meeting_is_neither_held_nor_owed(house: Branch) -> None:
    await house.hall.meeting(house.unit, house.people, type_code="theme_day")
    found = await page(house, house.secretary, house.unit)
    assert isinstance(found, UnitNorms)
    [one] = [line.standing for line in found.lines if line.kind.code == "theme_day"]
    assert (one.held, one.owed, len(one.planned)) == (0, 0, 1)


async def test_the_leader_sees_the_own_group_alone(house: Branch) -> None:
    found = await page(house, house.leader, house.groups[0])
    assert isinstance(found, UnitNorms)
    assert [(one.kind.code, one.unit.id, one.callable) for one in found.lines] == [("group", house.groups[0], True)]
    assert "党小组会 已开 0/1" in view.of_unit(found, TEXTS.speech("zh")).text
    for unit in (house.groups[1], house.unit):
        with pytest.raises(DomainError) as error:
            await page(house, house.leader, unit)
        assert error.value.code == "not_allowed"


async def test_the_committee_above_sees_the_branches_below(house: Branch) -> None:
    await meet(house, "theme_day", "2026-11-28")
    organiser = await house.hall.person("组织员", house.top)
    await house.hall.post(organiser, house.top, "organiser")
    for person in (house.above, organiser):
        found = await page(house, person, house.top)
        assert isinstance(found, NormsBelow)
        assert [(one.unit.id, one.owed) for one in found.sums] == [(house.unit, 7), (house.other, 5)]
        one = await page(house, person, house.unit)
        assert isinstance(one, UnitNorms)
        assert (one.above, one.lines[0].callable) == (house.top, True)
    shown = view.page(found, TEXTS.speech("zh"))
    assert [one.text for one in buttons(shown)][:2] == ["一支部：还差 7 项", "二支部：还差 5 项"]


async def test_members_and_strangers_see_nothing_of_it(house: Branch) -> None:
    hall = house.hall
    for person in (house.members[0], house.stranger):
        for attempt in (
            norm.of_unit(hall.uow, hall.ask(person), hall.rules, house.unit),
            norm.below(hall.uow, hall.ask(person), hall.rules, house.top, 0),
        ):
            with pytest.raises(DomainError) as error:
                await attempt
            assert error.value.code == "not_allowed"


async def step(house: Branch, request: Request, unit: int, code: str) -> str:
    await call.begin_with(house.hall.uow, request, INSTALLATION, unit, code)
    return (await conversation.current(house.hall.uow, request)).step


async def test_the_button_begins_with_unit_and_type(house: Branch) -> None:
    hall = house.hall
    request = hall.ask(house.secretary)
    assert await step(house, request, house.groups[1], "group") == "when"
    form = await conversation.current(hall.uow, request)
    assert (form.draft["draft"]["unit_id"], form.draft["draft"]["type"]) == (house.groups[1], "group")
    assert await step(house, hall.ask(house.secretary), house.unit, "theme_day") == "when"
    assert await step(house, hall.ask(house.secretary), house.unit, "group") == "group"
    assert await step(house, hall.ask(house.above), house.unit, "assembly") == "when"


@pytest.mark.parametrize(("person", "unit", "code", "refusal"), [
    ("secretary", "other", "assembly", "not_allowed"), ("stranger", "unit", "assembly", "not_allowed"),
    ("secretary", "group", "assembly", "not_found"), ("secretary", "unit", "forged", "not_found"),
])  # fmt: skip
async def test_a_forged_one_calls_nothing(house: Branch, person: str, unit: str, code: str, refusal: str) -> None:
    asked = house.hall.ask({"secretary": house.secretary, "stranger": house.stranger}[person])
    place = {"other": house.other, "unit": house.unit, "group": house.groups[0]}[unit]
    with pytest.raises(DomainError) as error:
        await call.begin_with(house.hall.uow, asked, INSTALLATION, place, code)
    assert error.value.code == refusal
    assert await house.hall.rows("SELECT name FROM conversation WHERE name <> ''") == []
