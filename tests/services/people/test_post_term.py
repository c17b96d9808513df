"""Until when a post is held: set by whoever gives posts, taken back, and held until that day."""

import pytest

from bot.services import conversation
from bot.services.people import post, post_term
from bot.services.people.post import PostChange, UnitPosts
from bot.views.people import post as post_view
from bot.views.people import post_term as view
from tests.installation import ZH
from tests.world import World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.record import audit_kinds


async def begin(world: World, branch: Branch, by: int | None = None) -> int:
    """The version of the form."""
    [held] = await world.rows("SELECT id FROM post WHERE person_id = $1", branch.deputy)
    await world.act(by or branch.above, post_term.begin, held["id"])
    return await form_version(world, branch.above)


async def say(world: World, branch: Branch, text: str) -> PostChange:
    version = await begin(world, branch)
    return await world.act(branch.above, post_term.enter_text, version, text)


async def ended(world: World, branch: Branch) -> str | None:
    [row] = await world.rows("SELECT ended_on FROM post WHERE person_id = $1", branch.deputy)
    return str(row["ended_on"]) if row["ended_on"] is not None else None


async def test_until_a_day_that_day_included(world: World, branch: Branch) -> None:
    change = await say(world, branch, "2027年6月30日")
    assert await ended(world, branch) == "2027-07-01"
    assert "任期至2027年6月30日（含当天）" in view.done(change, ZH).text
    assert await audit_kinds(world) == ["post.term_set"]
    assert [row["subject"] for row in await world.rows("SELECT subject FROM reminder_stale")] == ["all"]
    shown = await world.act(branch.above, post.of_unit, branch.id)
    assert isinstance(shown, UnitPosts)
    assert "副书记（2020年1月1日起，任期至2027年6月30日）" in post_view.of_unit(shown, ZH).text
    assert (await world.act(branch.above, conversation.current)).name == ""


async def told(world: World, branch: Branch) -> list[str]:
    assert set(await recipients(world, "post.term")) <= {branch.deputy}
    return [one.zh.text for one in await messages(world, "post.term")]


async def test_the_holder_is_told_once(world: World, branch: Branch) -> None:
    await say(world, branch, "2027年6月30日")
    [text] = await told(world, branch)
    assert "副书记，任期定到2027年6月30日（含当天）" in text
    world.clock.forward(minutes=5)
    await say(world, branch, "2027年6月30日")
    assert await told(world, branch) == [text], "the same day once more is no news"
    version = await begin(world, branch)
    await world.act(branch.above, post_term.clear, version)
    assert "任期已取消" in (await told(world, branch))[1]


async def test_held_on_the_last_day_and_not_on_the_next(world: World, branch: Branch) -> None:
    await say(world, branch, "明天")
    for days, there in ((1, True), (1, False)):
        world.clock.forward(days=days)
        shown = await world.act(branch.above, post.of_unit, branch.id)
        assert (branch.deputy in {one.post.person_id for one in shown.held}) is there


async def test_taken_back(world: World, branch: Branch) -> None:
    await say(world, branch, "明年底")
    assert await ended(world, branch) == "2028-01-01"
    version = await begin(world, branch)
    change = await world.act(branch.above, post_term.clear, version)
    assert await ended(world, branch) is None
    assert "继续担任" in view.done(change, ZH).text


@pytest.mark.parametrize(("text", "code"), [
    ("昨天", "term_past"), ("今天", "term_past"), ("2060年1月1日", "term_too_far"), ("随便", "day_unreadable"),
    ("2027年2月30日", "when_impossible"),
])  # fmt: skip
async def test_a_day_that_cannot_be(world: World, branch: Branch, text: str, code: str) -> None:
    version = await begin(world, branch)
    await world.refused(code, world.act(branch.above, post_term.enter_text, version, text))
    assert await ended(world, branch) is None


async def test_only_those_who_give_posts(world: World, branch: Branch) -> None:
    for forger in (branch.secretary, branch.deputy, branch.members[0], branch.stranger):
        await world.refused("not_allowed", begin(world, branch, forger))
    version = await begin(world, branch)
    await world.run("UPDATE post SET ended_on = '2026-11-01' WHERE person_id = $1", branch.above)
    await world.refused("not_allowed", world.act(branch.above, post_term.enter_text, version, "明年6月30日"))
    assert await ended(world, branch) is None
