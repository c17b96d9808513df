"""Sign-off and return: by the committee above alone, never without evidence, numbered without gaps."""

import asyncio

import pytest

from bot.domain.rectification.model import ItemState
from bot.services import reason_form
from bot.services.rectification import sign_off
from bot.services.rectification.sign_off import Asked, Decision
from bot.storage.rectification import milestone
from bot.views.rectification import sign_off as view
from tests.clock import ZONE
from tests.installation import ZH
from tests.services.rectification.items import Items
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch


async def test_signed_off_with_a_number_and_owner_and_secretary_hear(
    world: World, branch: Branch, items: Items
) -> None:
    item, other = await items.handed_in(), await items.opened()
    decision = await items.sign_off(item)
    assert isinstance(decision, Decision)
    assert (decision.again, decision.by, decision.all_done) == (False, "上级", False)
    done = (await items.item(item)).signed_off
    assert done is not None
    assert (done.committee_id, done.year, done.number, done.by) == (branch.committee, 2026, 1, branch.above)
    assert done.at == world.now
    assert sorted(await world.told("sign_off.done")) == sorted([branch.secretary, items.owner])
    assert await items.history(item) == ["handed_in", "signed_off"]
    facts = {"item": item, "committee": branch.committee, "year": 2026, "number": 1}
    assert await world.audited() == [("rectify.signed_off", facts)]
    assert await world.told("sign_off.all") == []
    assert (await items.item(other)).state is ItemState.OPEN


async def test_it_is_asked_first_what_is_signed_off(world: World, branch: Branch, items: Items) -> None:
    item = await items.handed_in()
    asked = await world.act(branch.above, sign_off.ask, item)
    assert isinstance(asked, Asked)
    assert (asked.pieces, asked.owner, asked.unit) == (1, "党员0", "一支部")
    assert asked.open == ()
    assert (await items.item(item)).state is ItemState.HANDED_IN


async def test_the_question_names_the_milestones_that_are_still_open(
    world: World, branch: Branch, items: Items
) -> None:
    item = await items.handed_in()
    async with world.uow.begin() as work:
        await milestone.replace(
            work,
            item,
            [("制度上墙", world.now.astimezone(ZONE).date()), ("中期检查", world.now.astimezone(ZONE).date())],
        )
        first = (await milestone.of_item(work, item))[0]
        await milestone.reach(work, first.id, work.now)
        await work.commit()
    asked = await world.act(branch.above, sign_off.ask, item)
    assert isinstance(asked, Asked)
    assert asked.open == ("中期检查",)
    assert "还有 1 个节点没有完成：中期检查" in view.confirm(asked, ZH).text


async def test_a_second_tap_is_told_who_did_it(world: World, branch: Branch, items: Items) -> None:
    second = await world.person("组织员", branch.committee)
    await world.posts((second, branch.committee, "organiser"))
    item = await items.handed_in()
    version = (await items.item(item)).version
    await items.sign_off(item, version=version)
    for tap in (
        await items.sign_off(item, second, version),
        await world.act(second, sign_off.ask, item),
        await items.begin_return(item, second),
    ):
        assert isinstance(tap, Decision)
        assert (tap.again, tap.by, tap.item.state) == (True, "上级", ItemState.SIGNED_OFF)
    assert len(await world.audited()) == 1


async def test_never_by_the_owner_not_even_as_administrator_or_committee(
    world: World, branch: Branch, items: Items
) -> None:
    await world.posts((items.owner, branch.committee, "organisation"))
    await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", items.owner)
    item = await items.handed_in()
    owner = items.owner
    for step in (
        world.act(owner, sign_off.ask, item),
        items.sign_off(item, owner),
        items.begin_return(item, owner),
    ):
        await world.refused("own_item", step)
    assert (await items.item(item)).state is ItemState.HANDED_IN


async def test_nobody_else_decides(world: World, branch: Branch, items: Items) -> None:
    item = await items.handed_in()
    await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", branch.members[1])
    for person in (branch.secretary, branch.deputy, branch.stranger, branch.members[1], branch.leader):
        for step in (items.sign_off(item, person), items.begin_return(item, person)):
            await world.refused("not_allowed", step)
    for step in (items.sign_off(987_654, version=1), items.begin_return(987_654)):
        await world.refused("not_found", step)


@pytest.mark.parametrize("state", ["draft", "open", "returned"])
async def test_never_before_it_is_handed_in(world: World, items: Items, state: str) -> None:
    item = await items.opened()
    await world.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    for step in (items.sign_off(item), items.begin_return(item)):
        await world.refused("item_not_handed_in", step)


async def test_never_without_evidence_whatever_the_row_says(world: World, items: Items) -> None:
    item = await items.opened()
    await world.run("UPDATE rectify_item SET state = 'handed_in' WHERE id = $1 RETURNING id", item)
    await world.refused("item_not_handed_in", items.sign_off(item))


async def test_another_round_than_the_one_that_was_shown_is_asked_about_anew(items: Items) -> None:
    item = await items.handed_in()
    seen = (await items.item(item)).version
    await items.begin_return(item)
    await items.give_reason()
    await items.gather(item)
    await items.hand_in()
    assert isinstance(await items.sign_off(item, version=seen), Asked)
    assert (await items.item(item)).state is ItemState.HANDED_IN


async def test_many_at_once_get_numbers_without_gaps(world: World, branch: Branch, items: Items) -> None:
    made = [await items.handed_in(owner) for owner in branch.people for _ in range(2)]
    assert len({(await items.item(item)).unit_id for item in made}) == 1
    taps = [items.sign_off(item) for item in made * 2]
    results = await asyncio.gather(*taps)
    assert sum(isinstance(one, Decision) and not one.again for one in results) == len(made)
    rows = await world.rows("SELECT sign_off_number AS n FROM rectify_item ORDER BY n")
    assert [row["n"] for row in rows] == list(range(1, len(made) + 1))
    assert len(await world.audited()) == len(made)


async def test_each_committee_counts_for_itself_and_each_year_anew(world: World, branch: Branch, items: Items) -> None:
    other = await world.person("别的党员", branch.other)
    [top] = await world.units("committee", "乙党委")
    lonely, head = await world.person("乙书记", top), await world.person("乙副书记", top)
    await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", head)
    assert await numbered(items, await items.handed_in()) == (branch.committee, 2026, 1)
    assert await numbered(items, await items.handed_in(other, branch.other)) == (branch.committee, 2026, 2)
    # where nobody is above, the unit counts for itself and an administrator stands in
    assert await numbered(items, await items.handed_in(lonely, top), head) == (top, 2026, 1)
    # New Year's Eve is over in Shanghai, not yet by the universal clock
    world.clock.moment = world.clock.moment.replace(month=12, day=31, hour=16, minute=30)
    assert await numbered(items, await items.handed_in()) == (branch.committee, 2027, 1)


async def numbered(items: Items, item: int, by: int | None = None) -> tuple[int, int, int]:
    await items.sign_off(item, by)
    done = (await items.item(item)).signed_off
    assert done is not None
    return done.committee_id, done.year, done.number


async def test_with_the_last_item_secretary_and_committee_hear_that_it_can_be_rated_anew(
    world: World, branch: Branch, items: Items
) -> None:
    second = await world.person("组织员", branch.committee)
    await world.posts((second, branch.committee, "organiser"))
    first, last = await items.handed_in(), await items.handed_in()
    await items.sign_off(first)
    assert await world.told("sign_off.all") == []
    decision = await items.sign_off(last)
    assert isinstance(decision, Decision)
    assert decision.all_done
    assert await world.told("sign_off.all") == [second]
    heard = [(one.chat - ACCOUNTS, one.data.get("all_done")) for one in await world.sent("sign_off.done")]
    assert heard[2:] == [(items.owner, None), (branch.secretary, True)]


async def test_returned_with_its_reason_and_handed_in_once_more(world: World, branch: Branch, items: Items) -> None:
    item = await items.handed_in()
    assert await items.begin_return(item) is None
    decision = await items.give_reason("照片看不清")
    assert (decision.moved, decision.item.state) == (False, ItemState.RETURNED)
    told = {one.chat - ACCOUNTS: one.data for one in await world.sent("sign_off.returned")}
    assert set(told) == {items.owner, branch.secretary}
    assert told[items.owner]["reason"] == "照片看不清"
    assert await items.history(item) == ["handed_in", "returned"]
    assert await world.audited() == [("rectify.returned", {"item": item})]
    await items.gather(item)
    await items.hand_in()
    assert (await items.item(item)).state is ItemState.HANDED_IN
    assert len(await world.told("evidence.handed_in")) == 2


async def test_a_return_needs_its_reason(world: World, items: Items) -> None:
    await items.begin_return(await items.handed_in())
    await world.refused("reason_missing", items.give_reason(""))
    await world.refused("text_too_long", items.give_reason("字" * 501))
    assert (await items.give_reason("字" * 500)).item.state is ItemState.RETURNED


async def test_a_reason_written_while_another_signed_it_off_changes_nothing(
    world: World, branch: Branch, items: Items
) -> None:
    second = await world.person("组织员", branch.committee)
    await world.posts((second, branch.committee, "organiser"))
    item = await items.handed_in()
    await items.begin_return(item, second)
    await items.sign_off(item)
    decision = await items.give_reason(by=second)
    assert (decision.moved, decision.item.state, decision.by) == (True, ItemState.SIGNED_OFF, "上级")
    await world.refused("stale_form", items.give_reason(by=second))
    assert await items.history(item) == ["handed_in", "signed_off"]


async def test_a_reason_for_one_round_does_not_return_the_next(world: World, branch: Branch, items: Items) -> None:
    second = await world.person("组织员", branch.committee)
    await world.posts((second, branch.committee, "organiser"))
    item = await items.handed_in()
    await items.begin_return(item, second)
    await items.begin_return(item)
    await items.give_reason()
    await items.gather(item)
    await items.hand_in()
    decision = await items.give_reason(by=second)
    assert (decision.moved, decision.item.state) == (True, ItemState.HANDED_IN)
    assert (await items.item(item)).state is ItemState.HANDED_IN


async def test_a_reason_typed_for_one_item_does_not_return_another(world: World, branch: Branch, items: Items) -> None:
    one, other = await items.handed_in(), await items.handed_in(branch.members[1])
    await items.begin_return(one)
    written_for = await world.version(branch.above)
    await items.begin_return(other)
    await world.refused(
        "stale_form", world.act(branch.above, reason_form.enter_reason, sign_off.NAME, written_for, "给前一项的理由")
    )
    assert {(await items.item(item)).state for item in (one, other)} == {ItemState.HANDED_IN}


async def test_nothing_is_returned_before_the_reason_that_was_shown_is_confirmed(
    world: World, branch: Branch, items: Items
) -> None:
    item, above = await items.handed_in(), branch.above
    await items.begin_return(item)
    await world.act(above, reason_form.enter_reason, sign_off.NAME, await world.version(above), "明天几点开会？")
    shown = await world.version(above)
    assert (await items.item(item)).state is ItemState.HANDED_IN
    assert await world.sent("sign_off.returned") == []
    await world.refused("stale_form", world.act(above, reason_form.enter_reason, sign_off.NAME, shown, "再来一句"))
    await world.act(above, reason_form.rewrite, sign_off.NAME, shown)
    await world.act(above, reason_form.enter_reason, sign_off.NAME, await world.version(above), "照片看不清")
    await world.refused("stale_form", world.act(above, sign_off.return_, shown))
    await world.act(above, sign_off.return_, await world.version(above))
    assert {one.data["reason"] for one in await world.sent("sign_off.returned")} == {"照片看不清"}
