"""What happens at the same moment: rows are taken in one order, so that nobody waits for somebody who waits."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.month_score import Publication
from bot.domain.grading.scheme_part import Step
from bot.services import actor
from bot.services.grading import decide, score, self_assessment
from bot.services.grading import round as grading_round
from bot.services.grading.month_score import MonthAccess
from bot.services.people import post_change
from bot.storage import conversation as forms
from bot.storage import unit as units
from bot.storage.grading import month_score, store
from tests.installation import INSTALLATION
from tests.services.grading import month_scores
from tests.services.grading.cases import at_decision, case_at, case_of, start_round
from tests.services.grading.month_scores import NOVEMBER
from tests.waiting import looks
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.people import add_units, give_posts
from tests.world.record import audit_entries

BLOCKED = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
MEMBER = "INSERT INTO person (name, unit_id, standing, retired) VALUES ('新党员', $1, 'full', $2)"


async def waits(world: World, other: "asyncio.Task[Any]") -> bool:
    """PostgreSQL: whether the other stands before a lock rather than ends; SQLite's writer lets nobody in anyway."""
    async for _ in looks():
        if other.done():
            return False
        if world.uow.database.dialect == "sqlite" or await world.rows(BLOCKED):
            return True
    raise AssertionError("neither waits nor ends")


async def while_in_a_form(world: World, person: int, id: int, use_case: Coroutine[Any, Any, object]) -> None:
    """As the end of a form does: the form's row first, then the case's, while the same person does something else."""
    async with world.uow.begin() as work:
        await forms.put(work, ACCOUNTS + person, "survey", "words", {}, work.now)
        await work.commit()
    async with world.uow.begin() as work:
        await forms.get(work, ACCOUNTS + person, lock=True)
        other = asyncio.create_task(use_case)
        await waits(world, other)
        await store.lock(work, id)
        await work.commit()
    await other


async def test_full_marks_for_the_rest(world: World, branch: Branch) -> None:
    person = branch.secretary
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    await world.act(person, score.begin, id, ScoreSheetOwner.UNIT)
    rest = world.act(person, score.rest_full, id, ScoreSheetOwner.UNIT)
    await while_in_a_form(world, person, id, rest)
    own = world.act(person, self_assessment.propose, id, "poor")
    await while_in_a_form(world, person, id, own)
    assert (await world.rows("SELECT name FROM conversation"))[0]["name"] == self_assessment.NAME


async def test_another_grade_than_computed(world: World, branch: Branch) -> None:
    person = branch.above
    id = await at_decision(world, branch, good=10)
    version = (await case_of(world, id)).version
    chosen = world.act(person, decide.choose, id, version, "poor")
    await while_in_a_form(world, person, id, chosen)


async def general_branch(world: World, branch: Branch) -> tuple[int, int]:
    """Between the committee and a branch of its own: its id and the branch's; the branch's stranger runs it."""
    [middle] = await add_units(world, "general_branch", "总支", above=branch.committee)
    [below] = await add_units(world, "branch", "三支部", above=middle)
    await give_posts(world, (branch.stranger, middle, "secretary"))
    return middle, below


async def test_of_two_committees_that_start_at_once_one_has_the_branch(world: World, branch: Branch) -> None:
    middle, below = await general_branch(world, branch)
    [last] = await add_units(world, "branch", "四支部", above=middle)
    both = (
        start_round(world, branch.stranger, middle, last, below),
        start_round(world, branch.above, branch.committee, below, branch.id, last),
    )
    found = await asyncio.gather(*both, return_exceptions=True)
    [refused] = [one for one in found if isinstance(one, BaseException)]
    assert isinstance(refused, DomainError)
    assert (refused.code, refused.data["unit"] in ("三支部", "四支部")) == ("grading_taken", True)
    assert len(await world.rows("SELECT id FROM grade_case WHERE unit_id = $1", below)) == 1
    assert len(await world.rows("SELECT id FROM grade_round")) == 1


async def test_who_comes_second_waits_and_sees_what_the_first_has_taken(world: World, branch: Branch) -> None:
    middle, below = await general_branch(world, branch)
    async with world.uow.begin() as work:
        asker = await actor.load(work, world.request(branch.above))
        top = await actor.unit(work, branch.committee)
        await grading_round.choose_and_open(work, world.request(branch.above), INSTALLATION, asker, top, 2026, [below])
        other = asyncio.create_task(start_round(world, branch.stranger, middle, below))
        await waits(world, other)
        await work.commit()
    await world.refused("grading_taken", other)


@pytest.mark.parametrize("named", [False, True])
async def test_a_branch_that_becomes_free_meanwhile_is_taken_only_with_its_lock(
    world: World, branch: Branch, named: bool
) -> None:
    """Where all are meant it waits for the next round; where it is named its row is locked from the beginning."""
    await start_round(world, branch.above, branch.committee, branch.other, year=2025)
    async with world.uow.begin() as work:
        await units.lock(work, [branch.id])
        other = asyncio.create_task(
            start_round(world, branch.above, branch.committee, *([branch.id, branch.other] if named else []))
        )
        await waits(world, other)
        await work.execute("UPDATE grade_step SET done_at = 1 WHERE step = 'final'")
        await work.commit()
    postgres = world.uow.database.dialect == "postgresql"
    assert (await other).units == (1 if postgres and not named else 2)


@pytest.fixture
async def scored(world: World, branch: Branch) -> None:
    """Both branches have full marks, and neither is published."""
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.all_full(world, branch.above, branch.other)


async def beside_a_new_member(world: World, branch: Branch, step: Coroutine[Any, Any, object]) -> None:
    async with world.uow.begin() as work:
        await work.execute(MEMBER, branch.id, False)
        other = asyncio.create_task(step)
        waited = await waits(world, other)
        await work.commit()
    await other
    assert waited is (world.uow.database.dialect == "sqlite")


@pytest.mark.usefixtures("scored")
async def test_rows_that_refer_to_the_branch_are_written_meanwhile(world: World, branch: Branch) -> None:
    await beside_a_new_member(world, branch, month_scores.publish(world, branch.above, branch.id))
    assert len(await audit_entries(world, "month_score.published")) == 1


@pytest.mark.usefixtures("scored")
async def test_rows_that_refer_to_a_branch_are_written_while_all_are_published(world: World, branch: Branch) -> None:
    mark = (await month_scores.look_at_all(world, branch.above)).mark
    await beside_a_new_member(world, branch, month_scores.publish_all(world, branch.above, mark))
    assert len(await audit_entries(world, "month_score.published")) == 2


@pytest.mark.usefixtures("scored")
async def test_whoever_publishes_gets_a_post_in_the_branch_meanwhile(
    world: World, branch: Branch, colleague: int
) -> None:
    """The post takes the person and then the branch, the publication the branch and then a row about the person."""
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", colleague, branch.id)
    async with world.uow.begin() as work:
        asked = world.request(colleague)
        access = await MonthAccess.of(work, asked, month_scores.RULES, branch.id, NOVEMBER.number, lock=True)
        given = post_change.give(world.uow, world.request(branch.above), branch.id, colleague, "publicity")
        other = asyncio.create_task(given)
        assert await waits(world, other)
        one = Publication(0, branch.id, NOVEMBER, 1, access.scheme.digest, 1000, {}, None, access.today)
        await month_score.add(work, one, "ab", access.asker.person_id, work.now)
        await work.commit()
    assert (await other).person.id == colleague
