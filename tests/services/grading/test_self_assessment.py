"""The branch's own grade: the computed one, or another with its reason; after the rating its opinion."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.services.grading import self_assessment
from tests.services.grading.grading import Grading
from tests.world import World
from tests.world.branch import Branch


async def test_the_computed_grade_needs_no_reason(world: World, branch: Branch, grading: Grading) -> None:
    id = await grading.at_self()
    await world.refused("indicator_missing", grading.propose(id, "good"))
    await grading.rest(id, ScoreSheetOwner.UNIT)
    offer = await world.act(branch.secretary, self_assessment.offer, id)
    assert (offer.computed, offer.score) == ("good", 1000)
    said = await grading.propose(id, "good")
    assert said is not None
    case = await grading.case(id)
    assert (case.proposed, case.proposed_reason) == ("good", None)
    assert await world.audited("grade.proposed") == [
        ("grade.proposed", {"case": id, "grade": "good", "computed": "good"})
    ]


async def test_another_grade_says_why(world: World, grading: Grading) -> None:
    id = await grading.at_self()
    await grading.rest(id, ScoreSheetOwner.UNIT)
    assert await grading.propose(id, "average") is None
    assert (await grading.case(id)).proposed is None
    await world.refused("decision_without_reason", grading.because("  "))
    await world.refused("text_too_long", grading.because("长" * 501))
    await grading.because("群众还有意见")
    case = await grading.case(id)
    assert (case.proposed, case.proposed_reason) == ("average", "群众还有意见")


async def test_without_points_the_grade_alone(grading: Grading) -> None:
    id = await grading.at_self("离退休")
    said = await grading.propose(id, "qualified")
    assert said is not None
    assert (await grading.case(id)).proposed == "qualified"
    assert (await grading.move(id, Step.SELF_ASSESSMENT)).stage.step is Step.RATING


async def test_what_is_no_grade_and_who_may_not(world: World, branch: Branch, grading: Grading) -> None:
    id = await grading.at_self()
    await grading.rest(id, ScoreSheetOwner.UNIT)
    for grade in ("excellent", "x", ""):
        await world.refused("grade_unknown", grading.propose(id, grade))
    for person in (branch.above, branch.stranger, branch.members[0]):
        await world.refused("not_allowed", grading.propose(id, "good", person))
    await world.refused("grading_not_now", grading.opine(id, "good"))
    assert (await grading.case(id)).proposed is None


async def test_the_opinion_comes_after_the_rating(world: World, grading: Grading) -> None:
    id = await grading.at_rating()
    await world.refused("grading_unrated", grading.opine(id, "good"))
    await grading.rated(id, {"good": 9, "poor": 1})
    await world.refused("grade_unknown", grading.opine(id, "excellent"))
    await grading.opine(id, "good")
    await grading.opine(id, "good")
    assert await world.audited("grade.opinion") == [("grade.opinion", {"case": id, "grade": "good"})]
    await world.refused("grading_not_now", grading.propose(id, "good"))
