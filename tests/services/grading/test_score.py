"""Sheets: every deduction a line with its reason, checked as it is typed; a sheet belongs to one side and one step."""

import pytest

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction
from bot.services.grading import score
from bot.services.grading.score import rest_full
from bot.services.grading.self_assessment import propose
from bot.services.grading.step import move
from bot.storage.grading import sheet
from bot.views.grading import score as view
from bot.views.view import sentence
from tests.installation import EN, INSTALLATION, ZH
from tests.services.grading.cases import at_assessment, case_at, case_of
from tests.services.grading.entering import enter_score
from tests.world import FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.record import audit_entries


async def test_leaf_after_leaf_until_the_sheet_is_whole(world: World, branch: Branch) -> None:
    id, person = await case_at(world, branch, Step.SELF_ASSESSMENT), branch.secretary
    await world.act(person, score.begin, id, ScoreSheetOwner.UNIT)
    codes = [one.code for one in INSTALLATION.schemes.of("村").indicators]
    for place, code in enumerate(codes):
        found = await world.act(person, score.full, await form_version(world, person))
        assert (found.leaf, found.on) == (code, place + 1 < len(codes))
    assert found.summary.own is not None
    assert found.summary.own.total == 1000
    shown = view.noted(found, ZH).text
    assert "带头人：15/15" in shown
    assert "合计：100 分" in shown


async def test_every_deduction_is_a_line_with_its_reason(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    found = await enter_score(
        world, branch.secretary, id, ScoreSheetOwner.UNIT, "leader", "２ 缺一次支委会\n1.5 台账不全"
    )
    assert (found.left, found.on) == (115, True)
    async with world.uow.reading() as cx:
        entered = await sheet.entered(cx, id, ScoreSheetOwner.UNIT)
    assert entered["leader"] == [Deduction(20, "缺一次支委会"), Deduction(15, "台账不全")]
    found = await enter_score(world, branch.secretary, id, ScoreSheetOwner.UNIT, "leader", "得13分 缺一次支委会")
    assert found.entered["leader"] == [Deduction(20, "缺一次支委会")]
    [(_, first), (_, second)] = await audit_entries(world, "grade.scored")
    assert first["leaves"]["leader"]["off"] == [20, 15]
    assert "缺" not in str(second)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2", "deduction_without_reason"),
        ("16 太多", "deduction_above_maximum"),
        ("得16分 太多", "score_above_maximum"),
        ("0 无", "deduction_unfit"),
        ("缺一次支委会", "deduction_unreadable"),
        ("2.55 太细", "deduction_unreadable"),
        ("", "text_missing"),
        ("1 " + "长" * 201, "text_too_long"),
        ("\n".join(["0.1 缺"] * 21), "deductions_too_many"),
    ],
)
async def test_what_cannot_be_scored_changes_nothing(world: World, branch: Branch, text: str, code: str) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    error = await world.refused(
        code, enter_score(world, branch.secretary, id, ScoreSheetOwner.UNIT, "leader", text), but=FORM
    )
    for say in (ZH, EN):
        assert "leader" not in sentence(error, say)
    assert await world.rows("SELECT leaf FROM grade_leaf") == []


async def test_parts_are_scored_and_ballots_are_not(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch, "机关", satisfied=9, dissatisfied=1)
    for leaf in ("leader", "masses", "nothing"):
        await world.refused(
            "indicator_unknown", enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, leaf, "满分")
        )
    found = await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "secretary", "1 迟到")
    assert found.left == 70
    found = await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    assert found.summary.sheet is not None
    assert found.summary.sheet.total == 1000 - 10 - 25
    assert found.summary.computed is not None
    assert found.summary.computed.grade == "good"


async def test_the_rest_has_full_marks_and_what_is_scored_stays(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    await enter_score(world, branch.secretary, id, ScoreSheetOwner.UNIT, "results", "5 任务没完成")
    found = await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    assert found.summary.own is not None
    assert found.summary.own.total == 950
    assert (await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)).summary.own == found.summary.own
    assert len(await audit_entries(world, "grade.scored")) == 2


async def test_each_sheet_belongs_to_one_side_at_its_step(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    for owner, person, code in (
        (ScoreSheetOwner.UNIT, branch.above, "not_allowed"),
        (ScoreSheetOwner.UNIT, branch.stranger, "not_allowed"),
        (ScoreSheetOwner.UNIT, branch.members[0], "not_allowed"),
        (ScoreSheetOwner.COMMITTEE, branch.secretary, "not_allowed"),
        (ScoreSheetOwner.COMMITTEE, branch.above, "grading_not_now"),
    ):
        await world.refused(code, world.act(person, rest_full, id, owner))
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.act(branch.secretary, propose, id, "good")
    await world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT)
    await world.refused("grading_not_now", world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT))


async def test_a_form_begun_in_one_step_does_not_end_in_the_next(world: World, branch: Branch) -> None:
    id, person = await case_at(world, branch, Step.SELF_ASSESSMENT), branch.secretary
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.act(branch.secretary, propose, id, "good")
    await world.act(person, score.begin, id, ScoreSheetOwner.UNIT, "leader")
    await world.act(branch.above, move, id, Step.SELF_ASSESSMENT)
    await world.refused(
        "grading_not_now", world.act(person, score.enter_text, await form_version(world, person), "2 缺一次")
    )


async def test_other_scores_take_a_proposal_back(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT)
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.act(branch.secretary, propose, id, "good")
    await enter_score(world, branch.secretary, id, ScoreSheetOwner.UNIT, "leader", "2 缺一次")
    assert (await case_of(world, id)).proposed == "good"
    await enter_score(world, branch.secretary, id, ScoreSheetOwner.UNIT, "results", "15 任务没完成")
    assert (await case_of(world, id)).proposed is None


async def test_a_scheme_without_points_has_no_sheet(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SELF_ASSESSMENT, "离退休")
    await world.refused("scheme_without_points", world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT))
