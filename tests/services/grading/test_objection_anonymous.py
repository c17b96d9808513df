"""Anonymous objections: neither rows nor recipients say whose they are, and no account keeps the moment."""

from datetime import timedelta

import pytest

from bot.services.grading import objection
from bot.storage.connection import Database
from tests.services.grading.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def test_an_anonymous_objection_goes_to_the_same_people_whoever_raises_it(ours: End) -> None:
    """Somebody of the branch who directs above never hears of one: a gap when it is their own would be a name."""
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[2], named=False)
    usual = sorted(await ours.ours.whom("objection.raised"))
    who = house.members[1]
    await ours.hall.post(who, house.top, "secretary")
    for person in (who, house.members[2]):
        await ours.object_(id, person, named=False)
    assert sorted(await ours.ours.whom("objection.raised")) == sorted(usual * 3)


async def test_where_all_above_are_of_the_branch_they_hear_of_it(ours: End) -> None:
    """They may not answer it; who may is theirs to find."""
    house, hall = ours.ours.house, ours.hall
    id, who = await ours.at_notice(good=10), house.members[1]
    await hall.post(who, house.top, "secretary")
    await hall.run("DELETE FROM account WHERE person_id = $1 RETURNING id", house.above)
    raised = await ours.object_(id, house.members[2], named=False)
    assert raised.notified == 1
    assert await ours.ours.whom("objection.raised") == [who]


@pytest.mark.parametrize("earlier", [True, False])
async def test_an_anonymous_objection_leaves_no_moment_at_its_account(ours: End, earlier: bool) -> None:
    id = await ours.at_notice(good=10)
    who = ours.ours.house.members[2]
    account = 1_000 + who
    if earlier:
        await ours.object_(id, who, named=True)
    sql = "SELECT updated_at FROM conversation WHERE account_id = $1"
    before = [row["updated_at"] for row in await ours.hall.rows(sql, account)]
    assert len(before) == earlier
    ours.hall.clock.moment += timedelta(hours=3)
    notice = (await ours.notice(id)).id
    await objection.begin(ours.hall.uow, ours.hall.ask(who), notice, named=False)
    ours.hall.clock.moment += timedelta(minutes=1)
    await ours.object_(id, who, named=False)
    assert [row["updated_at"] for row in await ours.hall.rows(sql, account)] == before
    assert await ours.hall.rows("SELECT id FROM outbox WHERE chat_id = $1 AND kind = 'form.objection'", account) == []
    sql = "SELECT due_at FROM outbox WHERE kind = 'objection.raised' ORDER BY id DESC"
    local = ours.hall.now.astimezone(ours.hall.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    assert (await ours.hall.rows(sql))[0]["due_at"] == int(midnight.timestamp() * 1000)


async def test_of_an_anonymous_objection_nothing_says_whose_it_is(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    who = house.members[2]
    await ours.object_(id, who, "书记不常在村里", named=False)
    [one] = await ours.objections(id)
    assert (one.person_id, one.by) == (None, None)
    [(_, data)] = await ours.ours.told("objection.raised")
    assert data["by"] == ""
    [entry] = await ours.hall.rows("SELECT at, account_id, data FROM audit WHERE kind = 'grade.objection'")
    local = ours.hall.now.astimezone(ours.hall.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    assert (entry["account_id"], entry["at"]) == (None, int(midnight.timestamp() * 1000))
    assert str(who) not in entry["data"].replace(f'"case":{id}', "").replace(f'"notice":{one.notice_id}', "").replace(
        f'"objection":{one.id}', ""
    )
    assert await ours.hall.rows("SELECT name FROM conversation WHERE account_id = $1", 1_000 + who) == []
    outbox = await ours.hall.rows("SELECT data FROM outbox WHERE chat_id = $1", 1_000 + who)
    assert not [row for row in outbox if "不常在村里" in row["data"]]
    assert (await ours.card(id, house.members[0])).objections == []
    await ours.answer(one.id, upheld=False)
    assert await ours.ours.whom("objection.answered") == []
    card = await ours.card(id, house.members[0])
    assert [(shown.answer, shown.upheld) for shown in card.objections] == [("情况已核实", False)]
