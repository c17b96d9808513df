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
from tests.services.grading.decision import at_decision, choose, publish
from tests.services.grading.grading import Grading


async def at_notice(grading: Grading, sector: str = "村", **counts: int) -> int:
    """Decided as computed and published."""
    id = await at_decision(grading, sector, **counts)
    found = (await grading.summary(id)).computed
    await choose(grading, id, found.grade if found else "excellent")
    await publish(grading, id)
    return id


async def notice_of(grading: Grading, id: int) -> Notice:
    async with grading.world.uow.reading() as cx:
        return (await notices.of_case(cx, id))[0]


async def over(grading: Grading, id: int) -> None:
    """The day after the notice's last."""
    last = (await notice_of(grading, id)).ends_on
    today = grading.world.now.astimezone(ZONE).date()
    grading.world.clock.moment += timedelta(days=(last - today).days + 1)


async def finish(grading: Grading, id: int, by: int | None = None, version: int | None = None) -> FinalResult:
    shown = (await grading.case(id)).version if version is None else version
    return await grading.world.act(by or grading.branch.above, finals.finish, id, shown)


async def final(grading: Grading, sector: str = "村", **counts: int) -> int:
    id = await at_notice(grading, sector, **counts)
    await over(grading, id)
    await finish(grading, id)
    return id


async def object_(grading: Grading, id: int, by: int, text: str = "分数和实际不符", *, named: bool = True) -> Raised:
    notice = await notice_of(grading, id)
    await grading.world.act(by, objection.begin, notice.id, named=named)
    return await grading.world.act(by, objection.raise_, await grading.world.version(by), text)


async def answer(grading: Grading, one: int, *, upheld: bool, by: int | None = None) -> Answered:
    person = by or grading.branch.above
    begun = await grading.world.act(person, objection.begin_answer, one)
    if begun is not None:
        return begun
    for text in ("查了台账，问了三名党员", "情况已核实"):
        await grading.world.act(person, objection.enter_answer, await grading.world.version(person), text)
    version = await grading.world.version(person)
    return await grading.world.act(person, objection.answer, version, upheld=upheld)


async def objections_of(grading: Grading, id: int) -> list[Objection]:
    async with grading.world.uow.reading() as cx:
        return await objections.of_case(cx, id)


async def grades_of(grading: Grading) -> list[tuple[int, str, int | None]]:
    rows = await grading.world.rows("SELECT year, grade, score FROM grade_result ORDER BY year")
    return [(row["year"], row["grade"], row["score"]) for row in rows]
