"""The second look: through the steps once more, what changed and why; the earlier result stays in the record."""

from bot.domain.grading.case import RoundKind, ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import case as grading_case
from bot.services.grading import overview, second_review
from bot.services.grading.score import rest_full
from bot.services.grading.second_review import SecondReview
from bot.services.grading.self_assessment import opine, propose
from bot.services.grading.step import move
from bot.services.installation import audit
from bot.storage.grading import store
from tests.installation import INSTALLATION
from tests.services.grading.cases import case_of, former_grade, newest_case, rated
from tests.services.grading.decision import choose, publish, round_id
from tests.services.grading.entering import enter_score, enter_survey, state_rule
from tests.services.grading.notice import at_notice, final, finish, object_, over
from tests.world import World
from tests.world.branch import Branch
from tests.world.record import audit_entries


async def preview_all(world: World, person: int, id: int) -> SecondReview:
    return await world.act(person, second_review.start, INSTALLATION, id)


async def again(world: World, branch: Branch) -> int:
    """The second case at its decision: two points less for the venue."""
    id = await newest_case(world, branch.id)
    await enter_survey(world, branch.secretary, id, SurveyKind.FACT, "回访")
    await world.act(branch.secretary, move, id, Step.SURVEY)
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.act(branch.secretary, propose, id, "good")
    await world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT)
    await rated(world, branch, id, good=10)
    await world.act(branch.secretary, opine, id, "good")
    await world.act(branch.secretary, move, id, Step.RATING)
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "venue", "2 活动室锁着")
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    await state_rule(world, branch.above, id, "newly_founded", "去年成立")
    await world.act(branch.above, move, id, Step.ASSESSMENT)
    return id


async def test_it_shows_what_changed_and_why(world: World, branch: Branch) -> None:
    first = await final(world, branch, good=10)
    looked = await preview_all(world, branch.above, first)
    assert (looked.again, looked.unit, looked.year) == (False, "一支部", 2026)
    assert (await preview_all(world, branch.above, first)).again
    async with world.uow.reading() as cx:
        [second, began] = await store.rounds(cx, branch.committee)
    assert (second.kind, second.first_id, second.year) == (RoundKind.SECOND_REVIEW, began.id, 2026)
    id = await again(world, branch)
    card = await world.act(branch.above, grading_case.of, id)
    assert card.changes is not None
    assert card.changes.before is not None
    assert (card.changes.before.grade, card.changes.scores) == ("good", (1000, 980))
    assert card.changes.indicators is not None
    [one] = card.changes.indicators
    assert (one.code, one.before, one.now, [line.reason for line in one.reasons]) == ("venue", 100, 80, ["活动室锁着"])
    assert (card.changes.gone, card.changes.new) == ((), ("newly_founded",))


async def test_its_result_takes_the_place_of_the_first(world: World, branch: Branch) -> None:
    first = await final(world, branch, good=10)
    await preview_all(world, branch.above, first)
    id = await again(world, branch)
    await choose(world, branch.above, id, "fairly_good")
    await publish(world, branch.above, id)
    await over(world, id)
    await finish(world, branch.above, id)
    rows = await world.rows("SELECT year, grade, score, case_id FROM grade_result")
    assert [tuple(dict(row).values()) for row in rows] == [(2026, "fairly_good", 980, id)]
    finals = await audit_entries(world, "grade.final")
    assert [(one["case"], one["grade"]) for _, one in finals] == [(first, "good"), (id, "fairly_good")]
    await world.run("DELETE FROM rating")
    assert (await audit.verify(world.uow)).fault is None


async def test_not_before_the_round_is_over_and_not_by_others(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await world.refused("look_too_early", preview_all(world, branch.above, id))
    await world.refused("not_allowed", preview_all(world, branch.secretary, id))


async def test_the_overview_has_every_unit_with_its_step(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    asked = world.request(branch.above)
    page = await overview.of(world.uow, asked, await round_id(world))
    [row] = page.rows
    assert (row.access.case.id, row.over, row.decided, row.endable, dict(page.steps)) == (
        *(id, False, False, False),
        {Step.NOTICE: 1},
    )
    assert page.late == []
    await object_(world, branch.members[0], id)
    await over(world, id)
    world.clock.forward(days=90)
    page = await world.act(branch.above, overview.of, await round_id(world))
    assert [(row.waiting, row.endable) for row in page.late] == [(1, False)]
    for person in (branch.secretary, branch.stranger):
        await world.refused("not_allowed", world.act(person, overview.of, page.round.id))


async def test_its_former_grade_is_of_an_earlier_year(world: World, branch: Branch) -> None:
    """Never what the round itself has just found."""
    await former_grade(world, branch.id, "先进")
    first = await final(world, branch, good=10)
    looked = await preview_all(world, branch.above, first)
    assert (looked.case.former, (await case_of(world, first)).former) == ("先进", "先进")
