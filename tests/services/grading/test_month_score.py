"""A month's score as the branch reads it: the newest published month, and corrections of earlier ones for a while."""

import pytest

from bot.domain.grading.month_score import MonthState
from bot.services.questions import ask, dues
from bot.services.questions.ask import Question
from bot.views.grading import month_score as view
from bot.views.grading import month_score_publish as publish_view
from bot.views.questions import ask as answers
from tests.clock import local
from tests.installation import CONFIG, INSTALLATION, TEXTS, ZH
from tests.services.grading import month_scores
from tests.services.grading.month_scores import NOVEMBER
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages

DUES = dues.rules(CONFIG)
OCTOBER = NOVEMBER.later(-1)
CORRECTED = "2026年10月得分 99：\n· 学习教育 −1 学习记录不全\n2026年12月20日更正，理由：补交了记录"


async def test_from_nothing_to_published(world: World, branch: Branch) -> None:
    assert (await month_scores.card(world, branch.above, branch.id)).state is MonthState.NONE
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全\n0.5 缺席一次")
    done = await month_scores.enter(world, branch.above, branch.id, "dues", "得9分 迟交一天")
    assert (done.access.state, done.access.sheet.total) == (MonthState.DRAFT, 965)
    looked = await month_scores.look(world, branch.above, branch.id)
    assert looked is not None
    assert "· 学习教育 −0.5 缺席一次" in publish_view.asked(looked, ZH).text
    assert "96.5" not in await month_scores.shown(world, branch.secretary)
    published = (await month_scores.publish(world, branch.above, branch.id)).published
    assert published is not None
    assert (published.number, published.score, published.reason) == (1, 965, None)
    [told] = await messages(world, "month_score.published")
    assert told.chat == ACCOUNTS + branch.secretary
    assert "一支部的2026年11月评分公布了" in told.zh.text
    for person in (branch.secretary, branch.members[0]):
        text = await month_scores.shown(world, person)
        assert "2026年11月得分 96.5：\n· 党费收缴 −1 迟交一天\n· 学习教育 −2 学习记录不全" in text
    assert "Score of November 2026: 96.5" in await month_scores.shown(world, branch.members[0], "en")
    assert "96.5" not in await month_scores.shown(world, branch.stranger)
    assert "· 一支部：还没有定级，2026年11月得分 96.5" in await month_scores.shown(world, branch.above)


async def test_the_newest_month_counts_whichever_was_published_last(world: World, branch: Branch) -> None:
    world.clock.moment = local("2026-11-05 12:00")
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全", OCTOBER)
    await month_scores.publish(world, branch.above, branch.id, OCTOBER)
    assert "2026年11月得分 100" in await month_scores.shown(world, branch.secretary)
    assert "2026年11月得分 100" in await month_scores.shown(world, branch.above)


async def test_sheets_can_be_read_in_both_languages(world: World, branch: Branch) -> None:
    world.clock.moment = local("2026-11-09 12:00")
    for step in (
        None,
        month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全"),
        month_scores.publish(world, branch.above, branch.id),
        month_scores.enter(world, branch.above, branch.id, "dues", "1 迟交"),
    ):
        if step is not None:
            await step
        for language in ("zh", "en"):
            say = TEXTS.speech(language)
            for month in (NOVEMBER, OCTOBER):
                assert view.card(await month_scores.card(world, branch.above, branch.id, month), say).text
                assert view.page(await month_scores.page(world, branch.above, month), say).text


async def test_reasons_are_not_told_in_a_group(world: World, branch: Branch) -> None:
    """They may name people."""
    await month_scores.enter(world, branch.above, branch.id, "study", "2 党员0没有参加")
    await month_scores.publish(world, branch.above, branch.id)
    group = -100_123
    sql = "INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0)"
    await world.run(sql, group, branch.id)
    asked = Question(world.uow, world.request(branch.secretary), INSTALLATION.meetings, DUES, "grade.current")
    for found, told in ((await ask.answer_in_group(asked, group), False), (await ask.answer(asked), True)):
        assert found is not None
        text = answers.answered(found, ZH).text
        assert ("没有参加" in text) is told


async def october_corrected(world: World, branch: Branch) -> None:
    """October and November are published; in December October is corrected, twice."""
    world.clock.moment = local("2026-11-05 12:00")
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全", OCTOBER)
    await month_scores.publish(world, branch.above, branch.id, OCTOBER)
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    world.clock.moment = local("2026-12-01 12:00")
    await month_scores.enter(world, branch.above, branch.id, "study", "3 学习记录不全", OCTOBER)
    await month_scores.again(world, branch.above, branch.id, "少扣了", OCTOBER)
    world.clock.moment = local("2026-12-20 12:00")
    await month_scores.enter(world, branch.above, branch.id, "study", "1 学习记录不全", OCTOBER)
    await month_scores.again(world, branch.above, branch.id, "补交了记录", OCTOBER)


async def test_a_correction_of_an_earlier_month_is_read_for_31_days(world: World, branch: Branch) -> None:
    await october_corrected(world, branch)
    for day in ("2026-12-20", "2027-01-20"):
        world.clock.moment = local(f"{day} 12:00")
        for person in (branch.secretary, branch.members[0]):
            text = await month_scores.shown(world, person)
            assert text.endswith(f"2026年11月得分 100，没有扣分。\n\n{CORRECTED}")
            assert "少扣了" not in text
        assert "Corrected on 20 December 2026" in await month_scores.shown(world, branch.members[0], "en")
    assert "10月" not in await month_scores.shown(world, branch.stranger)
    world.clock.moment = local("2027-01-21 12:00")
    assert "10月" not in await month_scores.shown(world, branch.secretary)
    assert "大家" not in view.card(await month_scores.card(world, branch.above, branch.id, OCTOBER), ZH).text


async def test_an_earlier_month_that_was_never_corrected_is_not_read(world: World, branch: Branch) -> None:
    world.clock.moment = local("2026-11-05 12:00")
    for month in (NOVEMBER, OCTOBER):
        await month_scores.all_full(world, branch.above, branch.id, month)
        await month_scores.publish(world, branch.above, branch.id, month)
    assert "10月" not in await month_scores.shown(world, branch.secretary)
    assert all("最近一个月的得分" in one.zh.text for one in await messages(world, "month_score.published"))


async def test_corrections_are_not_told_in_a_group(world: World, branch: Branch) -> None:
    await october_corrected(world, branch)
    group = -100_123
    sql = "INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0)"
    await world.run(sql, group, branch.id)
    asked = Question(world.uow, world.request(branch.secretary), INSTALLATION.meetings, DUES, "grade.current")
    for found, told in ((await ask.answer_in_group(asked, group), False), (await ask.answer(asked), True)):
        assert found is not None
        assert ("补交了记录" in answers.answered(found, ZH).text) is told


@pytest.mark.parametrize("lines", ["[]", "3", "x", '{"study": 5}', '{"study": [[1]]}'])
async def test_what_cannot_be_read_is_left_out(world: World, branch: Branch, lines: str) -> None:
    """The rest of the answer stays."""
    await october_corrected(world, branch)
    await world.run("UPDATE month_score SET lines = $1 WHERE number = 3", lines)
    assert "2026年11月得分 100" in await month_scores.shown(world, branch.secretary)
    await world.run("UPDATE month_score SET lines = $1", lines)
    assert "一支部还没有定级" in await month_scores.shown(world, branch.secretary)
    assert "一支部：还没有定级" in await month_scores.shown(world, branch.above)
