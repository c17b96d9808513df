"""Rules with evidence, overrides with a reason, and what a case comes to."""

from telegram import InlineKeyboardMarkup

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.rating.model import Turnout
from bot.domain.rating.result import Result
from bot.services.grading import assess
from bot.services.grading.score import rest_full
from bot.services.grading.self_assessment import opine, propose
from bot.services.grading.step import move
from bot.views.grading import assess as view
from bot.views.grading import summary as sums
from bot.views.view import View, sentence
from tests.installation import TEXTS, ZH
from tests.services.grading.cases import (
    at_assessment,
    case_at,
    case_of,
    former_grade,
    newest_case,
    rated,
    start_round,
    summary_of,
)
from tests.services.grading.entering import enter_score, state_rule
from tests.world import FORM, World
from tests.world.branch import Branch
from tests.world.record import audit_entries

ELECTORS = """
INSERT INTO elector (rating_id, person_id, voters, source)
SELECT rating.id, person.id, CASE WHEN person.id % 2 = 0 THEN 'members' ELSE 'masses' END, 'list'
FROM rating, person"""


async def test_newly_founded_with_97_is_fairly_good_unless_overridden(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "leader", "3 缺一次")
    found = (await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)).summary
    assert (found.score, found.start, found.computed and found.computed.grade) == (970, "good", "good")
    await state_rule(world, branch.above, id, "newly_founded", "今年 3 月成立")
    found = await summary_of(world, branch, id)
    assert found.computed is not None
    assert found.computed.grade == "fairly_good"
    rules = await state_rule(world, branch.above, id, "newly_founded", "工作特别突出", override=True)
    assert "工作特别突出" in view.rules(rules, ZH).text
    assert rules.overridable() == []
    found = await summary_of(world, branch, id)
    assert found.computed is not None
    assert found.computed.grade == "good"
    facts = await audit_entries(world, "grade.rule")
    assert [(one["stated"], one["overridden"]) for _, one in facts] == [(True, False), (True, True)]
    assert "突出" not in str(facts)


async def test_99_with_a_serious_violation_is_poor_and_stays_so(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "leader", "1 缺一次")
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    await state_rule(world, branch.above, id, "serious_violation", "县纪委通报 2026-12 号")
    found = await summary_of(world, branch, id)
    assert found.computed is not None
    assert (found.score, found.computed.grade) == (990, "poor")
    for rule, code in (
        ("serious_violation", "rule_not_overridable"),
        ("newly_founded", "rule_not_in_force"),
        ("nothing", "rule_unknown"),
    ):
        await world.refused(code, state_rule(world, branch.above, id, rule, "想想", override=True))


async def test_what_cannot_be_stated(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    for rule, words, code in (
        ("dissatisfied", "大家说的", "rule_by_ballots"),
        ("nothing", "大家说的", "rule_unknown"),
        ("newly_founded", "  ", "evidence_missing"),
        ("newly_founded", "长" * 501, "text_too_long"),
    ):
        error = await world.refused(code, state_rule(world, branch.above, id, rule, words), but=FORM)
        assert rule not in sentence(error, ZH)
    for person in (branch.secretary, branch.stranger):
        await world.refused("not_allowed", state_rule(world, person, id, "newly_founded", "今年成立"))
    assert await world.rows("SELECT rule FROM grade_fact") == []


async def test_no_rise_against_the_last_grade(world: World, branch: Branch) -> None:
    id = await former_of_a_round(world, branch, "村", "average")
    await state_rule(world, branch.above, id, "campaign_missed", "全年没有开展")
    found = await summary_of(world, branch, id)
    assert found.computed is not None
    assert found.computed.grade == "average"


async def test_an_imported_last_grade_that_schemes_differ_about_is_the_committees_to_judge(
    world: World, branch: Branch
) -> None:
    await former_grade(world, branch.id, "好")
    id = await at_assessment(world, branch)
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    rules = await state_rule(world, branch.above, id, "campaign_missed", "全年没有开展")
    assert "上次的等级“好 / Good”和现在的标准没法比" in view.rules(rules, ZH).text
    assert [one.unclear for one in rules.applied] == ["好 / Good"]


async def test_a_last_grade_of_another_scheme_is_not_compared(world: World, branch: Branch) -> None:
    """五等次 has a “good” too, its second: whether a grade rises against it the committee says itself, on record."""
    id = await former_of_another_scheme(world, branch)
    assert (await case_of(world, id)).former == "好 / Good"
    await state_rule(world, branch.above, id, "campaign_missed", "全年没有开展")
    rules = await state_rule(world, branch.above, id, "newly_founded", "今年成立")
    for language, words in (("zh", "上次的等级“好 / Good”和现在的标准没法比"), ("en", "cannot be compared")):
        shown = view.rules(rules, TEXTS.speech(language))
        assert words in shown.text
        assert any(label.startswith(("请判断：", "Please judge: ")) for label in labels(shown))
    rules = await state_rule(world, branch.above, id, "campaign_missed", "五等次的好相当于好", override=True)
    assert "上级的判断：五等次的好相当于好" in view.rules(rules, ZH).text
    assert (await audit_entries(world, "grade.rule"))[-1][1]["overridden"]
    found = await summary_of(world, branch, id)
    assert found.computed is not None
    assert found.computed.grade == "fairly_good"


def labels(shown: View) -> list[str]:
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    return [one.text for line in shown.keyboard.inline_keyboard for one in line]


async def former_of_another_scheme(world: World, branch: Branch) -> int:
    """Five grades last year."""
    return await former_of_a_round(world, branch, "窗口单位", "good")


async def former_of_a_round(world: World, branch: Branch, sector: str, grade: str) -> int:
    """Graded last year under that sector's scheme; this year's case at the assessment, with full marks."""
    await world.run("UPDATE unit SET sector = $2 WHERE id = $1", branch.id, sector)
    await start_round(world, branch.above, branch.committee, branch.id, year=2025)
    await former_grade(world, branch.id, grade)
    before = await newest_case(world, branch.id)
    await world.run("UPDATE grade_result SET case_id = $1", before)
    await world.run("UPDATE grade_step SET done_at = 1 WHERE case_id = $1", before)
    id = await at_assessment(world, branch)
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    return id


async def test_taken_back_with_its_override(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    await state_rule(world, branch.above, id, "newly_founded", "今年成立")
    await state_rule(world, branch.above, id, "newly_founded", "突出", override=True)
    by = branch.above
    rules = await world.act(by, assess.drop, id, "newly_founded", override=True)
    assert [one.overridden for one in rules.applied] == [None]
    for _ in range(2):
        rules = await world.act(by, assess.drop, id, "newly_founded")
        assert rules.applied == ()
    assert await world.rows("SELECT rule FROM grade_fact") == []


async def test_satisfaction_of_88_caps_only_where_the_scheme_says_so(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch, "机关", satisfied=44, dissatisfied=6)
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    found = await summary_of(world, branch, id)
    assert found.computed is not None
    assert (found.score, found.start, found.computed.grade) == (970, "good", "average")
    shown = "\n".join(sums.lines(found, ZH, missing=True))
    assert "50 张有效票里有 44 张，占 88%" in shown


async def served_by_all(world: World, branch: Branch) -> int:
    """Where people are served: full marks in both sheets, and of 20 ballots 15 are very good."""
    id = await case_at(world, branch, Step.SELF_ASSESSMENT, "窗口单位")
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.act(branch.secretary, propose, id, "very_good")
    await world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT)
    await rated(world, branch, id, very_good=15, poor=5)
    await world.act(branch.secretary, opine, id, "good")
    await world.act(branch.secretary, move, id, Step.RATING)
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    return id


async def test_five_voices_by_weight_and_small_groups_merged(world: World, branch: Branch) -> None:
    id = await served_by_all(world, branch)
    await world.run(ELECTORS)
    found = await summary_of(world, branch, id)
    assert found.merged == {Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS}
    assert found.nobody == {Voters.SERVICE_USERS}
    # 100 x 40 % + 100 x 10 % + (15 x 100 + 5 x 30) / 20 x 50 %
    assert found.score == 400 + 100 + 412 + 1
    shown = "\n".join(sums.lines(found, ZH, missing=True))
    assert "上级党组织：100 分，占 40%" in shown
    assert "党员、群众的票没有分开公布（有一类的票太少，分开会让人看出谁投了什么），都按全部有效票计算。" in shown
    assert "这里没有服务对象，他们那一份按全部有效票计算。" in shown
    assert shown.count("按全部有效票计算") == 2


async def test_a_kept_split_gives_each_group_its_own(world: World, branch: Branch) -> None:
    id = await served_by_all(world, branch)
    groups = {Voters.MEMBERS: {"very_good": 10}, Voters.MASSES: {"very_good": 5}, Voters.SERVICE_USERS: {"poor": 5}}
    split = {voters: (tally,) for voters, tally in groups.items()}
    result = Result(20, Turnout(20, 20, 20, 0), ({"very_good": 15, "poor": 5},), split).write()
    await world.run("UPDATE rating SET split = TRUE, result = $1", result)
    found = await summary_of(world, branch, id)
    assert (found.merged, found.score) == (frozenset(), 400 + 100 + 200 + 200 + 30)


async def test_without_points_the_rules_limit_what_is_named(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch, "离退休", excellent=9, unqualified=1)
    found = await summary_of(world, branch, id)
    assert (found.computed, found.fault) == (None, None)
    assert (found.by_rule("excellent").grade, found.by_rule("qualified").grade) == ("excellent", "qualified")
    await state_rule(world, branch.above, id, "serious_violation", "通报")
    assert (await summary_of(world, branch, id)).by_rule("excellent").grade == "qualified"


async def test_the_worked_example(world: World, branch: Branch) -> None:
    """15+10+10+10+10+20 by hand and all of 25 by the ballots are 100: good; one tenth below 90 is fairly good."""
    id = await at_assessment(world, branch, "村", good=6, fairly_good=4)
    assert (await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)).summary.score == 1000
    for off, grade in (("10", "good"), ("10.1", "fairly_good")):
        found = (
            await enter_score(world, branch.above, id, ScoreSheetOwner.COMMITTEE, "results", f"{off} 任务没完成")
        ).summary
        assert found.computed is not None
        assert found.computed.grade == grade
