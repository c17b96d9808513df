"""A month is scored aspect by aspect, by the committee above alone, under the file it was begun with."""

import pytest

from bot.domain.grading import month_score
from bot.domain.grading.month_score import MonthRules, MonthState
from bot.domain.grading.scoring import Deduction
from bot.domain.period import Month
from bot.services.grading import grade
from bot.services.grading import month_score_enter as entering
from bot.views.grading import grade as grade_view
from bot.views.grading import month_score as view
from tests.clock import local
from tests.installation import EN, TEXTS, ZH
from tests.services.grading import month_scores
from tests.services.grading.month_scores import NOVEMBER
from tests.world import FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.people import give_posts
from tests.world.record import audit_entries

OCTOBER = NOVEMBER.later(-1)
DECEMBER = NOVEMBER.later(1)


async def test_full_marks_are_one_tap_and_lose_nothing_that_is_entered(world: World, branch: Branch) -> None:
    done = await month_scores.all_full(world, branch.above, branch.id)
    assert (done.access.state, done.access.sheet.total) == (MonthState.DRAFT, 1000)
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    again = await month_scores.all_full(world, branch.above, branch.id)
    assert (again.again, again.access.sheet.total) == (True, 980)
    await month_scores.begin(world, branch.above, branch.id, "study")
    version = await form_version(world, branch.above)
    done = await world.act(branch.above, entering.full, month_scores.RULES, version)
    assert done.access.sheet.total == 1000
    await month_scores.publish(world, branch.above, branch.id)
    assert "2026年11月得分 100，没有扣分。" in await month_scores.shown(world, branch.secretary)


async def test_two_phones_in_one_aspect_do_not_write_over_each_other(
    world: World, branch: Branch, colleague: int
) -> None:
    await month_scores.begin(world, branch.above, branch.id, "study")
    await month_scores.begin(world, colleague, branch.id, "dues")
    await month_scores.say(world, colleague, "3 迟交")
    assert not (await month_scores.say(world, branch.above, "2 学习记录不全")).moved
    await month_scores.begin(world, branch.above, branch.id, "study")
    await month_scores.enter(world, colleague, branch.id, "study", "4 没有学习")
    done = await month_scores.say(world, branch.above, "1 学习记录不全")
    assert done.moved
    assert done.access.lines["study"] == [Deduction(40, "没有学习")]
    assert done.access.sheet.total == 930
    assert "没有记上" in view.after(done, ZH).text


async def test_the_last_month_is_open_for_some_days_and_the_next_is_not(world: World, branch: Branch) -> None:
    world.clock.moment = local("2026-11-10 12:00")
    await month_scores.all_full(world, branch.above, branch.id, OCTOBER)
    world.clock.moment = local("2026-11-11 12:00")
    await world.refused("month_score_over", month_scores.all_full(world, branch.above, branch.other, OCTOBER))
    await world.refused("month_score_over", month_scores.begin(world, branch.above, branch.other, "study", OCTOBER))
    assert (await month_scores.publish(world, branch.above, branch.id, OCTOBER)).published is not None
    for step in (
        month_scores.all_full(world, branch.above, branch.id, DECEMBER),
        month_scores.card(world, branch.above, branch.id, DECEMBER),
        month_scores.page(world, branch.above, DECEMBER),
    ):
        await world.refused("month_score_ahead", step)
    await world.refused("old_button", month_scores.card(world, branch.above, branch.id, Month(1999, 12)))
    await world.refused("month_score_none", month_scores.look(world, branch.above, branch.id))
    await world.refused("month_score_none", month_scores.publish(world, branch.above, branch.id))


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
    world: World, branch: Branch, aspect: str, text: str, code: str
) -> None:
    await world.refused(code, month_scores.enter(world, branch.above, branch.id, aspect, text), but=FORM)
    assert await world.rows("SELECT id FROM month_score_draft") == []


async def test_only_the_committee_above_scores_and_nobody_the_own_branch(
    world: World, branch: Branch, colleague: int
) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    for person in (branch.secretary, branch.members[0], branch.stranger):
        for step in (
            month_scores.card(world, person, branch.id),
            month_scores.page(world, person),
            month_scores.look(world, person, branch.id),
            month_scores.look_at_all(world, person),
            month_scores.publish(world, person, branch.id),
            month_scores.all_full(world, person, branch.id),
            month_scores.begin(world, person, branch.id, "study"),
        ):
            await world.refused("not_allowed", step)
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", colleague, branch.id)
    assert [row.unit.id for row in (await month_scores.page(world, colleague)).rows] == [branch.id, branch.other]
    await give_posts(world, (colleague, branch.id, "deputy"))
    for step in (
        month_scores.card(world, colleague, branch.id),
        month_scores.publish(world, colleague, branch.id),
        month_scores.begin(world, colleague, branch.id, "study"),
    ):
        await world.refused("own_unit_grade", step)
    assert [row.unit.id for row in (await month_scores.page(world, colleague)).rows] == [branch.other]
    await give_posts(world, (colleague, branch.other, "deputy"))
    await world.refused("own_unit_grade", month_scores.page(world, colleague))
    await world.refused("own_unit_grade", month_scores.look_at_all(world, colleague))
    await world.refused("not_allowed", month_scores.card(world, branch.above, branch.committee))
    await world.refused("not_found", month_scores.card(world, branch.above, 987_654))
    await world.refused("month_score_elsewhere", month_scores.card(world, branch.above, branch.groups[0]))
    assert await audit_entries(world, "month_score.published") == []


async def test_a_committee_that_is_not_named_is_offered_nothing(
    world: World, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = []
    for committees in (("甲党委",), ()):
        rules = month_scores.RULES.model_copy(update={"committees": committees})
        asked = world.request(branch.above)
        found = await grade.of_own_unit(world.uow, asked, months=rules)
        keyboard = grade_view.current(found, ZH).keyboard
        labels.append("本月评分" in str(keyboard))
    assert labels == [True, False]
    monkeypatch.setattr(month_scores, "RULES", rules)
    await world.refused("not_allowed", month_scores.page(world, branch.above))
    await world.refused("month_score_elsewhere", month_scores.card(world, branch.above, branch.id))


def other_version() -> MonthRules:
    """The file as it is changed later: the first aspect has other words, and less weight."""
    changed = month_scores.TEXT.replace("version = 1", "version = 2").replace("组织生活", "支部生活")
    changed = changed.replace('Organizational life", weight = 10', 'Life", weight = 5')
    head, mark, rest = changed.partition('code = "role"')
    return month_score.read(head + mark + rest.replace("weight = 10", "weight = 15", 1))


async def test_a_later_file_changes_nothing_that_was_begun(
    world: World, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await month_scores.enter(world, branch.above, branch.id, "life", "6 缺一次党课")
    await month_scores.publish(world, branch.above, branch.id)
    monkeypatch.setattr(month_scores, "RULES", other_version())
    text = await month_scores.shown(world, branch.secretary)
    assert "得分 94：\n· 组织生活 −6 缺一次党课" in text
    done = await month_scores.enter(world, branch.above, branch.id, "life", "7 缺一次党课")
    assert (done.access.scheme.version, done.access.sheet.total) == (1, 930)
    assert (await month_scores.card(world, branch.above, branch.other)).scheme.version == 2
    await world.refused(
        "deduction_above_maximum",
        month_scores.enter(world, branch.above, branch.other, "life", "6 缺一次党课"),
        but=FORM,
    )


async def test_a_committee_that_is_taken_out_corrects_what_it_has_begun(
    world: World, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    monkeypatch.setattr(month_scores, "RULES", month_scores.RULES.model_copy(update={"committees": ()}))
    assert [row.unit.id for row in (await month_scores.page(world, branch.above)).rows] == [branch.id]
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    assert (await month_scores.again(world, branch.above, branch.id, "漏扣")).published is not None
    await world.refused("month_score_elsewhere", month_scores.card(world, branch.above, branch.other))
    await world.refused("month_score_elsewhere", month_scores.all_full(world, branch.above, branch.other))
    await world.refused("month_score_elsewhere", month_scores.card(world, branch.above, branch.id, OCTOBER))
    world.clock.moment = local("2026-12-05 12:00")
    found = await month_scores.page(world, branch.above, NOVEMBER.later(1))
    assert found.rows == []
    for language in ("zh", "en"):
        assert view.page(found, TEXTS.speech(language)).text
    assert (await month_scores.look_at_all(world, branch.above, NOVEMBER.later(1))).lines == ()
    await world.refused("not_allowed", month_scores.page(world, branch.secretary))


async def test_what_others_did_is_said_as_it_is(world: World, branch: Branch, colleague: int) -> None:
    await month_scores.begin(world, branch.above, branch.id, "study")
    await month_scores.enter(world, colleague, branch.id, "study", "2 学习记录不全")
    done = await month_scores.say(world, branch.above, "2 学习记录不全")
    assert (done.moved, done.access.sheet.total) == (False, 980)
    await month_scores.publish(world, branch.above, branch.id)
    await month_scores.enter(world, branch.above, branch.id, "dues", "1 迟交")
    assert await month_scores.look(world, branch.above, branch.id) is None
    await month_scores.because(world, branch.above, "漏扣")
    await month_scores.again(world, colleague, branch.id, "补扣")
    done = await month_scores.confirm(world, branch.above)
    assert done.access.state is MonthState.PUBLISHED
    assert "和已经公布的一样" in view.after(done, ZH).text
    await month_scores.enter(world, branch.above, branch.id, "dues", "2 迟交")
    assert await month_scores.look(world, branch.above, branch.id) is None
    await month_scores.because(world, branch.above, "漏扣")
    await month_scores.enter(world, colleague, branch.id, "dues", "3 迟交")
    done = await month_scores.confirm(world, branch.above)
    assert (done.moved, done.access.state) == (True, MonthState.CHANGED)
    text = view.after(done, ZH).text
    assert "还没有重新公布" in text
    assert "别人" not in text
    assert "没有记上" not in text
    assert view.after(done, EN).text


async def test_a_month_that_is_over_does_not_say_that_it_can_be_scored(world: World, branch: Branch) -> None:
    assert "就能打分" not in view.page(await month_scores.page(world, branch.above, OCTOBER), ZH).text
