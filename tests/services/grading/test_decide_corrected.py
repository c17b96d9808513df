"""Scores and rules can be corrected until the notice: a decision on what was there before does not count any more."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.record import basis
from bot.domain.grading.scheme_part import Step
from bot.services.grading import decide
from bot.services.grading.score import rest_full
from bot.services.grading.step import move
from bot.services.grading.whole_round import BatchAction
from tests.services.grading.cases import at_assessment, at_decision, summary_of
from tests.services.grading.decision import because, choose, preview_all, publish
from tests.services.grading.entering import enter_score, state_rule
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import messages
from tests.world.record import audit_entries


async def test_other_scores_after_the_decision_are_decided_on_anew(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch)
    assert await choose(world, branch.above, id, "good") is not None
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    await world.refused("grading_undecided", publish(world, branch.above, id))
    decided = await choose(world, branch.above, id, "good")
    assert decided is not None
    assert (decided.again, decided.decision.score) == (False, 990)
    assert (await publish(world, branch.above, id)).decision.score == 990


async def test_a_rule_stated_after_the_decision_too(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, "离退休", excellent=10)
    assert await choose(world, branch.above, id, "excellent") is not None
    await state_rule(world, branch.above, id, "serious_violation", "县纪委通报")
    await world.refused("grading_undecided", publish(world, branch.above, id))
    await world.refused("decision_above_rule", choose(world, branch.above, id, "excellent"))


async def raised(world: World, branch: Branch) -> int:
    """Decided above what was computed, with a reason, and within the rules of that moment."""
    id = await at_assessment(world, branch, good=10)
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", "20 任务都没完成")
    await world.act(branch.above, move, id, Step.ASSESSMENT)
    assert (await summary_of(world, branch, id)).by_rule().grade == "fairly_good"
    assert await choose(world, branch.above, id, "good") is None
    await because(world, branch.above, "抢险有功")
    return id


async def test_a_decision_does_not_stay_above_a_rule_that_leaves_the_computed_grade(
    world: World, branch: Branch
) -> None:
    id = await raised(world, branch)
    await state_rule(world, branch.above, id, "newly_founded", "今年成立")
    found = await summary_of(world, branch, id)
    assert found.by_rule().grade == "fairly_good"
    await world.refused("grading_undecided", publish(world, branch.above, id))
    await world.refused("decision_above_rule", choose(world, branch.above, id, "good"))


async def test_nor_with_the_same_basis(world: World, branch: Branch) -> None:
    id = await raised(world, branch)
    await state_rule(world, branch.above, id, "newly_founded", "今年成立")
    found = await summary_of(world, branch, id)
    now = basis(found.entered, found.circumstances)
    await world.run("UPDATE grade_decision SET basis = $1", now)
    await world.refused("grading_undecided", publish(world, branch.above, id))


async def test_another_basis_with_the_same_score_is_decided_on_anew(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch)
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    assert await choose(world, branch.above, id, "good") is not None
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    assert (await preview_all(world, branch.above, BatchAction.PUBLISH)).waiting == ()
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", "1 迟报两次")
    await world.refused("grading_undecided", publish(world, branch.above, id))
    decided = await choose(world, branch.above, id, "good")
    assert decided is not None
    assert not decided.again


async def test_left_ungraded_without_points_nothing_was_computed(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, "离退休", excellent=10)
    assert await choose(world, branch.above, id, decide.NO_GRADE) is None
    [row] = await world.rows("SELECT draft FROM conversation WHERE name = 'grading_decide'")
    assert '"computed":null' in row["draft"].replace(" ", "")
    decision = (await because(world, branch.above, "撤并中")).decision
    assert (decision.grade, decision.computed) == (None, None)
    [(_, entry)] = await audit_entries(world, "grade.decided")
    assert entry["computed"] is None
    await publish(world, branch.above, id)
    assert {one.data["computed"] for one in await messages(world, "notice.published")} == {None}
