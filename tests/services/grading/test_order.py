"""Two updates of one person, or two rounds, at the same moment: rows are taken in one order, so that nobody waits for
somebody who waits."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.services import actor
from bot.services.grading import decide, score, self_assessment
from bot.services.grading import round as grading_round
from bot.storage import conversation as forms
from bot.storage import unit as units
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from tests.gateway.rig import looks
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.grading.grading_end import End, end

BLOCKED = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def waits(ours: End, other: "asyncio.Task[Any]") -> None:
    """PostgreSQL: until the other one stands before a lock; SQLite's writer lets nobody in anyway."""
    if ours.hall.uow.database.dialect == "sqlite":
        return
    async for _ in looks():
        if await ours.hall.rows(BLOCKED) or other.done():
            return
    raise AssertionError("nobody waits")


async def while_in_a_form(ours: End, person: int, id: int, use_case: Coroutine[Any, Any, object]) -> None:
    """As the end of a form does: the form's row first, then the case's, while the same person does something else."""
    async with ours.hall.uow.begin() as work:
        await forms.put(work, ACCOUNTS + person, "survey", "words", {}, work.now)
        await work.commit()
    async with ours.hall.uow.begin() as work:
        await forms.get(work, ACCOUNTS + person, lock=True)
        other = asyncio.create_task(use_case)
        await waits(ours, other)
        await grading.lock(work, id)
        await work.commit()
    await other


async def test_full_marks_for_the_rest(ours: End) -> None:
    stage, hall, person = ours.ours, ours.hall, ours.ours.house.secretary
    id = await stage.at_self()
    await score.begin(hall.uow, hall.ask(person), id, ScoreSheetOwner.UNIT)
    rest = score.rest_full(hall.uow, hall.ask(person), id, ScoreSheetOwner.UNIT)
    await while_in_a_form(ours, person, id, rest)
    own = self_assessment.propose(hall.uow, hall.ask(person), id, "poor")
    await while_in_a_form(ours, person, id, own)
    assert (await hall.rows("SELECT name FROM conversation"))[0]["name"] == self_assessment.NAME


async def test_another_grade_than_computed(ours: End) -> None:
    hall, person = ours.hall, ours.ours.house.above
    id = await ours.at_decision(good=10)
    version = (await ours.ours.case(id)).version
    chosen = decide.choose(hall.uow, hall.ask(person), id, version, "poor")
    await while_in_a_form(ours, person, id, chosen)


async def general_branch(ours: End) -> tuple[int, int]:
    """Between the committee and a branch of its own: its id and the branch's; the branch's stranger runs it."""
    hall, house = ours.hall, ours.ours.house
    middle = await hall.unit("总支", "general_branch", house.top)
    below = await hall.unit("三支部", "branch", middle)
    await hall.post(house.stranger, middle, "secretary")
    return middle, below


async def test_of_two_committees_that_start_at_once_one_has_the_branch(ours: End) -> None:
    stage, house = ours.ours, ours.ours.house
    middle, below = await general_branch(ours)
    last = await ours.hall.unit("四支部", "branch", middle)
    both = (
        stage.start(last, below, by=house.stranger, committee=middle),
        stage.start(below, house.unit, last, by=house.above),
    )
    found = await asyncio.gather(*both, return_exceptions=True)
    [refused] = [one for one in found if isinstance(one, BaseException)]
    assert isinstance(refused, DomainError)
    assert (refused.code, refused.data["unit"] in ("三支部", "四支部")) == ("grading_taken", True)
    assert len(await ours.hall.rows("SELECT id FROM grade_case WHERE unit_id = $1", below)) == 1
    assert len(await ours.hall.rows("SELECT id FROM grade_round")) == 1


async def test_who_comes_second_waits_and_sees_what_the_first_has_taken(ours: End) -> None:
    stage, hall, house = ours.ours, ours.hall, ours.ours.house
    middle, below = await general_branch(ours)
    async with hall.uow.begin() as work:
        asker = await actor.load(work, hall.ask(house.above))
        top = await actor.unit(work, house.top)
        await grading_round.choose_and_open(work, hall.ask(house.above), stage.installation, asker, top, 2026, [below])
        other = asyncio.create_task(stage.start(below, by=house.stranger, committee=middle))
        await waits(ours, other)
        await work.commit()
    with pytest.raises(DomainError, match="grading_taken"):
        await other


@pytest.mark.parametrize("named", [False, True])
async def test_a_branch_that_becomes_free_meanwhile_is_taken_only_with_its_lock(ours: End, named: bool) -> None:
    """Where all are meant it waits for the next round; where it is named its row is locked from the beginning."""
    stage, hall, house = ours.ours, ours.hall, ours.ours.house
    await stage.start(house.other, year=2025)
    async with hall.uow.begin() as work:
        await units.lock(work, [house.unit])
        other = asyncio.create_task(stage.start(*([house.unit, house.other] if named else [])))
        await waits(ours, other)
        await work.execute("UPDATE grade_step SET done_at = 1 WHERE step = 'final'")
        await work.commit()
    postgres = hall.uow.database.dialect == "postgresql"
    assert (await other).units == (1 if postgres and not named else 2)
