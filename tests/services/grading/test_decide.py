"""The decision: as computed at once, another with a reason, none with a reason; never above a rule; quotas warn."""

import hashlib
import json

from bot.domain.grading.case import RoundKind, ScoreSheetOwner
from bot.domain.grading.decision import Decision
from bot.domain.grading.scheme_part import Step
from bot.domain.installation.audit import sealed
from bot.domain.unit import UnitKind
from bot.services.grading import case as grading_case
from bot.services.grading import decide, whole_round
from bot.services.grading.score import rest_full
from bot.services.grading.step import move
from bot.services.grading.whole_round import BatchAction
from bot.storage import unit as units
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import store
from tests.services.grading.cases import at_assessment, at_decision, case_of
from tests.services.grading.decision import because, choose, perform_all, preview_all
from tests.services.grading.entering import enter_score, state_rule
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import recipients
from tests.world.record import audit_entries


async def decisions(world: World, id: int) -> list[tuple[int, str | None, str | None, str | None, int | None]]:
    async with world.uow.reading() as cx:
        found = await grading_decision.of_case(cx, id)
    return [(one.number, one.computed, one.grade, one.reason, one.score) for one in found]


async def test_as_computed_it_is_one_tap_and_colleagues_hear(world: World, branch: Branch, colleague: int) -> None:
    id = await at_decision(world, branch, good=9, poor=1)
    decided = await choose(world, branch.above, id, "good")
    assert decided is not None
    assert (decided.again, decided.decision.grade, decided.decision.score) == (False, "good", 975)
    assert await decisions(world, id) == [(1, "good", "good", None, 975)]
    assert await recipients(world, "grading.decided") == [colleague]
    assert (await case_of(world, id)).step is Step.DECISION
    [(_, entry)] = await audit_entries(world, "grade.decided")
    assert (entry["grade"], entry["score"], entry["reason"]) == ("good", 975, None)


async def test_the_same_tap_again_changes_nothing(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    version = (await case_of(world, id)).version
    await world.act(branch.above, decide.choose, id, version, "good")
    again = await world.act(branch.above, decide.choose, id, version, "good")
    assert again is not None
    assert again.again
    assert len(await decisions(world, id)) == 1
    await world.refused("grading_moved", world.act(branch.above, decide.choose, id, version, "average"))


async def test_another_grade_needs_its_reason_and_a_yes(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    assert await choose(world, branch.above, id, "fairly_good") is None
    assert await decisions(world, id) == []
    await world.refused("reason_missing", because(world, branch.above, ""))
    await world.refused("text_too_long", because(world, branch.above, "字" * 501))
    decided = await because(world, branch.above, "台账不全")
    assert await decisions(world, id) == [(1, "good", "fairly_good", "台账不全", 1000)]
    assert decided.decision.overridden
    [row] = await world.rows("SELECT salt FROM grade_decision")
    [(_, entry)] = await audit_entries(world, "grade.decided")
    assert entry["reason"] == sealed(row["salt"], "台账不全")


async def test_no_grade_needs_its_reason_too_even_where_nothing_is_computed(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    assert await choose(world, branch.above, id, decide.NO_GRADE) is None
    await because(world, branch.above, "撤并中")
    assert await decisions(world, id) == [(1, "good", None, "撤并中", 1000)]
    await world.run("DELETE FROM rating")
    await choose(world, branch.above, id, decide.NO_GRADE)
    await because(world, branch.above, "没有测评")
    assert (await decisions(world, id))[0] == (2, None, None, "没有测评", None)
    await world.refused("ballots_missing", choose(world, branch.above, id, "good"))


async def test_never_above_a_rule_in_force(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch, good=10)
    await state_rule(world, branch.above, id, "serious_violation", "通报〔2026〕3号")
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    await world.act(branch.above, move, id, Step.ASSESSMENT)
    await world.refused("decision_above_rule", choose(world, branch.above, id, "good"))
    decided = await choose(world, branch.above, id, "poor")
    assert decided is not None
    assert (decided.decision.computed, decided.decision.score) == ("poor", 1000)


async def test_without_points_any_grade_within_the_rules_is_one_tap(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, "离退休", excellent=10)
    decided = await choose(world, branch.above, id, "qualified")
    assert decided is not None
    assert await decisions(world, id) == [(1, "qualified", "qualified", None, None)]
    batch = await preview_all(world, branch.above, BatchAction.DECIDE)
    assert (batch.lines, batch.waiting) == ((), ())


async def decided_beside(world: World, branch: Branch, id: int, *given: str) -> None:
    """More branches of the round, whose grades are decided."""
    case = await case_of(world, id)
    async with world.uow.begin() as work:
        top = await units.get(work, branch.committee)
        for grade in given:
            name = f"{len(await units.every(work))}号党支部"
            unit = await units.add(work, top, name, UnitKind.BRANCH, "村", work.now)
            due = dict.fromkeys(Step, work.now.date())
            other = await store.add_case(work, case.round_id, unit.id, case.digest, None, due, work.now)
            one = Decision(0, other, 0, grade, None, grade, None, work.now.date(), "ab")
            await grading_decision.add(work, one, "ab", None, work.now)
        await work.commit()


async def test_one_unit_alone_is_over_no_quota(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    assert (await world.act(branch.above, grading_case.of, id)).over == ()
    decided = await choose(world, branch.above, id, "good")
    assert decided is not None
    assert decided.over == ()


async def test_the_quota_warns_before_and_after(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    await decided_beside(world, branch, id, "good", "average", "average", "average")
    card = await world.act(branch.above, grading_case.of, id)
    assert [(one.grade, one.count, one.most, one.graded) for one in card.over] == [("good", 2, 1, 5)]
    batch = await preview_all(world, branch.above, BatchAction.DECIDE)
    assert [(one.grade, one.count) for _, one in batch.over] == [("good", 2)]
    decided = await choose(world, branch.above, id, "good")
    assert decided is not None
    assert len(decided.over) == 1
    await choose(world, branch.above, id, "average")
    assert (await because(world, branch.above, "不宜过多")).over == ()


async def test_the_quota_counts_the_whole_year_and_a_second_look_instead_of_the_first(
    world: World, branch: Branch
) -> None:
    """Rounds of one committee for one year count together, each unit once, as it was decided last."""
    id, other = await at_decision(world, branch, good=10), branch.other
    await decided_beside(world, branch, id, "average", "average", "average")
    for year, grade, expected in (
        (2025, "good", []),
        (2026, "good", [(2, 1, 5)]),
        (2026, "average", []),
        (2026, "good", [(2, 1, 5)]),
    ):
        await decided_in(world, branch, id, year, other, grade)
        card = await world.act(branch.above, grading_case.of, id)
        assert [(one.count, one.most, one.graded) for one in card.over] == expected
    first = await world.rows("SELECT round_id FROM grade_case WHERE id = $1", id)
    batch = await world.act(branch.above, whole_round.preview, first[0]["round_id"], BatchAction.DECIDE)
    assert [(one.count, one.most, one.graded) for _, one in batch.over] == [(2, 1, 5)]


async def decided_in(world: World, branch: Branch, id: int, year: int, unit: int, grade: str) -> None:
    """That branch in a later round of the committee, under the scheme of the case."""
    case, top = await case_of(world, id), branch.committee
    async with world.uow.begin() as work:
        day = work.now.date()
        round_id = await store.add_round(work, top, year, RoundKind.ROUND, work.now, None)
        made = await store.add_case(work, round_id, unit, case.digest, None, dict.fromkeys(Step, day), work.now)
        one = Decision(0, made, 0, grade, None, grade, None, day, "ab")
        await grading_decision.add(work, one, "ab", None, work.now)
        await work.commit()


async def test_nobody_else_decides_and_not_at_another_step(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch, good=10)
    await world.refused("grading_not_now", choose(world, branch.above, id, "good"))
    for person in (branch.secretary, branch.members[0], branch.stranger):
        await world.refused("not_allowed", choose(world, person, id, "good"))
    await world.refused("not_found", world.act(branch.above, decide.choose, 987_654, 1, "good"))


async def test_all_as_computed_after_one_look(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    batch = await preview_all(world, branch.above, BatchAction.DECIDE)
    assert [(one.access.case.id, one.grade, one.score) for one in batch.lines] == [(id, "good", 1000)]
    shown_before = batch.mark
    await world.run("UPDATE grade_case SET version = version + 1")
    assert not (await perform_all(world, branch.above, BatchAction.DECIDE, mark=shown_before)).done
    assert await decisions(world, id) == []
    assert (await perform_all(world, branch.above, BatchAction.DECIDE)).done
    assert await decisions(world, id) == [(1, "good", "good", None, 1000)]
    assert (await preview_all(world, branch.above, BatchAction.DECIDE)).lines == ()
    await world.refused("not_allowed", preview_all(world, branch.secretary, BatchAction.DECIDE))


async def test_the_yes_to_all_carries_every_line(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    marks = {(await preview_all(world, branch.above, BatchAction.DECIDE)).mark}
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    await world.run("UPDATE grade_case SET version = version - 1")
    batch = await preview_all(world, branch.above, BatchAction.DECIDE)
    line = [[id, batch.lines[0].access.case.version, "good", 990]]
    assert batch.mark == int(hashlib.sha256(json.dumps(line).encode()).hexdigest()[:8], 16)
    assert batch.mark not in marks
    [shown] = marks
    assert not (await perform_all(world, branch.above, BatchAction.DECIDE, mark=shown)).done
