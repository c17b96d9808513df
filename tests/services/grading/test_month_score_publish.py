"""A month is published once, and corrected only by publishing anew with a reason."""

import asyncio

from bot.domain.grading.month_score import MonthState
from bot.services.grading import month_score_publish as publishing
from bot.views.grading import month_score_publish as publish_view
from tests.clock import local
from tests.installation import EN, ZH
from tests.services.grading import month_scores
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.record import audit_entries


async def test_reasons_stand_in_the_record_sealed(world: World, branch: Branch) -> None:
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    await month_scores.publish(world, branch.above, branch.id)
    [(_, entry)] = await audit_entries(world, "month_score.published")
    assert (entry["off"], entry["score"], entry["month"], entry["number"]) == ({"study": [20]}, 980, "2026-11", 1)
    assert "学习" not in str(entry)


async def test_a_correction_needs_its_reason_and_both_stay(world: World, branch: Branch) -> None:
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    await month_scores.publish(world, branch.above, branch.id)
    world.clock.moment = local("2027-03-01 12:00")
    done = await month_scores.enter(world, branch.above, branch.id, "study", "1 学习记录不全")
    assert done.access.state is MonthState.CHANGED
    assert "得分 98：" in await month_scores.shown(world, branch.secretary)
    await world.refused("month_score_reason", month_scores.publish(world, branch.above, branch.id))
    assert await month_scores.look(world, branch.above, branch.id) is None
    await world.refused("reason_missing", month_scores.because(world, branch.above, ""))
    await month_scores.because(world, branch.above, "补交了记录")
    published = (await month_scores.confirm(world, branch.above)).published
    assert published is not None
    assert (published.number, published.score, published.reason) == (2, 990, "补交了记录")
    rows = await world.rows("SELECT number, score, reason FROM month_score ORDER BY number")
    assert [tuple(row.values()) for row in rows] == [(1, 980, None), (2, 990, "补交了记录")]
    shown = await month_scores.shown(world, branch.secretary)
    assert "得分 99：\n· 学习教育 −1 学习记录不全\n2027年3月1日更正，理由：补交了记录" in shown
    assert "重新公布。理由：补交了记录" in (await messages(world, "month_score.published"))[1].zh.text
    assert [entry["number"] for _, entry in await audit_entries(world, "month_score.published")] == [1, 2]


async def test_the_same_yes_again_publishes_once(world: World, branch: Branch) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    again = await month_scores.publish(world, branch.above, branch.id)
    assert (again.again, again.published) == (True, None)
    looked = await month_scores.look(world, branch.above, branch.id)
    assert looked is not None
    assert looked.again
    assert (
        len(await audit_entries(world, "month_score.published"))
        == len(await messages(world, "month_score.published"))
        == 1
    )


async def test_two_yeses_at_once_publish_once(world: World, branch: Branch, colleague: int) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    done = await asyncio.gather(
        month_scores.publish(world, branch.above, branch.id),
        month_scores.publish(world, colleague, branch.id),
        month_scores.publish(world, branch.above, branch.id),
    )
    assert sorted(one.again for one in done) == [False, True, True]
    assert len(await audit_entries(world, "month_score.published")) == 1


async def test_what_was_changed_since_it_was_shown_is_not_published(
    world: World, branch: Branch, colleague: int
) -> None:
    access = (await month_scores.all_full(world, branch.above, branch.id)).access
    assert access.draft is not None
    await month_scores.enter(world, colleague, branch.id, "study", "2 学习记录不全")
    seen = (month_scores.RULES, branch.id, month_scores.NOVEMBER.number, access.draft.version)
    await world.refused("grading_moved", world.act(branch.above, publishing.publish, *seen))
    assert await audit_entries(world, "month_score.published") == []


async def test_a_correction_that_others_moved_is_not_published(world: World, branch: Branch, colleague: int) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    assert await month_scores.look(world, branch.above, branch.id) is None
    await month_scores.because(world, branch.above, "漏扣")
    await month_scores.enter(world, colleague, branch.id, "dues", "1 迟交")
    done = await month_scores.confirm(world, branch.above)
    assert (done.moved, done.published) == (True, None)
    assert len(await audit_entries(world, "month_score.published")) == 1


async def test_all_that_are_scored_at_once_after_a_look(world: World, branch: Branch) -> None:
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    assert [row.state for row in (await month_scores.page(world, branch.above)).rows] == [
        MonthState.DRAFT,
        MonthState.NONE,
    ]
    looked = await month_scores.look_at_all(world, branch.above)
    assert "　· 学习教育 −2 学习记录不全" in publish_view.batch(looked, ZH).text
    await month_scores.all_full(world, branch.above, branch.other)
    moved = await month_scores.publish_all(world, branch.above, looked.mark)
    assert (moved.done, len(moved.lines)) == (False, 2)
    done = await month_scores.publish_all(world, branch.above, moved.mark)
    assert (done.done, len(done.lines)) == (True, 2)
    assert [row.state for row in (await month_scores.page(world, branch.above)).rows] == [
        MonthState.PUBLISHED,
        MonthState.PUBLISHED,
    ]
    assert sorted(await recipients(world, "month_score.published")) == sorted([branch.secretary, branch.stranger])
    assert not (await month_scores.publish_all(world, branch.above, moved.mark)).done
    assert len(await audit_entries(world, "month_score.published")) == 2


async def test_a_correction_is_not_among_all(world: World, branch: Branch) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    assert (await month_scores.look_at_all(world, branch.above)).lines == ()


async def test_nothing_to_publish_names_what_waits_with_a_reason(world: World, branch: Branch) -> None:
    await month_scores.all_full(world, branch.above, branch.id)
    await month_scores.publish(world, branch.above, branch.id)
    assert "重新公布" not in publish_view.batch(await month_scores.look_at_all(world, branch.above), ZH).text
    await month_scores.enter(world, branch.above, branch.id, "study", "2 学习记录不全")
    looked = await month_scores.look_at_all(world, branch.above)
    assert (looked.lines, looked.changed) == ((), 1)
    assert "1 个支部改过分，要写明理由重新公布" in publish_view.batch(looked, ZH).text
    assert publish_view.batch(looked, EN).text
