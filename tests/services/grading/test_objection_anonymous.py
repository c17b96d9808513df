"""Anonymous objections: neither rows nor recipients say whose they are, and no account keeps the moment."""

from datetime import timedelta

import pytest

from bot.services.grading import case as grading_case
from bot.services.grading import objection
from tests.clock import ZONE
from tests.services.grading.notice import answer, at_notice, notice_of, object_, objections_of
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.people import give_posts


async def test_an_anonymous_objection_goes_to_the_same_people_whoever_raises_it(world: World, branch: Branch) -> None:
    """Somebody of the branch who directs above never hears of one: a gap when it is their own would be a name."""
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[2], id, named=False)
    usual = sorted(await recipients(world, "objection.raised"))
    who = branch.members[1]
    await give_posts(world, (who, branch.committee, "secretary"))
    for person in (who, branch.members[2]):
        await object_(world, person, id, named=False)
    assert sorted(await recipients(world, "objection.raised")) == sorted(usual * 3)


async def test_where_all_above_are_of_the_branch_they_hear_of_it(world: World, branch: Branch) -> None:
    """They may not answer it; who may is theirs to find."""
    id, who = await at_notice(world, branch, good=10), branch.members[1]
    await give_posts(world, (who, branch.committee, "secretary"))
    await world.run("DELETE FROM account WHERE person_id = $1", branch.above)
    raised = await object_(world, branch.members[2], id, named=False)
    assert raised.notified == 1
    assert await recipients(world, "objection.raised") == [who]


@pytest.mark.parametrize("earlier", [True, False])
async def test_an_anonymous_objection_leaves_no_moment_at_its_account(
    world: World, branch: Branch, earlier: bool
) -> None:
    id = await at_notice(world, branch, good=10)
    who = branch.members[2]
    account = 1_000 + who
    if earlier:
        await object_(world, who, id, named=True)
    sql = "SELECT updated_at FROM conversation WHERE account_id = $1"
    before = [row["updated_at"] for row in await world.rows(sql, account)]
    assert len(before) == earlier
    world.clock.moment += timedelta(hours=3)
    notice = (await notice_of(world, id)).id
    await world.act(who, objection.begin, notice, named=False)
    world.clock.moment += timedelta(minutes=1)
    await object_(world, who, id, named=False)
    assert [row["updated_at"] for row in await world.rows(sql, account)] == before
    assert await world.rows("SELECT id FROM outbox WHERE chat_id = $1 AND kind = 'form.objection'", account) == []
    sql = "SELECT due_at FROM outbox WHERE kind = 'objection.raised' ORDER BY id DESC"
    local = world.clock.now().astimezone(ZONE)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    assert (await world.rows(sql))[0]["due_at"] == int(midnight.timestamp() * 1000)


async def test_of_an_anonymous_objection_nothing_says_whose_it_is(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    who = branch.members[2]
    await object_(world, who, id, "书记不常在村里", named=False)
    [one] = await objections_of(world, id)
    assert (one.person_id, one.by) == (None, None)
    [told] = await messages(world, "objection.raised")
    assert told.data["by"] == ""
    [entry] = await world.rows("SELECT at, account_id, data FROM audit WHERE kind = 'grade.objection'")
    local = world.clock.now().astimezone(ZONE)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    assert (entry["account_id"], entry["at"]) == (None, int(midnight.timestamp() * 1000))
    assert str(who) not in entry["data"].replace(f'"case":{id}', "").replace(f'"notice":{one.notice_id}', "").replace(
        f'"objection":{one.id}', ""
    )
    assert await world.rows("SELECT name FROM conversation WHERE account_id = $1", 1_000 + who) == []
    outbox = await world.rows("SELECT data FROM outbox WHERE chat_id = $1", 1_000 + who)
    assert not [row for row in outbox if "不常在村里" in row["data"]]
    assert (await world.act(branch.members[0], grading_case.of, id)).objections == []
    await answer(world, branch.above, one.id, upheld=False)
    assert await recipients(world, "objection.answered") == []
    card = await world.act(branch.members[0], grading_case.of, id)
    assert [(shown.answer, shown.upheld) for shown in card.objections] == [("情况已核实", False)]
