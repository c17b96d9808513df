"""Sheets: every deduction a line with its reason, checked as it is typed; a sheet belongs to one side and one step."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction
from bot.services.grading import score
from bot.storage.connection import Database
from bot.storage.grading import sheet
from bot.texts.speech import Texts
from bot.views.grading import score as view
from bot.views.view import sentence
from tests.services.grading.grading_stage import SCHEMES, Round, round_


@pytest.fixture
async def ours(database: Database) -> Round:
    return await round_(database)


async def test_leaf_after_leaf_until_the_sheet_is_whole(ours: Round) -> None:
    id, hall, person = await ours.at_self(), ours.hall, ours.house.secretary
    await score.begin(hall.uow, hall.ask(person), id, ScoreSheetOwner.UNIT)
    codes = [one.code for one in SCHEMES.of("村").indicators]
    for place, code in enumerate(codes):
        found = await score.full(hall.uow, hall.ask(person), await ours.version(person))
        assert (found.leaf, found.on) == (code, place + 1 < len(codes))
    assert found.summary.own is not None
    assert found.summary.own.total == 1000
    shown = view.noted(found, Texts(hall.zone).speech("zh")).text
    assert "带头人：15/15" in shown
    assert "合计：100 分" in shown


async def test_every_deduction_is_a_line_with_its_reason(ours: Round) -> None:
    id = await ours.at_self()
    found = await ours.score(id, ScoreSheetOwner.UNIT, "leader", "２ 缺一次支委会\n1.5 台账不全")
    assert (found.left, found.on) == (115, True)
    async with ours.hall.uow.reading() as cx:
        entered = await sheet.entered(cx, id, ScoreSheetOwner.UNIT)
    assert entered["leader"] == [Deduction(20, "缺一次支委会"), Deduction(15, "台账不全")]
    found = await ours.score(id, ScoreSheetOwner.UNIT, "leader", "得13分 缺一次支委会")
    assert found.entered["leader"] == [Deduction(20, "缺一次支委会")]
    [first, second] = await ours.audited("grade.scored")
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
async def test_what_cannot_be_scored_changes_nothing(ours: Round, text: str, code: str) -> None:
    id = await ours.at_self()
    with pytest.raises(DomainError) as refused:
        await ours.score(id, ScoreSheetOwner.UNIT, "leader", text)
    assert refused.value.code == code
    for language in ("zh", "en"):
        assert "leader" not in sentence(refused.value, Texts(ours.hall.zone).speech(language))
    assert await ours.hall.rows("SELECT leaf FROM grade_leaf") == []


async def test_parts_are_scored_and_ballots_are_not(ours: Round) -> None:
    id = await ours.at_assessment("机关", satisfied=9, dissatisfied=1)
    for leaf in ("leader", "masses", "nothing"):
        with pytest.raises(DomainError, match="indicator_unknown"):
            await ours.score(id, ScoreSheetOwner.COMMITTEE, leaf, "满分")
    found = await ours.score(id, ScoreSheetOwner.COMMITTEE, "secretary", "1 迟到")
    assert found.left == 70
    found = await ours.rest(id, ScoreSheetOwner.COMMITTEE)
    assert found.summary.sheet is not None
    assert found.summary.sheet.total == 1000 - 10 - 25
    assert found.summary.computed is not None
    assert found.summary.computed.grade == "good"


async def test_the_rest_has_full_marks_and_what_is_scored_stays(ours: Round) -> None:
    id = await ours.at_self()
    await ours.score(id, ScoreSheetOwner.UNIT, "results", "5 任务没完成")
    found = await ours.rest(id, ScoreSheetOwner.UNIT)
    assert found.summary.own is not None
    assert found.summary.own.total == 950
    assert (await ours.rest(id, ScoreSheetOwner.UNIT)).summary.own == found.summary.own
    assert len(await ours.audited("grade.scored")) == 2


async def test_each_sheet_belongs_to_one_side_at_its_step(ours: Round) -> None:
    id = await ours.at_self()
    for owner, person, code in (
        (ScoreSheetOwner.UNIT, ours.house.above, "not_allowed"),
        (ScoreSheetOwner.UNIT, ours.house.stranger, "not_allowed"),
        (ScoreSheetOwner.UNIT, ours.house.members[0], "not_allowed"),
        (ScoreSheetOwner.COMMITTEE, ours.house.secretary, "not_allowed"),
        (ScoreSheetOwner.COMMITTEE, ours.house.above, "grading_not_now"),
    ):
        with pytest.raises(DomainError, match=code):
            await ours.rest(id, owner, person)
    await ours.rest(id, ScoreSheetOwner.UNIT)
    await ours.propose(id, "good")
    await ours.move(id, Step.SELF_ASSESSMENT)
    with pytest.raises(DomainError, match="grading_not_now"):
        await ours.rest(id, ScoreSheetOwner.UNIT)


async def test_a_form_begun_in_one_step_does_not_end_in_the_next(ours: Round) -> None:
    id, hall, person = await ours.at_self(), ours.hall, ours.house.secretary
    await ours.rest(id, ScoreSheetOwner.UNIT)
    await ours.propose(id, "good")
    await score.begin(hall.uow, hall.ask(person), id, ScoreSheetOwner.UNIT, "leader")
    await ours.move(id, Step.SELF_ASSESSMENT, ours.house.above)
    with pytest.raises(DomainError, match="grading_not_now"):
        await score.enter_text(hall.uow, hall.ask(person), await ours.version(person), "2 缺一次")


async def test_other_scores_take_a_proposal_back(ours: Round) -> None:
    id = await ours.at_self()
    await ours.rest(id, ScoreSheetOwner.UNIT)
    await ours.propose(id, "good")
    await ours.score(id, ScoreSheetOwner.UNIT, "leader", "2 缺一次")
    assert (await ours.case(id)).proposed == "good"
    await ours.score(id, ScoreSheetOwner.UNIT, "results", "15 任务没完成")
    assert (await ours.case(id)).proposed is None


async def test_a_scheme_without_points_has_no_sheet(ours: Round) -> None:
    id = await ours.at_self("离退休")
    with pytest.raises(DomainError, match="scheme_without_points"):
        await ours.rest(id, ScoreSheetOwner.UNIT)
