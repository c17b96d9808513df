"""The last steps of a round: decision, notice, objections, final."""

from datetime import timedelta

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.decision import Notice, Objection
from bot.domain.grading.scheme_part import Step
from bot.services import reason_form
from bot.services.grading import case as grading_case
from bot.services.grading import decide, objection, whole_round
from bot.services.grading import final as grading_final
from bot.services.grading import notice as grading_notice
from bot.services.grading.case import CaseCard
from bot.services.grading.decide import DecisionResult
from bot.services.grading.final import FinalResult
from bot.services.grading.notice import PublishedNotice
from bot.services.grading.objection import Answered, Raised
from bot.services.grading.whole_round import Batch, BatchAction
from bot.storage.grading import notice as notices
from bot.storage.grading import objection as objections
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.grading.round import Grading


async def at_decision(grading: Grading, sector: str = "村", **counts: int) -> int:
    """With full marks; the score differs by the ballots alone."""
    id = await grading.at_assessment(sector, **counts)
    if (await grading.access(id)).scheme.points:
        await grading.rest(id, ScoreSheetOwner.COMMITTEE)
    await grading.move(id, Step.ASSESSMENT, grading.branch.above)
    return id


async def choose(
    grading: Grading, id: int, grade: str, by: int | None = None, version: int | None = None
) -> DecisionResult | None:
    shown = (await grading.case(id)).version if version is None else version
    return await grading.world.act(by or grading.branch.above, decide.choose, id, shown, grade)


async def because(grading: Grading, reason: str, by: int | None = None) -> DecisionResult:
    """The reason, and the yes to it."""
    person = by or grading.branch.above
    version = await grading.world.version(person)
    await grading.world.act(person, reason_form.enter_reason, decide.NAME, version, reason)
    return await grading.world.act(person, decide.confirm, await grading.world.version(person))


async def publish(grading: Grading, id: int, by: int | None = None, version: int | None = None) -> PublishedNotice:
    shown = (await grading.case(id)).version if version is None else version
    return await grading.world.act(by or grading.branch.above, grading_notice.publish, INSTALLATION, id, shown)


async def finish(grading: Grading, id: int, by: int | None = None, version: int | None = None) -> FinalResult:
    shown = (await grading.case(id)).version if version is None else version
    return await grading.world.act(by or grading.branch.above, grading_final.finish, id, shown)


async def at_notice(grading: Grading, sector: str = "村", **counts: int) -> int:
    """Decided as computed and published."""
    id = await at_decision(grading, sector, **counts)
    found = (await grading.summary(id)).computed
    await choose(grading, id, found.grade if found else "excellent")
    await publish(grading, id)
    return id


async def final(grading: Grading, sector: str = "村", **counts: int) -> int:
    id = await at_notice(grading, sector, **counts)
    await over(grading, id)
    await finish(grading, id)
    return id


async def notice_of(grading: Grading, id: int) -> Notice:
    async with grading.world.uow.reading() as cx:
        return (await notices.of_case(cx, id))[0]


async def over(grading: Grading, id: int) -> None:
    """The day after the notice's last."""
    last = (await notice_of(grading, id)).ends_on
    today = grading.world.now.astimezone(ZONE).date()
    grading.world.clock.moment += timedelta(days=(last - today).days + 1)


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


async def card(grading: Grading, id: int, by: int) -> CaseCard:
    return await grading.world.act(by, grading_case.of, id)


async def look(grading: Grading, what: BatchAction, by: int | None = None) -> Batch:
    return await grading.world.act(by or grading.branch.above, whole_round.preview, await round_id(grading), what)


async def all_(grading: Grading, what: BatchAction, by: int | None = None, mark: int | None = None) -> Batch:
    shown = (await look(grading, what)).mark if mark is None else mark
    return await grading.world.act(
        by or grading.branch.above, whole_round.perform, INSTALLATION, await round_id(grading), what, shown
    )


async def round_id(grading: Grading) -> int:
    rows = await grading.world.rows("SELECT id FROM grade_round ORDER BY id DESC")
    return int(rows[0]["id"])
