"""The second look: through the steps once more, what changed and why; the earlier result stays in the record."""

from bot.domain.grading.case import RoundKind, ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import case as grading_case
from bot.services.grading import overview, second_review
from bot.services.installation import audit
from bot.storage.grading import store
from tests.installation import INSTALLATION
from tests.services.grading.decision import choose, publish, round_id
from tests.services.grading.grading import Grading
from tests.services.grading.notice import at_notice, final, finish, object_, over
from tests.world import World
from tests.world.branch import Branch


async def look(grading: Grading, id: int, by: int | None = None) -> second_review.SecondReview:
    return await grading.world.act(by or grading.branch.above, second_review.start, INSTALLATION, id)


async def again(grading: Grading) -> int:
    """The second case at its decision: two points less for the venue."""
    id = await grading.case_id()
    await grading.survey(id, SurveyKind.FACT, "回访")
    await grading.move(id, Step.SURVEY)
    await grading.rest(id, ScoreSheetOwner.UNIT)
    await grading.propose(id, "good")
    await grading.move(id, Step.SELF_ASSESSMENT)
    await grading.rated(id, {"good": 10})
    await grading.opine(id, "good")
    await grading.move(id, Step.RATING)
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "venue", "2 活动室锁着")
    await grading.rest(id, ScoreSheetOwner.COMMITTEE)
    await grading.rule(id, "newly_founded", "去年成立")
    await grading.move(id, Step.ASSESSMENT, grading.branch.above)
    return id


async def test_it_shows_what_changed_and_why(world: World, branch: Branch, grading: Grading) -> None:
    first = await final(grading, good=10)
    looked = await look(grading, first)
    assert (looked.again, looked.unit, looked.year) == (False, "一支部", 2026)
    assert (await look(grading, first)).again
    async with world.uow.reading() as cx:
        [second, began] = await store.rounds(cx, branch.committee)
    assert (second.kind, second.first_id, second.year) == (RoundKind.SECOND_REVIEW, began.id, 2026)
    id = await again(grading)
    card = await world.act(branch.above, grading_case.of, id)
    assert card.changes is not None
    assert card.changes.before is not None
    assert (card.changes.before.grade, card.changes.scores) == ("good", (1000, 980))
    assert card.changes.indicators is not None
    [one] = card.changes.indicators
    assert (one.code, one.before, one.now, [line.reason for line in one.reasons]) == ("venue", 100, 80, ["活动室锁着"])
    assert (card.changes.gone, card.changes.new) == ((), ("newly_founded",))


async def test_its_result_takes_the_place_of_the_first(world: World, grading: Grading) -> None:
    first = await final(grading, good=10)
    await look(grading, first)
    id = await again(grading)
    await choose(grading, id, "fairly_good")
    await publish(grading, id)
    await over(grading, id)
    await finish(grading, id)
    rows = await world.rows("SELECT year, grade, score, case_id FROM grade_result")
    assert [tuple(dict(row).values()) for row in rows] == [(2026, "fairly_good", 980, id)]
    finals = await world.audited("grade.final")
    assert [(one["case"], one["grade"]) for _, one in finals] == [(first, "good"), (id, "fairly_good")]
    await world.run("DELETE FROM rating")
    assert (await audit.verify(world.uow)).fault is None


async def test_not_before_the_round_is_over_and_not_by_others(world: World, branch: Branch, grading: Grading) -> None:
    id = await at_notice(grading, good=10)
    await world.refused("look_too_early", look(grading, id))
    await world.refused("not_allowed", look(grading, id, branch.secretary))


async def test_the_overview_has_every_unit_with_its_step(world: World, branch: Branch, grading: Grading) -> None:
    id = await at_notice(grading, good=10)
    asked = world.request(branch.above)
    page = await overview.of(world.uow, asked, await round_id(grading))
    [row] = page.rows
    assert (row.access.case.id, row.over, row.decided, row.endable, dict(page.steps)) == (
        *(id, False, False, False),
        {Step.NOTICE: 1},
    )
    assert page.late == []
    await object_(grading, id, branch.members[0])
    await over(grading, id)
    world.clock.forward(days=90)
    page = await world.act(branch.above, overview.of, await round_id(grading))
    assert [(row.waiting, row.endable) for row in page.late] == [(1, False)]
    for person in (branch.secretary, branch.stranger):
        await world.refused("not_allowed", world.act(person, overview.of, page.round.id))


async def test_its_former_grade_is_of_an_earlier_year(grading: Grading) -> None:
    """Never what the round itself has just found."""
    await grading.former("先进", 2025)
    first = await final(grading, good=10)
    looked = await look(grading, first)
    assert (looked.case.former, (await grading.case(first)).former) == ("先进", "先进")
