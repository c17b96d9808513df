"""A month is published once, and corrected only by publishing anew with a reason."""

import asyncio

from bot.domain.grading.month_score import MonthState
from bot.views.grading import month_score_publish as publish_view
from tests.clock import local
from tests.installation import EN, ZH
from tests.services.grading.month_scores import MonthScores
from tests.world import World
from tests.world.branch import Branch


async def test_reasons_stand_in_the_record_sealed(world: World, month_scores: MonthScores) -> None:
    await month_scores.enter("study", "2 学习记录不全")
    await month_scores.publish()
    [(_, entry)] = await world.audited("month_score.published")
    assert (entry["off"], entry["score"], entry["month"], entry["number"]) == ({"study": [20]}, 980, "2026-11", 1)
    assert "学习" not in str(entry)


async def test_a_correction_needs_its_reason_and_both_stay(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    await month_scores.enter("study", "2 学习记录不全")
    await month_scores.publish()
    world.clock.moment = local("2027-03-01 12:00")
    done = await month_scores.enter("study", "1 学习记录不全")
    assert done.access.state is MonthState.CHANGED
    assert "得分 98：" in await month_scores.shown(branch.secretary)
    await world.refused("month_score_reason", month_scores.publish())
    assert await month_scores.look() is None
    await world.refused("reason_missing", month_scores.because(""))
    await month_scores.because("补交了记录")
    published = (await month_scores.confirm()).published
    assert published is not None
    assert (published.number, published.score, published.reason) == (2, 990, "补交了记录")
    rows = await world.rows("SELECT number, score, reason FROM month_score ORDER BY number")
    assert [tuple(row.values()) for row in rows] == [(1, 980, None), (2, 990, "补交了记录")]
    assert "得分 99：\n· 学习教育 −1 学习记录不全\n2027年3月1日更正，理由：补交了记录" in await month_scores.shown(
        branch.secretary
    )
    assert "重新公布。理由：补交了记录" in (await world.sent("month_score.published"))[1].zh.text
    assert [entry["number"] for _, entry in await world.audited("month_score.published")] == [1, 2]


async def test_the_same_yes_again_publishes_once(world: World, month_scores: MonthScores) -> None:
    await month_scores.all_full()
    await month_scores.publish()
    again = await month_scores.publish()
    assert (again.again, again.published) == (True, None)
    looked = await month_scores.look()
    assert looked is not None
    assert looked.again
    assert len(await world.audited("month_score.published")) == len(await world.sent("month_score.published")) == 1


async def test_two_yeses_at_once_publish_once(world: World, month_scores: MonthScores) -> None:
    await month_scores.all_full()
    done = await asyncio.gather(
        month_scores.publish(), month_scores.publish(by=month_scores.second), month_scores.publish()
    )
    assert sorted(one.again for one in done) == [False, True, True]
    assert len(await world.audited("month_score.published")) == 1


async def test_what_was_changed_since_it_was_shown_is_not_published(world: World, month_scores: MonthScores) -> None:
    access = (await month_scores.all_full()).access
    assert access.draft is not None
    await month_scores.enter("study", "2 学习记录不全", by=month_scores.second)
    await world.refused("grading_moved", month_scores.publish(version=access.draft.version))
    assert await world.audited("month_score.published") == []


async def test_a_correction_that_others_moved_is_not_published(world: World, month_scores: MonthScores) -> None:
    await month_scores.all_full()
    await month_scores.publish()
    await month_scores.enter("study", "2 学习记录不全")
    assert await month_scores.look() is None
    await month_scores.because("漏扣")
    await month_scores.enter("dues", "1 迟交", by=month_scores.second)
    done = await month_scores.confirm()
    assert (done.moved, done.published) == (True, None)
    assert len(await world.audited("month_score.published")) == 1


async def test_all_that_are_scored_at_once_after_a_look(
    world: World, branch: Branch, month_scores: MonthScores
) -> None:
    await month_scores.enter("study", "2 学习记录不全")
    assert [row.state for row in (await month_scores.page()).rows] == [MonthState.DRAFT, MonthState.NONE]
    looked = await month_scores.look_at_all()
    assert "　· 学习教育 −2 学习记录不全" in publish_view.batch(looked, ZH).text
    await month_scores.all_full(branch.other)
    moved = await month_scores.publish_all(looked.mark)
    assert (moved.done, len(moved.lines)) == (False, 2)
    done = await month_scores.publish_all(moved.mark)
    assert (done.done, len(done.lines)) == (True, 2)
    assert [row.state for row in (await month_scores.page()).rows] == [MonthState.PUBLISHED, MonthState.PUBLISHED]
    assert sorted(await world.told("month_score.published")) == sorted([branch.secretary, branch.stranger])
    assert not (await month_scores.publish_all(moved.mark)).done
    assert len(await world.audited("month_score.published")) == 2


async def test_a_correction_is_not_among_all(month_scores: MonthScores) -> None:
    await month_scores.all_full()
    await month_scores.publish()
    await month_scores.enter("study", "2 学习记录不全")
    assert (await month_scores.look_at_all()).lines == ()


async def test_nothing_to_publish_names_what_waits_with_a_reason(month_scores: MonthScores) -> None:
    await month_scores.all_full()
    await month_scores.publish()
    assert "重新公布" not in publish_view.batch(await month_scores.look_at_all(), ZH).text
    await month_scores.enter("study", "2 学习记录不全")
    looked = await month_scores.look_at_all()
    assert (looked.lines, looked.changed) == ((), 1)
    assert "1 个支部改过分，要写明理由重新公布" in publish_view.batch(looked, ZH).text
    assert publish_view.batch(looked, EN).text
