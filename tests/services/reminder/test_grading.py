"""The committee is reminded the day before a notice ends, and of objections that wait, once for all its units."""

from datetime import date, timedelta

import pytest

from bot.services.grading.whole_round import BatchAction
from bot.services.workdays import is_working_day
from bot.storage.connection import Database
from tests.services.grading.grading_end import End, end
from tests.services.reminder.reminder_stage import Reminded, text_of


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


def desk(ours: End) -> Reminded:
    return Reminded(ours.ours.house, 0, 0)


async def day_before(ours: End, id: int) -> date:
    day = (await ours.notice(id)).ends_on - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


async def said(ours: End, day: date, kind: str) -> dict[int, str]:
    """Who reads a line of that kind that morning."""
    found = await desk(ours).morning(day.isoformat())
    return {person: text_of(lines) for person, lines in found.items() if any(line["kind"] == kind for line in lines)}


async def test_the_day_before_and_only_then(ours: End) -> None:
    id = await ours.at_notice(good=10)
    day, last = await day_before(ours, id), (await ours.notice(id)).ends_on
    reminded = desk(ours)
    days = [day - timedelta(days=1), day, last, last + timedelta(days=1)]
    assert await reminded.mornings(days, "notice") == {day.isoformat(): {ours.ours.house.above}}


async def test_one_line_for_all_units_and_none_for_objections_answered(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_decision(good=10)
    await ours.all_(BatchAction.DECIDE)
    await ours.all_(BatchAction.PUBLISH)
    await ours.object_(id, house.members[0])
    await ours.object_(id, house.members[1])
    first, _ = await ours.objections(id)
    await ours.answer(first.id, upheld=False)
    read = await said(ours, await day_before(ours, id), "objection")
    assert set(read) == {house.above}
    assert "还有 1 条异议没有答复：一支部" in read[house.above]
    assert read[house.above].count("定级公示明天") == 2


async def test_answered_in_time_it_is_not_said_any_more(ours: End) -> None:
    id = await ours.at_notice(good=10)
    day = await day_before(ours, id)
    await ours.object_(id, ours.ours.house.members[0])
    await desk(ours).plan()
    [one] = await ours.objections(id)
    await ours.answer(one.id, upheld=False)
    read = await desk(ours).morning(day.isoformat())
    kinds = [line["kind"] for line in read[ours.ours.house.above]]
    assert ("notice" in kinds, "objection" in kinds) == (True, False)


async def test_nothing_once_it_was_taken_back(ours: End) -> None:
    id = await ours.at_notice(good=10)
    day = await day_before(ours, id)
    await ours.object_(id, ours.ours.house.members[0])
    [one] = await ours.objections(id)
    await desk(ours).plan()
    await ours.answer(one.id, upheld=True)
    assert await said(ours, day, "notice") == {}
    assert await said(ours, day, "objection") == {}


async def test_an_objection_on_the_last_day_is_said_that_day(ours: End) -> None:
    id = await ours.at_notice(good=10)
    last = (await ours.notice(id)).ends_on
    desk(ours).at(last.isoformat(), "07:00")
    await ours.object_(id, ours.ours.house.members[0])
    assert set(await said(ours, last, "objection")) == {ours.ours.house.above}


async def test_of_an_objection_nobody_of_the_unit_is_reminded(ours: End) -> None:
    """A member who directs above may end the notice, the secretary who does may not."""
    house = ours.ours.house
    for person in (house.secretary, house.members[0]):
        await ours.hall.post(person, house.top, "organiser")
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[1])
    day = await day_before(ours, id)
    assert set(await said(ours, day, "notice")) == {house.above, house.members[0]}
    assert set(await said(ours, day, "objection")) == {house.above}
