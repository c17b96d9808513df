"""The committee is reminded the day before a notice ends, and of objections that wait, once for all its units."""

from datetime import date, timedelta

from bot.services.grading.whole_round import BatchAction
from bot.services.workdays import is_working_day
from tests.services.grading.cases import at_decision
from tests.services.grading.decision import perform_all
from tests.services.grading.notice import answer, at_notice, notice_of, object_, objections_of
from tests.services.reminder.reminders import Reminders, kinds_of, text_of
from tests.world import World
from tests.world.branch import Branch
from tests.world.people import give_posts


async def day_before(world: World, id: int) -> date:
    day = (await notice_of(world, id)).ends_on - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


async def read(reminders: Reminders, day: date, kind: str) -> dict[int, str]:
    """Who reads a line of that kind that morning."""
    found = await reminders.morning(day.isoformat())
    return {person: text_of(lines) for person, lines in found.items() if kind in kinds_of(lines)}


async def test_the_day_before_and_only_then(world: World, branch: Branch, reminders: Reminders) -> None:
    id = await at_notice(world, branch, good=10)
    day, last = await day_before(world, id), (await notice_of(world, id)).ends_on
    days = [day - timedelta(days=1), day, last, last + timedelta(days=1)]
    assert await reminders.mornings(days, "notice") == {day.isoformat(): {branch.above}}


async def test_one_line_for_all_units_and_none_for_objections_answered(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    id = await at_decision(world, branch, good=10)
    await perform_all(world, branch.above, BatchAction.DECIDE)
    await perform_all(world, branch.above, BatchAction.PUBLISH)
    await object_(world, branch.members[0], id)
    await object_(world, branch.members[1], id)
    first, _ = await objections_of(world, id)
    await answer(world, branch.above, first.id, upheld=False)
    lines = await read(reminders, await day_before(world, id), "objection")
    assert set(lines) == {branch.above}
    assert "还有 1 条异议没有答复：一支部" in lines[branch.above]
    assert lines[branch.above].count("定级公示明天") == 2


async def test_answered_in_time_it_is_not_said_any_more(world: World, branch: Branch, reminders: Reminders) -> None:
    id = await at_notice(world, branch, good=10)
    day = await day_before(world, id)
    await object_(world, branch.members[0], id)
    await reminders.plan()
    [one] = await objections_of(world, id)
    await answer(world, branch.above, one.id, upheld=False)
    lines = await reminders.morning(day.isoformat())
    kinds = kinds_of(lines[branch.above])
    assert ("notice" in kinds, "objection" in kinds) == (True, False)


async def test_nothing_once_it_was_taken_back(world: World, branch: Branch, reminders: Reminders) -> None:
    id = await at_notice(world, branch, good=10)
    day = await day_before(world, id)
    await object_(world, branch.members[0], id)
    [one] = await objections_of(world, id)
    await reminders.plan()
    await answer(world, branch.above, one.id, upheld=True)
    assert await read(reminders, day, "notice") == {}
    assert await read(reminders, day, "objection") == {}


async def test_an_objection_on_the_last_day_is_said_that_day(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    id = await at_notice(world, branch, good=10)
    last = (await notice_of(world, id)).ends_on
    reminders.at(last.isoformat(), "07:00")
    await object_(world, branch.members[0], id)
    assert set(await read(reminders, last, "objection")) == {branch.above}


async def test_of_an_objection_nobody_of_the_unit_is_reminded(
    world: World, branch: Branch, reminders: Reminders
) -> None:
    """A member who directs above may end the notice, the secretary who does may not."""
    for person in (branch.secretary, branch.members[0]):
        await give_posts(world, (person, branch.committee, "organiser"))
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[1], id)
    day = await day_before(world, id)
    assert set(await read(reminders, day, "notice")) == {branch.above, branch.members[0]}
    assert set(await read(reminders, day, "objection")) == {branch.above}
