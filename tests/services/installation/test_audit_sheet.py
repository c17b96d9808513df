"""`audit verify` holds a round's cases, scores, deductions and rules against the record, both ways."""

import pytest

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.installation.audit import canonical, sealed
from bot.services.grading import assess as grading_assess
from bot.services.installation import audit
from tests.services.grading.decision import at_decision, choose
from tests.services.grading.grading import Grading
from tests.services.grading.notice import answer, at_notice, object_, objections_of
from tests.world import World
from tests.world.branch import Branch

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
async def assessed(world: World, branch: Branch) -> Grading:
    """At the decision: two deductions of one indicator, a rule stated, another one set aside, a third taken back."""
    grading = Grading(world, branch)
    await grading.former("average", 2025)
    id = await grading.at_assessment()
    await world.run("DELETE FROM rating")
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "leader", "5 缺两次支委会")
    await grading.score(id, ScoreSheetOwner.COMMITTEE, "leader", "1 缺一次支委会\n2 没有计划")
    await grading.rest(id, ScoreSheetOwner.COMMITTEE)
    await grading.rule(id, "newly_founded", "今年 3 月成立")
    await grading.rule(id, "newly_founded", "工作特别突出", override=True)
    await grading.rule(id, "campaign_missed", "全年没有开展")
    await grading.rule(id, "serious_violation", "通报")
    await world.act(branch.above, grading_assess.drop, id, "serious_violation")
    return grading


async def fault(world: World) -> str | None:
    return (await audit.verify(world.uow)).fault


async def test_a_sheet_as_recorded(assessed: Grading) -> None:
    assert await fault(assessed.world) is None


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
async def test_what_was_changed_in_a_sheet_is_named(assessed: Grading, sql: str, said: str) -> None:
    assert await assessed.world.run(sql)
    found = await fault(assessed.world)
    assert found is not None
    assert found.startswith(said)


async def test_a_case_beside_the_record_is_named(assessed: Grading) -> None:
    id = await assessed.world.run(CASE.format(unit=assessed.branch.other))
    assert await fault(assessed.world) == f"case {id} is in no entry of the record"


@pytest.mark.parametrize("basis", ["NULL", "'ab'"])
async def test_what_a_decision_rests_on_is_held(grading: Grading, basis: str) -> None:
    await choose(grading, await at_decision(grading, good=10), "good")
    await grading.world.run("DELETE FROM rating RETURNING id")
    assert await fault(grading.world) is None
    id = await grading.world.run(f"UPDATE grade_decision SET basis = {basis} RETURNING id")
    assert await fault(grading.world) == f"decision {id} is not the one in the record"


async def test_an_objection_upheld_takes_the_basis_of_what_was_decided_before(grading: Grading) -> None:
    id = await at_notice(grading, good=10)
    await object_(grading, id, grading.branch.members[0])
    await answer(grading, (await objections_of(grading, id))[0].id, upheld=True)
    await choose(grading, id, "good")
    await grading.world.run("DELETE FROM rating RETURNING id")
    rows = await grading.world.rows("SELECT basis FROM grade_decision ORDER BY id")
    assert [row["basis"] is None for row in rows] == [True, False]
    assert await fault(grading.world) is None


async def test_words_cannot_be_guessed_from_the_record(assessed: Grading) -> None:
    """The salt is no number that the record or the case names."""
    case = await assessed.case(await assessed.case_id())
    for kind, words in (
        ("grade.rule", {"evidence": "全年没有开展", "reason": None}),
        ("grade.scored", {"reasons": ["缺一次支委会", "没有计划"]}),
    ):
        facts = str(await assessed.world.audited(kind))
        for salt in ("", str(case.id), f"{case.id}:{case.digest}", case.digest):
            assert sealed(salt, canonical(words)) not in facts
    salts = [row["salt"] for row in await assessed.world.rows("SELECT salt FROM grade_fact")]
    salts += [row["salt"] for row in await assessed.world.rows("SELECT salt FROM grade_leaf")]
    assert len(salts) == len(set(salts)) == 2 + len(await assessed.world.rows("SELECT leaf FROM grade_leaf"))
