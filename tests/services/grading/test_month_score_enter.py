"""A month is scored aspect by aspect, by the committee above alone, under the file it was begun with."""

import pytest

from bot.domain.grading.month_score import MonthState
from bot.domain.grading.scoring import Deduction
from bot.domain.period import Month
from bot.services.grading import grade
from bot.views.grading import grade as grade_view
from bot.views.grading import month_score as view
from tests.clock import local
from tests.installation import EN, TEXTS, ZH
from tests.services.grading.month_scores import NOVEMBER, MonthScores, other_version
from tests.world import FORM, World
from tests.world.branch import Branch

OCTOBER = NOVEMBER.later(-1)
DECEMBER = NOVEMBER.later(1)


async def test_full_marks_are_one_tap_and_lose_nothing_that_is_entered(
    branch: Branch, month_scores: MonthScores
) -> None:
    done = await month_scores.all_full()
    assert (done.access.state, done.access.sheet.total) == (MonthState.DRAFT, 1000)
    await month_scores.enter("study", "2 学习记录不全")
    again = await month_scores.all_full()
    assert (again.again, again.access.sheet.total) == (True, 980)
    await month_scores.begin("study")
    assert (await month_scores.full()).access.sheet.total == 1000
    await month_scores.publish()
    assert "2026年11月得分 100，没有扣分。" in await month_scores.shown(branch.secretary)


async def test_two_phones_in_one_aspect_do_not_write_over_each_other(month_scores: MonthScores) -> None:
    await month_scores.begin("study")
    await month_scores.begin("dues", by=month_scores.second)
    await month_scores.say("3 迟交", by=month_scores.second)
    assert not (await month_scores.say("2 学习记录不全")).moved
    await month_scores.begin("study")
    await month_scores.enter("study", "4 没有学习", by=month_scores.second)
    done = await month_scores.say("1 学习记录不全")
    assert done.moved
    assert done.access.lines["study"] == [Deduction(40, "没有学习")]
    assert done.access.sheet.total == 930
    assert "没有记上" in view.after(done, ZH).text


async def test_the_last_month_is_open_for_some_days_and_the_next_is_not(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    world.clock.moment = local("2026-11-10 12:00")
    await month_scores.all_full(month=OCTOBER)
    world.clock.moment = local("2026-11-11 12:00")
    await world.refused("month_score_over", month_scores.all_full(branch.other, month=OCTOBER))
    await world.refused("month_score_over", month_scores.begin("study", branch.other, month=OCTOBER))
    assert (await month_scores.publish(month=OCTOBER)).published is not None
    for step in (
        month_scores.all_full(month=DECEMBER),
        month_scores.card(month=DECEMBER),
        month_scores.page(month=DECEMBER),
    ):
        await world.refused("month_score_ahead", step)
    await world.refused("old_button", month_scores.card(month=Month(1999, 12)))
    await world.refused("month_score_none", month_scores.look())
    await world.refused("month_score_none", month_scores.publish())


@pytest.mark.parametrize(
    ("aspect", "text", "code"),
    [
        ("nothing", "2 缺", "month_score_aspect"),
        ("study", "10.1 太多", "deduction_above_maximum"),
        ("study", "得11分", "score_above_maximum"),
        ("study", "2", "deduction_without_reason"),
        ("study", "缺", "deduction_unreadable"),
        ("study", "", "text_missing"),
    ],
)
async def test_what_cannot_be_taken_off_changes_nothing(
    world: World, month_scores: MonthScores, aspect: str, text: str, code: str
) -> None:
    await world.refused(code, month_scores.enter(aspect, text), but=FORM)
    assert await world.rows("SELECT id FROM month_score_draft") == []


async def test_only_the_committee_above_scores_and_nobody_the_own_branch(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    await month_scores.all_full()
    for person in (branch.secretary, branch.members[0], branch.stranger):
        for step in (
            month_scores.card(by=person),
            month_scores.page(by=person),
            month_scores.look(by=person),
            month_scores.look_at_all(by=person),
            month_scores.publish(by=person),
            month_scores.all_full(by=person),
            month_scores.begin("study", by=person),
        ):
            await world.refused("not_allowed", step)
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", month_scores.second, branch.id)
    assert [row.unit.id for row in (await month_scores.page(by=month_scores.second)).rows] == [branch.id, branch.other]
    await world.posts((month_scores.second, branch.id, "deputy"))
    for step in (
        month_scores.card(by=month_scores.second),
        month_scores.publish(by=month_scores.second),
        month_scores.begin("study", by=month_scores.second),
    ):
        await world.refused("own_unit_grade", step)
    assert [row.unit.id for row in (await month_scores.page(by=month_scores.second)).rows] == [branch.other]
    await world.posts((month_scores.second, branch.other, "deputy"))
    await world.refused("own_unit_grade", month_scores.page(by=month_scores.second))
    await world.refused("own_unit_grade", month_scores.look_at_all(by=month_scores.second))
    await world.refused("not_allowed", month_scores.card(branch.committee))
    await world.refused("not_found", month_scores.card(987_654))
    await world.refused("month_score_elsewhere", month_scores.card(branch.groups[0]))
    assert await world.audited("month_score.published") == []


async def test_a_committee_that_is_not_named_is_offered_nothing(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    labels = []
    for committees in (("甲党委",), ()):
        month_scores.rules = month_scores.rules.model_copy(update={"committees": committees})
        asked = world.request(branch.above)
        found = await grade.of_own_unit(world.uow, asked, months=month_scores.rules)
        keyboard = grade_view.current(found, ZH).keyboard
        labels.append("本月评分" in str(keyboard))
    assert labels == [True, False]
    await world.refused("not_allowed", month_scores.page())
    await world.refused("month_score_elsewhere", month_scores.card())


async def test_a_later_file_changes_nothing_that_was_begun(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    await month_scores.enter("life", "6 缺一次党课")
    await month_scores.publish()
    month_scores.rules = other_version()
    text = await month_scores.shown(branch.secretary)
    assert "得分 94：\n· 组织生活 −6 缺一次党课" in text
    done = await month_scores.enter("life", "7 缺一次党课")
    assert (done.access.scheme.version, done.access.sheet.total) == (1, 930)
    assert (await month_scores.card(branch.other)).scheme.version == 2
    await world.refused("deduction_above_maximum", month_scores.enter("life", "6 缺一次党课", branch.other), but=FORM)


async def test_a_committee_that_is_taken_out_corrects_what_it_has_begun(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    await month_scores.all_full()
    await month_scores.publish()
    month_scores.rules = month_scores.rules.model_copy(update={"committees": ()})
    assert [row.unit.id for row in (await month_scores.page()).rows] == [branch.id]
    await month_scores.enter("study", "2 学习记录不全")
    assert (await month_scores.again("漏扣")).published is not None
    await world.refused("month_score_elsewhere", month_scores.card(branch.other))
    await world.refused("month_score_elsewhere", month_scores.all_full(branch.other))
    await world.refused("month_score_elsewhere", month_scores.card(month=OCTOBER))
    world.clock.moment = local("2026-12-05 12:00")
    found = await month_scores.page(month=NOVEMBER.later(1))
    assert found.rows == []
    for language in ("zh", "en"):
        assert view.page(found, TEXTS.speech(language)).text
    assert (await month_scores.look_at_all(month=NOVEMBER.later(1))).lines == ()
    await world.refused("not_allowed", month_scores.page(by=branch.secretary))


async def test_what_others_did_is_said_as_it_is(month_scores: MonthScores) -> None:
    await month_scores.begin("study")
    await month_scores.enter("study", "2 学习记录不全", by=month_scores.second)
    done = await month_scores.say("2 学习记录不全")
    assert (done.moved, done.access.sheet.total) == (False, 980)
    await month_scores.publish()
    await month_scores.enter("dues", "1 迟交")
    assert await month_scores.look() is None
    await month_scores.because("漏扣")
    await month_scores.again("补扣", by=month_scores.second)
    done = await month_scores.confirm()
    assert done.access.state is MonthState.PUBLISHED
    assert "和已经公布的一样" in view.after(done, ZH).text
    await month_scores.enter("dues", "2 迟交")
    assert await month_scores.look() is None
    await month_scores.because("漏扣")
    await month_scores.enter("dues", "3 迟交", by=month_scores.second)
    done = await month_scores.confirm()
    assert (done.moved, done.access.state) == (True, MonthState.CHANGED)
    text = view.after(done, ZH).text
    assert "还没有重新公布" in text
    assert "别人" not in text
    assert "没有记上" not in text
    assert view.after(done, EN).text


async def test_a_month_that_is_over_does_not_say_that_it_can_be_scored(month_scores: MonthScores) -> None:
    assert "就能打分" not in view.page(await month_scores.page(month=OCTOBER), ZH).text
