"""The branch's own grade: the computed one, or another with its reason; after the rating its opinion."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.services.grading import self_assessment
from bot.storage.connection import Database
from tests.services.grading.grading_stage import Round, round_


@pytest.fixture
async def ours(database: Database) -> Round:
    return await round_(database)


async def test_the_computed_grade_needs_no_reason(ours: Round) -> None:
    id = await ours.at_self()
    with pytest.raises(DomainError, match="indicator_missing"):
        await ours.propose(id, "good")
    await ours.rest(id, ScoreSheetOwner.UNIT)
    hall = ours.hall
    offer = await self_assessment.offer(hall.uow, hall.ask(ours.house.secretary), id)
    assert (offer.computed, offer.score) == ("good", 1000)
    said = await ours.propose(id, "good")
    assert said is not None
    case = await ours.case(id)
    assert (case.proposed, case.proposed_reason) == ("good", None)
    assert await ours.audited("grade.proposed") == [{"case": id, "grade": "good", "computed": "good"}]


async def test_another_grade_says_why(ours: Round) -> None:
    id = await ours.at_self()
    await ours.rest(id, ScoreSheetOwner.UNIT)
    assert await ours.propose(id, "average") is None
    assert (await ours.case(id)).proposed is None
    with pytest.raises(DomainError, match="decision_without_reason"):
        await ours.because("  ")
    with pytest.raises(DomainError, match="text_too_long"):
        await ours.because("长" * 501)
    await ours.because("群众还有意见")
    case = await ours.case(id)
    assert (case.proposed, case.proposed_reason) == ("average", "群众还有意见")


async def test_without_points_the_grade_alone(ours: Round) -> None:
    id = await ours.at_self("离退休")
    said = await ours.propose(id, "qualified")
    assert said is not None
    assert (await ours.case(id)).proposed == "qualified"
    assert (await ours.move(id, Step.SELF_ASSESSMENT)).stage.step is Step.RATING


async def test_what_is_no_grade_and_who_may_not(ours: Round) -> None:
    id = await ours.at_self()
    await ours.rest(id, ScoreSheetOwner.UNIT)
    for grade in ("excellent", "x", ""):
        with pytest.raises(DomainError, match="grade_unknown"):
            await ours.propose(id, grade)
    for person in (ours.house.above, ours.house.stranger, ours.house.members[0]):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.propose(id, "good", person)
    with pytest.raises(DomainError, match="grading_not_now"):
        await ours.opine(id, "good")
    assert (await ours.case(id)).proposed is None


async def test_the_opinion_comes_after_the_rating(ours: Round) -> None:
    id = await ours.at_rating()
    with pytest.raises(DomainError, match="grading_unrated"):
        await ours.opine(id, "good")
    await ours.rated(id, {"good": 9, "poor": 1})
    with pytest.raises(DomainError, match="grade_unknown"):
        await ours.opine(id, "excellent")
    await ours.opine(id, "good")
    await ours.opine(id, "good")
    assert await ours.audited("grade.opinion") == [{"case": id, "grade": "good"}]
    with pytest.raises(DomainError, match="grading_not_now"):
        await ours.propose(id, "good")
