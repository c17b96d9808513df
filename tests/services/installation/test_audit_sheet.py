"""`audit verify` holds a round's cases, scores, deductions and rules against the record, both ways."""

import pytest

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.installation.audit import canonical, sealed
from bot.services.grading import assess as grading_assess
from bot.services.grading.score import rest_full
from bot.services.installation import audit
from tests.services.grading.cases import at_assessment, at_decision, case_of, former_grade, newest_case
from tests.services.grading.decision import choose
from tests.services.grading.entering import enter_score, state_rule
from tests.services.grading.notice import answer, at_notice, object_, objections_of
from tests.world import World
from tests.world.branch import Branch
from tests.world.record import audit_entries

DEDUCTION = """
INSERT INTO grade_deduction (case_id, sheet, leaf, tenths, reason)
SELECT id, 'committee', '{leaf}', 10, '补记' FROM grade_case RETURNING id"""
FACT = """
INSERT INTO grade_fact (case_id, rule, evidence, salt, at)
SELECT id, 'serious_violation', '补记', 'ab', 0 FROM grade_case RETURNING case_id AS id"""
CASE = """
INSERT INTO grade_case (round_id, unit_id, digest, step)
SELECT round_id, {unit}, digest, 'survey' FROM grade_case RETURNING id"""


@pytest.fixture
async def assessed(world: World, branch: Branch) -> World:
    """At the decision: two deductions of one indicator, a rule stated, another one set aside, a third taken back."""
    await former_grade(world, branch.id, "average")
    id = await at_assessment(world, branch)
    await world.run("DELETE FROM rating")
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "leader", "5 缺两次支委会")
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "leader", "1 缺一次支委会\n2 没有计划")
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    await state_rule(world, branch.above, id, "newly_founded", "今年 3 月成立")
    await state_rule(world, branch.above, id, "newly_founded", "工作特别突出", override=True)
    await state_rule(world, branch.above, id, "campaign_missed", "全年没有开展")
    await state_rule(world, branch.above, id, "serious_violation", "通报")
    await world.act(branch.above, grading_assess.drop, id, "serious_violation")
    return world


async def fault(world: World) -> str | None:
    return (await audit.verify(world.uow)).fault


async def test_a_sheet_as_recorded(assessed: World) -> None:
    assert await fault(assessed) is None


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE grade_fact SET override = '人情' WHERE rule = 'newly_founded' RETURNING case_id AS id",
            "the rule newly",
        ),
        (
            "UPDATE grade_fact SET override = NULL WHERE rule = 'newly_founded' RETURNING case_id AS id",
            "the rule newly",
        ),
        (
            "UPDATE grade_fact SET override = '想想' WHERE rule = 'campaign_missed' RETURNING case_id AS id",
            "the rule camp",
        ),
        (
            "UPDATE grade_fact SET evidence = '别的' WHERE rule = 'campaign_missed' RETURNING case_id AS id",
            "the rule camp",
        ),
        ("DELETE FROM grade_fact WHERE rule = 'campaign_missed' RETURNING case_id AS id", "the rule campaign_missed"),
        (FACT, "the rule serious_violation"),
        (DEDUCTION.format(leaf="venue"), "the score of venue by the committee"),
        (DEDUCTION.format(leaf="nothing"), "the score of nothing by the committee"),
        ("UPDATE grade_deduction SET tenths = 15 WHERE tenths = 10 RETURNING id", "the score of leader"),
        ("UPDATE grade_deduction SET reason = '别的' WHERE tenths = 10 RETURNING id", "the score of leader"),
        ("UPDATE grade_deduction SET sheet = 'unit' WHERE tenths = 10 RETURNING id", "the score of leader"),
        ("DELETE FROM grade_deduction WHERE tenths = 10 RETURNING id", "the score of leader"),
        ("DELETE FROM grade_leaf WHERE leaf = 'venue' RETURNING case_id AS id", "the score of venue"),
        ("UPDATE grade_case SET former = 'good' RETURNING id", "case"),
        ("UPDATE grade_case SET former = NULL RETURNING id", "case"),
        ("UPDATE grade_case SET unit_id = (SELECT max(id) FROM unit) RETURNING id", "case"),
    ],
)
async def test_what_was_changed_in_a_sheet_is_named(assessed: World, sql: str, said: str) -> None:
    assert await assessed.run(sql)
    found = await fault(assessed)
    assert found is not None
    assert found.startswith(said)


async def test_a_case_beside_the_record_is_named(assessed: World, branch: Branch) -> None:
    id = await assessed.run(CASE.format(unit=branch.other))
    assert await fault(assessed) == f"case {id} is in no entry of the record"


@pytest.mark.parametrize("basis", ["NULL", "'ab'"])
async def test_what_a_decision_rests_on_is_held(world: World, branch: Branch, basis: str) -> None:
    await choose(world, branch.above, await at_decision(world, branch, good=10), "good")
    await world.run("DELETE FROM rating RETURNING id")
    assert await fault(world) is None
    id = await world.run(f"UPDATE grade_decision SET basis = {basis} RETURNING id")
    assert await fault(world) == f"decision {id} is not the one in the record"


async def test_an_objection_upheld_takes_the_basis_of_what_was_decided_before(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[0], id)
    await answer(world, branch.above, (await objections_of(world, id))[0].id, upheld=True)
    await choose(world, branch.above, id, "good")
    await world.run("DELETE FROM rating RETURNING id")
    rows = await world.rows("SELECT basis FROM grade_decision ORDER BY id")
    assert [row["basis"] is None for row in rows] == [True, False]
    assert await fault(world) is None


async def test_words_cannot_be_guessed_from_the_record(assessed: World, branch: Branch) -> None:
    """The salt is no number that the record or the case names."""
    case = await case_of(assessed, await newest_case(assessed, branch.id))
    for kind, words in (
        ("grade.rule", {"evidence": "全年没有开展", "reason": None}),
        ("grade.scored", {"reasons": ["缺一次支委会", "没有计划"]}),
    ):
        facts = str(await audit_entries(assessed, kind))
        for salt in ("", str(case.id), f"{case.id}:{case.digest}", case.digest):
            assert sealed(salt, canonical(words)) not in facts
    salts = [row["salt"] for row in await assessed.rows("SELECT salt FROM grade_fact")]
    salts += [row["salt"] for row in await assessed.rows("SELECT salt FROM grade_leaf")]
    assert len(salts) == len(set(salts)) == 2 + len(await assessed.rows("SELECT leaf FROM grade_leaf"))
