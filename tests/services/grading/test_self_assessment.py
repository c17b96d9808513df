"""The branch's own grade: the computed one, or another with its reason; after the rating its opinion."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.services.grading import self_assessment
from bot.services.grading.score import rest_full
from bot.services.grading.self_assessment import StatedGrade, opine, propose
from bot.services.grading.step import move
from tests.services.grading.cases import case_at, case_of, rated
from tests.world import World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.record import audit_entries


async def test_the_computed_grade_needs_no_reason(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    await world.refused("indicator_missing", world.act(branch.secretary, propose, id, "good"))
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    offer = await world.act(branch.secretary, self_assessment.offer, id)
    assert (offer.computed, offer.score) == ("good", 1000)
    said = await world.act(branch.secretary, propose, id, "good")
    assert said is not None
    case = await case_of(world, id)
    assert (case.proposed, case.proposed_reason) == ("good", None)
    assert await audit_entries(world, "grade.proposed") == [
        ("grade.proposed", {"case": id, "grade": "good", "computed": "good"})
    ]


async def because(world: World, person: int, reason: str) -> StatedGrade:
    return await world.act(person, self_assessment.because, await form_version(world, person), reason)


async def test_another_grade_says_why(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    assert await world.act(branch.secretary, propose, id, "average") is None
    assert (await case_of(world, id)).proposed is None
    await world.refused("decision_without_reason", because(world, branch.secretary, "  "))
    await world.refused("text_too_long", because(world, branch.secretary, "长" * 501))
    await because(world, branch.secretary, "群众还有意见")
    case = await case_of(world, id)
    assert (case.proposed, case.proposed_reason) == ("average", "群众还有意见")


async def test_without_points_the_grade_alone(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT, "离退休")
    said = await world.act(branch.secretary, propose, id, "qualified")
    assert said is not None
    assert (await case_of(world, id)).proposed == "qualified"
    assert (await world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT)).stage.step is Step.RATING


async def test_what_is_no_grade_and_who_may_not(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    for grade in ("excellent", "x", ""):
        await world.refused("grade_unknown", world.act(branch.secretary, propose, id, grade))
    for person in (branch.above, branch.stranger, branch.members[0]):
        await world.refused("not_allowed", world.act(person, propose, id, "good"))
    await world.refused("grading_not_now", world.act(branch.secretary, opine, id, "good"))
    assert (await case_of(world, id)).proposed is None


async def test_the_opinion_comes_after_the_rating(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.RATING)
    await world.refused("grading_unrated", world.act(branch.secretary, opine, id, "good"))
    await rated(world, branch, id, good=9, poor=1)
    await world.refused("grade_unknown", world.act(branch.secretary, opine, id, "excellent"))
    await world.act(branch.secretary, opine, id, "good")
    await world.act(branch.secretary, opine, id, "good")
    assert await audit_entries(world, "grade.opinion") == [("grade.opinion", {"case": id, "grade": "good"})]
    await world.refused("grading_not_now", world.act(branch.secretary, propose, id, "good"))
