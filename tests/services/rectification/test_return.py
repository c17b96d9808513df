"""Returning an item: with a reason that was shown and confirmed, for the round that was looked at."""

from bot.domain.rectification.model import ItemState
from bot.services import reason_form
from bot.services.rectification import sign_off
from tests.services.rectification.deciding import give_reason, signed_off
from tests.services.rectification.handing_in import gather, hand_in, handed_in
from tests.services.rectification.items import history, item_of
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.people import add_person, give_posts
from tests.world.record import audit_entries


async def test_returned_with_its_reason_and_handed_in_once_more(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    assert await world.act(branch.above, sign_off.begin, item) is None
    decision = await give_reason(world, branch.above, "照片看不清")
    assert (decision.moved, decision.item.state) == (False, ItemState.RETURNED)
    told = {one.chat - ACCOUNTS: one.data for one in await messages(world, "sign_off.returned")}
    assert set(told) == {owner, branch.secretary}
    assert told[owner]["reason"] == "照片看不清"
    assert await history(world, item) == ["handed_in", "returned"]
    assert await audit_entries(world) == [("rectify.returned", {"item": item})]
    await gather(world, owner, item)
    await hand_in(world, owner)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN
    assert len(await recipients(world, "evidence.handed_in")) == 2


async def test_a_return_needs_its_reason(world: World, branch: Branch, owner: int) -> None:
    await world.act(branch.above, sign_off.begin, await handed_in(world, branch.id, owner))
    await world.refused("reason_missing", give_reason(world, branch.above, ""))
    await world.refused("text_too_long", give_reason(world, branch.above, "字" * 501))
    assert (await give_reason(world, branch.above, "字" * 500)).item.state is ItemState.RETURNED


async def test_a_reason_written_while_another_signed_it_off_changes_nothing(
    world: World, branch: Branch, owner: int
) -> None:
    second = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (second, branch.committee, "organiser"))
    item = await handed_in(world, branch.id, owner)
    await world.act(second, sign_off.begin, item)
    await signed_off(world, branch.above, item)
    decision = await give_reason(world, second)
    assert (decision.moved, decision.item.state, decision.by) == (True, ItemState.SIGNED_OFF, "上级")
    await world.refused("stale_form", give_reason(world, second))
    assert await history(world, item) == ["handed_in", "signed_off"]


async def test_a_reason_for_one_round_does_not_return_the_next(world: World, branch: Branch, owner: int) -> None:
    second = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (second, branch.committee, "organiser"))
    item = await handed_in(world, branch.id, owner)
    await world.act(second, sign_off.begin, item)
    await world.act(branch.above, sign_off.begin, item)
    await give_reason(world, branch.above)
    await gather(world, owner, item)
    await hand_in(world, owner)
    decision = await give_reason(world, second)
    assert (decision.moved, decision.item.state) == (True, ItemState.HANDED_IN)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN


async def test_a_reason_typed_for_one_item_does_not_return_another(world: World, branch: Branch, owner: int) -> None:
    one, other = await handed_in(world, branch.id, owner), await handed_in(world, branch.id, branch.members[1])
    await world.act(branch.above, sign_off.begin, one)
    written_for = await form_version(world, branch.above)
    await world.act(branch.above, sign_off.begin, other)
    await world.refused(
        "stale_form", world.act(branch.above, reason_form.enter_reason, sign_off.NAME, written_for, "给前一项的理由")
    )
    assert {(await item_of(world, item)).state for item in (one, other)} == {ItemState.HANDED_IN}


async def test_nothing_is_returned_before_the_reason_that_was_shown_is_confirmed(
    world: World, branch: Branch, owner: int
) -> None:
    item, above = await handed_in(world, branch.id, owner), branch.above
    await world.act(branch.above, sign_off.begin, item)
    await world.act(above, reason_form.enter_reason, sign_off.NAME, await form_version(world, above), "明天几点开会？")
    shown = await form_version(world, above)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN
    assert await messages(world, "sign_off.returned") == []
    await world.refused("stale_form", world.act(above, reason_form.enter_reason, sign_off.NAME, shown, "再来一句"))
    await world.act(above, reason_form.rewrite, sign_off.NAME, shown)
    await world.act(above, reason_form.enter_reason, sign_off.NAME, await form_version(world, above), "照片看不清")
    await world.refused("stale_form", world.act(above, sign_off.return_, shown))
    await world.act(above, sign_off.return_, await form_version(world, above))
    assert {one.data["reason"] for one in await messages(world, "sign_off.returned")} == {"照片看不清"}
