"""The second look: through the steps once more, what changed and why; the earlier result stays in the record."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind, ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import overview, second_review
from bot.services.installation import audit
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from tests.services.grading.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def look(ours: End, id: int, by: int | None = None) -> second_review.SecondReview:
    asked = ours.hall.ask(by or ours.ours.house.above)
    return await second_review.start(ours.hall.uow, asked, ours.ours.installation, id)


async def again(ours: End) -> int:
    """The second case at its decision: two points less for the venue."""
    stage = ours.ours
    id = await stage.case_id()
    await stage.survey(id, SurveyKind.FACT, "回访")
    await stage.move(id, Step.SURVEY)
    await stage.rest(id, ScoreSheetOwner.UNIT)
    await stage.propose(id, "good")
    await stage.move(id, Step.SELF_ASSESSMENT)
    await stage.rated(id, {"good": 10})
    await stage.opine(id, "good")
    await stage.move(id, Step.RATING)
    await stage.score(id, ScoreSheetOwner.COMMITTEE, "venue", "2 活动室锁着")
    await stage.rest(id, ScoreSheetOwner.COMMITTEE)
    await stage.rule(id, "newly_founded", "去年成立")
    await stage.move(id, Step.ASSESSMENT, stage.house.above)
    return id


async def test_it_shows_what_changed_and_why(ours: End) -> None:
    first = await ours.final(good=10)
    looked = await look(ours, first)
    assert (looked.again, looked.unit, looked.year) == (False, "一支部", 2026)
    assert (await look(ours, first)).again
    async with ours.hall.uow.reading() as cx:
        [second, began] = await grading.rounds(cx, ours.ours.house.top)
    assert (second.kind, second.first_id, second.year) == (RoundKind.SECOND_REVIEW, began.id, 2026)
    id = await again(ours)
    card = await ours.card(id, ours.ours.house.above)
    assert card.changes is not None
    assert card.changes.before is not None
    assert (card.changes.before.grade, card.changes.scores) == ("good", (1000, 980))
    assert card.changes.indicators is not None
    [one] = card.changes.indicators
    assert (one.code, one.before, one.now, [line.reason for line in one.reasons]) == ("venue", 100, 80, ["活动室锁着"])
    assert (card.changes.gone, card.changes.new) == ((), ("newly_founded",))


async def test_its_result_takes_the_place_of_the_first(ours: End) -> None:
    first = await ours.final(good=10)
    await look(ours, first)
    id = await again(ours)
    await ours.choose(id, "fairly_good")
    await ours.publish(id)
    await ours.over(id)
    await ours.finish(id)
    rows = await ours.hall.rows("SELECT year, grade, score, case_id FROM grade_result")
    assert [tuple(dict(row).values()) for row in rows] == [(2026, "fairly_good", 980, id)]
    finals = await ours.ours.audited("grade.final")
    assert [(one["case"], one["grade"]) for one in finals] == [(first, "good"), (id, "fairly_good")]
    await ours.hall.run("DELETE FROM rating RETURNING id")
    assert (await audit.verify(ours.hall.uow)).fault is None


async def test_not_before_the_round_is_over_and_not_by_others(ours: End) -> None:
    id = await ours.at_notice(good=10)
    with pytest.raises(DomainError, match="look_too_early"):
        await look(ours, id)
    with pytest.raises(DomainError, match="not_allowed"):
        await look(ours, id, ours.ours.house.secretary)


async def test_the_overview_has_every_unit_with_its_step(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    asked = ours.hall.ask(house.above)
    page = await overview.of(ours.hall.uow, asked, await ours.round_id())
    [row] = page.rows
    assert (row.access.case.id, row.over, row.decided, row.endable, dict(page.steps)) == (
        *(id, False, False, False),
        {Step.NOTICE: 1},
    )
    assert page.late == []
    await ours.object_(id, house.members[0])
    await ours.over(id)
    ours.hall.clock.forward(days=90)
    page = await overview.of(ours.hall.uow, ours.hall.ask(house.above), await ours.round_id())
    assert [(row.waiting, row.endable) for row in page.late] == [(1, False)]
    for person in (house.secretary, house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await overview.of(ours.hall.uow, ours.hall.ask(person), page.round.id)


async def test_its_former_grade_is_of_an_earlier_year(ours: End) -> None:
    """Never what the round itself has just found."""
    await ours.ours.former("先进", 2025)
    first = await ours.final(good=10)
    looked = await look(ours, first)
    assert (looked.case.former, (await ours.ours.case(first)).former) == ("先进", "先进")
