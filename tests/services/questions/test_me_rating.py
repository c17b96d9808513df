"""/me on ratings and objections: what is held in words, and never whether a ballot is in."""

import pytest

from bot.domain.clock import to_ms
from bot.services.questions import me
from bot.services.rating.doubtful_account import confirm
from bot.views.questions import me as view
from tests.installation import TEXTS
from tests.services.grading.notice import answer, at_notice, object_
from tests.services.rating.agreements import agree_close, agree_totals, entered, issue
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.people import add_person

TITLE = "· 一支部“年度测评”："
REBOUND = "UPDATE account SET id = $2 WHERE person_id = $1"
PHONE = 76_001
"""Somebody's new one; so is the next number."""


async def said(world: World, person: int, language: str = "zh") -> str:
    found = await world.act(person, me.of_asker)
    return view.held(found, 365, TEXTS.speech(language)).text


async def test_the_list_of_voters_one_is_in_and_by_which_account(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    _, fresh, moved, *_ = branch.members
    assert "现在没有测评的投票人名单里有您。" in await said(world, fresh)
    await world.run("UPDATE account SET bound_at = $2 WHERE person_id = $1", fresh, to_ms(world.clock.now()))
    made = await ratings.opened()
    assert f"{TITLE}用现在这个账号投票\n" in await said(world, moved)
    assert f"{TITLE}账号等监督人确认" in await said(world, fresh)
    await world.act(ratings.supervisor, confirm, made, fresh, ACCOUNTS + fresh)
    assert f"{TITLE}用现在这个账号投票，监督人已经确认" in await said(world, fresh)
    await world.run(REBOUND, moved, ACCOUNTS + PHONE)
    assert f"{TITLE}名单上是另一个账号，现在这个账号等监督人确认" in await said(world, PHONE)
    await world.run(REBOUND, moved, ACCOUNTS + PHONE + 1)
    await world.act(ratings.supervisor, confirm, made, moved, ACCOUNTS + PHONE + 1)
    assert f"{TITLE}用现在这个账号投票，监督人已经确认" in await said(world, PHONE + 1)
    assert "you vote with this account, as the supervisor has confirmed" in await said(world, PHONE + 1, "en")


@pytest.mark.parametrize("state", ["ended", "closing"])
async def test_when_voting_is_over_nobody_is_told_to_vote(
    world: World, branch: Branch, ratings: Ratings, state: str
) -> None:
    rating, who = await ratings.opened(), branch.people[-1]
    await world.run("UPDATE rating SET state = $2 WHERE id = $1", rating, state)
    for held, words in (
        ("account_id = $2, doubt = NULL, paper = FALSE", "名单上是现在这个账号\n"),
        ("account_id = $2, doubt = 'bound', paper = FALSE", "名单上是现在这个账号，监督人确认过\n"),
        ("account_id = NULL, doubt = 'bound', paper = $2 = 0", "账号没有经监督人确认\n"),
        ("account_id = $2 + 1, doubt = NULL, paper = FALSE", "名单上是另一个账号\n"),
        ("account_id = NULL, doubt = NULL, paper = $2 > 0", "给您发的是纸质票\n"),
    ):
        await world.run(f"UPDATE elector SET {held} WHERE person_id = $1", who, ACCOUNTS + who)
        assert f"”：投票已经结束，等待计票；{words}" in await said(world, who)
        assert "voting has ended and is to be counted; " in await said(world, who, language="en")


async def test_a_vote_changes_nothing_of_what_is_said_to_anybody(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    """Nor does its end say who has voted."""
    people = (*branch.people, ratings.supervisor)
    old = await add_person(world, "老党员", branch.id, account=False)
    rating = await ratings.opened()
    await issue(ratings, rating, old)
    before = [await said(world, one) for one in people]
    await ratings.vote(rating, *branch.people[:6])
    assert [await said(world, one) for one in people] == before
    await ratings.turn(hours=6)
    await entered(ratings, rating, "1 0", "1 0 0")
    await agree_totals(ratings, rating, ratings.supervisor)
    for person in (ratings.supervisor, ratings.teller):
        await agree_close(ratings, rating, person)
    await ratings.turn()
    voted, did_not = [(await said(world, one)).partition("投票人名单")[2] for one in branch.people[5:]]
    assert "另有 1 场测评已经结束，只留下名单里有您，没有您投没投" in voted
    assert voted == did_not


async def test_the_ratings_that_one_supervises_or_counts(world: World, branch: Branch, ratings: Ratings) -> None:
    await ratings.opened()
    assert f"{TITLE}监督人（进行中）" in await said(world, ratings.supervisor)
    assert f"{TITLE}计票人（进行中）" in await said(world, ratings.teller)
    assert "没有由您监督或者计票的测评。" in await said(world, branch.members[1])


async def test_objections_by_name_with_their_state_and_no_anonymous_one(world: World, branch: Branch) -> None:
    id, who = await at_notice(world, branch, good=10), branch.members[2]
    before = await said(world, who)
    await object_(world, who, id, "匿名说一句", named=False)
    assert await said(world, who) == before
    await object_(world, who, id, "会议次数记错了")
    assert "一支部：会议次数记错了（等待答复）" in await said(world, who)
    (row,) = await world.rows("SELECT id FROM grade_objection WHERE person_id = $1", who)
    await answer(world, branch.above, row["id"], upheld=False)
    assert "会议次数记错了（不成立）" in await said(world, who)
    assert "会议次数" not in await said(world, branch.members[1])
