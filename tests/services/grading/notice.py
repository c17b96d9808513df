"""A case under notice: objections, their answers, and the end."""

from datetime import timedelta

from bot.domain.grading.decision import Notice, Objection
from bot.services.grading import final as finals
from bot.services.grading import objection
from bot.services.grading.final import FinalResult
from bot.services.grading.objection import Answered, Raised
from bot.storage.grading import notice as notices
from bot.storage.grading import objection as objections
from tests.clock import ZONE
from tests.services.grading.cases import at_decision, case_of
from tests.services.grading.decision import choose, publish
from tests.world import World
from tests.world.branch import Branch
from tests.world.form import form_version


async def at_notice(world: World, branch: Branch, **counts: int) -> int:
    """Decided as computed and published."""
    case = await at_decision(world, branch, "村", **counts)
    await choose(world, branch.above, case, "good")
    await publish(world, branch.above, case)
    return case


async def notice_of(world: World, case: int) -> Notice:
    async with world.uow.reading() as cx:
        return (await notices.of_case(cx, case))[0]


async def over(world: World, case: int) -> None:
    """The day after the notice's last."""
    last = (await notice_of(world, case)).ends_on
    world.clock.moment += timedelta(days=(last - world.clock.now().astimezone(ZONE).date()).days + 1)


async def finish(world: World, person: int, case: int) -> FinalResult:
    return await world.act(person, finals.finish, case, (await case_of(world, case)).version)


async def final(world: World, branch: Branch, **counts: int) -> int:
    case = await at_notice(world, branch, **counts)
    await over(world, case)
    await finish(world, branch.above, case)
    return case


async def object_(world: World, person: int, case: int, text: str = "分数和实际不符", *, named: bool = True) -> Raised:
    await world.act(person, objection.begin, (await notice_of(world, case)).id, named=named)
    return await world.act(person, objection.raise_, await form_version(world, person), text)


async def answer(world: World, person: int, id: int, *, upheld: bool) -> Answered:
    begun = await world.act(person, objection.begin_answer, id)
    if begun is not None:
        return begun
    for text in ("查了台账，问了三名党员", "情况已核实"):
        await world.act(person, objection.enter_answer, await form_version(world, person), text)
    return await world.act(person, objection.answer, await form_version(world, person), upheld=upheld)


async def objections_of(world: World, case: int) -> list[Objection]:
    async with world.uow.reading() as cx:
        return await objections.of_case(cx, case)


async def grades_of(world: World) -> list[tuple[int, str, int | None]]:
    rows = await world.rows("SELECT year, grade, score FROM grade_result ORDER BY year")
    return [(row["year"], row["grade"], row["score"]) for row in rows]
