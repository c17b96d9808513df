"""A case that is decided on and published, alone or with all of its round."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.services import reason_form
from bot.services.grading import decide, notice, whole_round
from bot.services.grading.decide import DecisionResult
from bot.services.grading.notice import PublishedNotice
from bot.services.grading.whole_round import Batch, BatchAction
from tests.installation import INSTALLATION
from tests.services.grading.grading import Grading


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
    return await grading.world.act(by or grading.branch.above, notice.publish, INSTALLATION, id, shown)


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
