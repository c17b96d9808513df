"""/me on ratings and objections: what is held in words, and never whether a ballot is in."""

from pathlib import Path

import pytest

from bot.domain.clock import to_ms
from bot.services.questions import me
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.questions import me as view
from tests.services.attendance.attendance_branch import Rows
from tests.services.grading.grading_end import End, end
from tests.services.rating.rating_stage import Poll, poll
from tests.services.rating.rating_table import Table, table
from tests.services.rating.test_confirm import confirm, rebound

TITLE = "· 一支部“定级测评”："


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def said(hall: Rows, person: int, account: int | None = None, language: str = "zh") -> str:
    asked = hall.ask(person)
    asked.account_id = account or asked.account_id
    found = await me.of_asker(hall.uow, asked)
    return view.held(found, 365, Texts(hall.zone).speech(language)).text


async def test_the_list_of_voters_one_is_in_and_by_which_account(desk: Table) -> None:
    hall, [_, fresh, moved, *_] = desk.hall, desk.house.members
    assert "现在没有测评的投票人名单里有您。" in await said(hall, fresh)
    await desk.bound(fresh, to_ms(hall.now))
    made = await desk.opened()
    assert f"{TITLE}用现在这个账号投票\n" in await said(hall, moved)
    assert f"{TITLE}账号等监督人确认" in await said(hall, fresh)
    await confirm(desk, made, fresh)
    assert f"{TITLE}用现在这个账号投票，监督人已经确认" in await said(hall, fresh)
    await hall.run("UPDATE account SET id = 77001 WHERE person_id = $1 RETURNING id", moved)
    assert f"{TITLE}名单上是另一个账号，现在这个账号等监督人确认" in await said(hall, moved, 77_001)
    await rebound(desk, made, moved, 77_002)
    assert f"{TITLE}用现在这个账号投票，监督人已经确认" in await said(hall, moved, 77_002)
    assert "you vote with this account, as the supervisor has confirmed" in await said(hall, moved, 77_002, "en")


@pytest.mark.parametrize("state", ["ended", "closing"])
async def test_when_voting_is_over_nobody_is_told_to_vote(at: Poll, state: str) -> None:
    hall, rating, who = at.hall, await at.opened(), at.house.people[-1]
    account = hall.ask(who).account_id
    await hall.run("UPDATE rating SET state = $2 WHERE id = $1 RETURNING id", rating, state)
    for held, words in (
        ("account_id = $2, doubt = NULL, paper = FALSE", "名单上是现在这个账号\n"),
        ("account_id = $2, doubt = 'bound', paper = FALSE", "名单上是现在这个账号，监督人确认过\n"),
        ("account_id = NULL, doubt = 'bound', paper = $2 = 0", "账号没有经监督人确认\n"),
        ("account_id = $2 + 1, doubt = NULL, paper = FALSE", "名单上是另一个账号\n"),
        ("account_id = NULL, doubt = NULL, paper = $2 > 0", "给您发的是纸质票\n"),
    ):
        async with hall.uow.begin() as work:
            await work.execute(f"UPDATE elector SET {held} WHERE person_id = $1", who, account)
            await work.commit()
        assert f"”：投票已经结束，等待计票；{words}" in await said(hall, who)
        assert "voting has ended and is to be counted; " in await said(hall, who, language="en")


async def test_a_vote_changes_nothing_of_what_is_said_to_anybody(at: Poll) -> None:
    """Nor does its end say who has voted."""
    hall, people = at.hall, (*at.house.people, at.supervisor)
    rating = await at.opened()
    await at.issue(rating, at.without[0])
    before = [await said(hall, one) for one in people]
    await at.vote(rating, *at.house.people[:6])
    assert [await said(hall, one) for one in people] == before
    await at.ended(rating)
    await at.entered(rating, "1 0", "1 0 0")
    await at.agree_totals(rating, at.supervisor)
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    await at.count(rating)
    voted, did_not = [(await said(hall, one)).partition("投票人名单")[2] for one in at.house.people[5:]]
    assert "另有 1 场测评已经结束，只留下名单里有您，没有您投没投" in voted
    assert voted == did_not


async def test_the_ratings_that_one_supervises_or_counts(desk: Table) -> None:
    await desk.opened()
    assert f"{TITLE}监督人（进行中）" in await said(desk.hall, desk.supervisor)
    assert f"{TITLE}计票人（进行中）" in await said(desk.hall, desk.teller)
    assert "没有由您监督或者计票的测评。" in await said(desk.hall, desk.house.members[1])


async def test_objections_by_name_with_their_state_and_no_anonymous_one(ours: End) -> None:
    id, who = await ours.at_notice(good=10), ours.ours.house.members[2]
    before = await said(ours.hall, who)
    await ours.object_(id, who, "匿名说一句", named=False)
    assert await said(ours.hall, who) == before
    await ours.object_(id, who, "会议次数记错了")
    assert "一支部：会议次数记错了（等待答复）" in await said(ours.hall, who)
    (row,) = await ours.hall.rows("SELECT id FROM grade_objection WHERE person_id = $1", who)
    await ours.answer(row["id"], upheld=False)
    assert "会议次数记错了（不成立）" in await said(ours.hall, who)
    assert "会议次数" not in await said(ours.hall, ours.ours.house.members[1])
