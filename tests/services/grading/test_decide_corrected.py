"""Scores and rules can be corrected until the notice: a decision on what was there before does not count any more."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.record import basis
from bot.domain.grading.scheme_part import Step
from bot.services.grading import decide
from bot.services.grading.whole_round import BatchAction
from tests.services.grading.decision import at_decision, because, choose, look, publish
from tests.services.grading.grading import Grading
from tests.world import World


async def test_other_scores_after_the_decision_are_decided_on_anew(world: World, grading: Grading) -> None:
    id = await at_decision(grading)
    assert await choose(grading, id, "good") is not None
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    await world.refused("grading_undecided", publish(grading, id))
    decided = await choose(grading, id, "good")
    assert decided is not None
    assert (decided.again, decided.decision.score) == (False, 990)
    assert (await publish(grading, id)).decision.score == 990


async def test_a_rule_stated_after_the_decision_too(world: World, grading: Grading) -> None:
    id = await at_decision(grading, "离退休", excellent=10)
    assert await choose(grading, id, "excellent") is not None
    await grading.rule(id, "serious_violation", "县纪委通报")
    await world.refused("grading_undecided", publish(grading, id))
    await world.refused("decision_above_rule", choose(grading, id, "excellent"))


async def raised(grading: Grading) -> int:
    """Decided above what was computed, with a reason, and within the rules of that moment."""
    id = await grading.at_assessment(good=10)
    await grading.rest(id, ScoreSheetOwner.COMMITTEE)
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "results", "20 任务都没完成")
    await grading.move(id, Step.ASSESSMENT, grading.branch.above)
    assert (await grading.summary(id)).by_rule().grade == "fairly_good"
    assert await choose(grading, id, "good") is None
    await because(grading, "抢险有功")
    return id


async def test_a_decision_does_not_stay_above_a_rule_that_leaves_the_computed_grade(
    world: World, grading: Grading
) -> None:
    id = await raised(grading)
    await grading.rule(id, "newly_founded", "今年成立")
    found = await grading.summary(id)
    assert found.by_rule().grade == "fairly_good"
    await world.refused("grading_undecided", publish(grading, id))
    await world.refused("decision_above_rule", choose(grading, id, "good"))


async def test_nor_with_the_same_basis(world: World, grading: Grading) -> None:
    id = await raised(grading)
    await grading.rule(id, "newly_founded", "今年成立")
    found = await grading.summary(id)
    now = basis(found.entered, found.circumstances)
    await world.run("UPDATE grade_decision SET basis = $1", now)
    await world.refused("grading_undecided", publish(grading, id))


async def test_another_basis_with_the_same_score_is_decided_on_anew(world: World, grading: Grading) -> None:
    id = await at_decision(grading)
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    assert await choose(grading, id, "good") is not None
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    assert (await look(grading, BatchAction.PUBLISH)).waiting == ()
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 迟报两次")
    await world.refused("grading_undecided", publish(grading, id))
    decided = await choose(grading, id, "good")
    assert decided is not None
    assert not decided.again


async def test_left_ungraded_without_points_nothing_was_computed(world: World, grading: Grading) -> None:
    id = await at_decision(grading, "离退休", excellent=10)
    assert await choose(grading, id, decide.NO_GRADE) is None
    [row] = await world.rows("SELECT draft FROM conversation WHERE name = 'grading_decide'")
    assert '"computed":null' in row["draft"].replace(" ", "")
    decision = (await because(grading, "撤并中")).decision
    assert (decision.grade, decision.computed) == (None, None)
    [(_, entry)] = await world.audited("grade.decided")
    assert entry["computed"] is None
    await publish(grading, id)
    assert {one.data["computed"] for one in await world.sent("notice.published")} == {None}
