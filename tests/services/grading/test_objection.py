"""Objections: who may raise and answer them, what an upheld one does to notice and decision; nothing says whose an
anonymous one is."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.grading.scheme_part import Step
from bot.services.grading import case as grading_case
from bot.services.grading import objection
from bot.services.grading.whole_round import BatchAction
from bot.services.people import forget
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store
from tests.clock import ZONE
from tests.services.grading.cases import case_of
from tests.services.grading.decision import because, choose, preview_all, publish
from tests.services.grading.notice import answer, at_notice, finish, grades_of, notice_of, object_, objections_of, over
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.people import add_person, give_posts


async def test_a_rejected_objection_is_answered_and_the_notice_goes_on(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    raised = await object_(world, branch.members[0], id)
    assert (raised.named, raised.notified) == (True, 1)
    [told] = await messages(world, "objection.raised")
    assert (told.chat - ACCOUNTS, told.data["by"], told.data["words"]) == (branch.above, "党员0", "分数和实际不符")
    await world.refused("objection_waiting", object_(world, branch.members[0], id))
    await over(world, id)
    await world.refused("objection_unanswered", finish(world, branch.above, id))
    assert (await preview_all(world, branch.above, BatchAction.FINISH)).lines == ()
    [one] = await objections_of(world, id)
    answered = await answer(world, branch.above, one.id, upheld=False)
    assert (answered.again, answered.back) == (False, False)
    assert (await answer(world, branch.above, one.id, upheld=True)).again
    assert await recipients(world, "objection.answered") == [branch.members[0]]
    await finish(world, branch.above, id)
    assert await grades_of(world) == [(2026, "good", 1000)]


async def test_an_upheld_objection_takes_the_notice_back_to_the_decision(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[0], id)
    await object_(world, branch.members[1], id, "活动室没有用")
    first, second = await objections_of(world, id)
    assert (await answer(world, branch.above, first.id, upheld=True)).back
    assert (await case_of(world, id)).step is Step.DECISION
    async with world.uow.reading() as cx:
        assert {one.step for one in await store.stages(cx, id) if one.done_at is None} == set(list(Step)[4:])
    assert set(branch.people) <= set(await recipients(world, "notice.withdrawn"))
    await world.refused("grading_undecided", publish(world, branch.above, id))
    await choose(world, branch.above, id, "fairly_good")
    await because(world, branch.above, "异议成立")
    await publish(world, branch.above, id)
    await over(world, id)
    await world.refused("objection_unanswered", finish(world, branch.above, id))
    assert not (await answer(world, branch.above, second.id, upheld=False)).back
    await finish(world, branch.above, id)
    assert await grades_of(world) == [(2026, "fairly_good", 1000)]
    rows = await world.rows("SELECT number, grade FROM grade_decision ORDER BY number")
    assert [(row["number"], row["grade"]) for row in rows] == [(1, "good"), (2, "fairly_good")]


async def test_who_is_upheld_once_the_notice_was_taken_back_is_told_so(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[0], id)
    await object_(world, branch.members[1], id, "活动室没有用")
    for one in await objections_of(world, id):
        await answer(world, branch.above, one.id, upheld=True)
    told = {one.chat - ACCOUNTS: one.zh.text for one in await messages(world, "objection.answered")}
    first, later = (told[who] for who in branch.members[:2])
    assert "✓ 异议成立，公示撤回，等级重新研究。" in first
    assert "那次公示先前已经撤回" in later
    assert "公示撤回，等级重新研究" not in later


async def test_a_named_objection_of_someone_forgotten_stays_without_the_name(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    who = branch.members[0]
    await object_(world, who, id)
    left = "UPDATE person SET number = 'P7', left_on = '2026-11-26' WHERE id = $1"
    await world.run(left, who)
    await forget.forget(world.uow, "P7", date(2027, 12, 1), 300)
    [one] = await objections_of(world, id)
    assert (one.person_id, one.by, one.words) == (None, None, "分数和实际不符")


async def test_who_may_object_and_until_when(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    guest = await add_person(world, "服务对象", branch.id, standing="service_user")
    for person in (branch.stranger, branch.above):
        await world.refused("not_allowed", object_(world, person, id))
    await object_(world, guest, id)
    await world.refused("objection_empty", object_(world, branch.members[1], id, ""), but=FORM)
    for words in ("😡", "不对！！"):
        await world.refused("objection_short", object_(world, branch.members[1], id, words), but=FORM)
    await world.refused("not_found", world.act(guest, objection.begin, 987_654, named=True))
    notice = await notice_of(world, id)
    await over(world, id)
    await world.refused("objection_too_late", world.act(guest, objection.begin, notice.id, named=False))


async def test_only_the_committee_answers_and_never_the_own(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[0], id)
    [one] = await objections_of(world, id)
    for person in (branch.secretary, branch.members[0], branch.stranger):
        await world.refused("not_allowed", answer(world, person, one.id, upheld=True))
    await give_posts(world, (branch.members[0], branch.committee, "organiser"))
    await world.refused("own_objection", answer(world, branch.members[0], one.id, upheld=True))


async def test_upheld_while_it_is_decided_anew_that_decision_does_not_count(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[0], id)
    await object_(world, branch.members[1], id, "活动室没有用")
    first, second = await objections_of(world, id)
    await answer(world, branch.above, first.id, upheld=True)
    decided = await choose(world, branch.above, id, "good")
    assert decided is not None
    version = (await case_of(world, id)).version
    assert not (await answer(world, branch.above, second.id, upheld=True)).back
    assert (await case_of(world, id)).version > version
    await world.refused("grading_undecided", publish(world, branch.above, id))
    again = await choose(world, branch.above, id, "good")
    assert again is not None
    assert not again.again
    await publish(world, branch.above, id)


async def test_nothing_is_upheld_once_the_grade_is_final(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[0], id)
    [one] = await objections_of(world, id)
    await world.run("UPDATE grade_case SET step = 'final' WHERE id = $1", id)
    await world.refused("objection_after_final", answer(world, branch.above, one.id, upheld=True), but=FORM)
    assert (await objections_of(world, id))[0].upheld is None
    assert not (await answer(world, branch.above, one.id, upheld=False)).again


async def test_raising_waits_for_whoever_ends_the_notice(world: World, branch: Branch) -> None:
    who = branch.members[0]
    id = await at_notice(world, branch, good=10)
    notice = (await notice_of(world, id)).id
    await world.act(who, objection.begin, notice, named=True)
    version = await form_version(world, who)
    async with world.uow.begin() as work:
        case = await store.lock(work, id)
        assert case is not None
        raising = asyncio.create_task(world.act(who, objection.raise_, version, "分数不符"))
        _, waiting = await asyncio.wait([raising], timeout=0.5)
        assert waiting
        await grading_notice.end(work, id, work.now)
        await store.enter(work, case, Step.FINAL, work.now)
        await work.commit()
    await world.refused("objection_too_late", raising)
    assert await objections_of(world, id) == []


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
