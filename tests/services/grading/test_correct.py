"""Scores and rules can be corrected until the notice: a decision on what was there before does not count any more."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.record import basis
from bot.domain.grading.scheme_part import Step
from bot.services.grading import decide
from bot.services.grading.whole_round import BatchAction
from bot.storage.connection import Database
from tests.services.grading.grading_end import End
from tests.services.grading.grading_stage import round_


@pytest.fixture
async def end(database: Database) -> End:
    return End(await round_(database))


async def test_other_scores_after_the_decision_are_decided_on_anew(end: End) -> None:
    id = await end.at_decision()
    assert await end.choose(id, "good") is not None
    await end.ours.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)
    decided = await end.choose(id, "good")
    assert decided is not None
    assert (decided.again, decided.decision.score) == (False, 990)
    assert (await end.publish(id)).decision.score == 990


async def test_a_rule_stated_after_the_decision_too(end: End) -> None:
    id = await end.at_decision("离退休", excellent=10)
    assert await end.choose(id, "excellent") is not None
    await end.ours.rule(id, "serious_violation", "县纪委通报")
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)
    with pytest.raises(DomainError, match="decision_above_rule"):
        await end.choose(id, "excellent")


async def raised(end: End) -> int:
    """Decided above what was computed, with a reason, and within the rules of that moment."""
    id = await end.ours.at_assessment(good=10)
    await end.ours.rest(id, ScoreSheetOwner.COMMITTEE)
    await end.ours.score(id, ScoreSheetOwner.COMMITTEE, "results", "20 任务都没完成")
    await end.ours.move(id, Step.ASSESSMENT, end.ours.house.above)
    assert (await end.ours.summary(id)).by_rule().grade == "fairly_good"
    assert await end.choose(id, "good") is None
    await end.because("抢险有功")
    return id


async def test_a_decision_does_not_stay_above_a_rule_that_leaves_the_computed_grade(end: End) -> None:
    id = await raised(end)
    await end.ours.rule(id, "newly_founded", "今年成立")
    found = await end.ours.summary(id)
    assert found.by_rule().grade == "fairly_good"
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)
    with pytest.raises(DomainError, match="decision_above_rule"):
        await end.choose(id, "good")


async def test_nor_with_the_same_basis(end: End) -> None:
    id = await raised(end)
    await end.ours.rule(id, "newly_founded", "今年成立")
    found = await end.ours.summary(id)
    now = basis(found.entered, found.circumstances)
    await end.hall.run("UPDATE grade_decision SET basis = $1 RETURNING id", now)
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)


async def test_another_basis_with_the_same_score_is_decided_on_anew(end: End) -> None:
    id = await end.at_decision()
    await end.ours.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    assert await end.choose(id, "good") is not None
    await end.ours.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    assert (await end.look(BatchAction.PUBLISH)).waiting == ()
    await end.ours.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 迟报两次")
    with pytest.raises(DomainError, match="grading_undecided"):
        await end.publish(id)
    decided = await end.choose(id, "good")
    assert decided is not None
    assert not decided.again


async def test_left_ungraded_without_points_nothing_was_computed(end: End) -> None:
    id = await end.at_decision("离退休", excellent=10)
    assert await end.choose(id, decide.NO_GRADE) is None
    [row] = await end.hall.rows("SELECT draft FROM conversation WHERE name = 'grading_decide'")
    assert '"computed":null' in row["draft"].replace(" ", "")
    decision = (await end.because("撤并中")).decision
    assert (decision.grade, decision.computed) == (None, None)
    [entry] = await end.ours.audited("grade.decided")
    assert entry["computed"] is None
    await end.publish(id)
    assert {data["computed"] for _, data in await end.ours.told("notice.published")} == {None}
