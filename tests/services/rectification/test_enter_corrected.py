"""Correcting items that are open already: another owner, other words, never what waits for sign-off."""

from bot.domain.rectification.model import ItemState
from bot.services.conversation import Form
from bot.services.rectification import enter
from tests.services.rectification.entry_form import fill, save
from tests.services.rectification.handing_in import gather, hand_in, handed_in
from tests.services.rectification.items import entered, item_of, opened
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import recipients

LEFT = "UPDATE person SET left_on = '2026-11-01' WHERE id = $1"


async def corrected(world: World, person: int, item: int, owner: int) -> Form:
    now = await fill(world, person, enter.change, item)
    now = await fill(world, person, enter.field, now.version, "owner")
    return await fill(world, person, enter.owner, now.version, owner)


async def test_an_open_item_gets_another_owner_and_both_hear(world: World, branch: Branch, owner: int) -> None:
    item, new = await opened(world, branch.id, owner), branch.members[1]
    now = await corrected(world, branch.secretary, item, new)
    for name in ("problem", "due", "start", "milestones"):
        await world.refused("old_button", fill(world, branch.secretary, enter.field, now.version, name))
    await save(world, branch.secretary, now, publish=False)
    assert (await item_of(world, item)).owner_id == new
    assert await recipients(world, "rectify.opened") == [new]
    assert await recipients(world, "rectify.relieved") == [owner]
    [row] = await world.rows("SELECT kind, data FROM rectify_event")
    assert dict(row) == {"kind": "corrected", "data": f'{{"owner": {new}, "was_owner": {owner}}}'}


async def test_an_owner_who_left_is_replaced(world: World, branch: Branch, owner: int) -> None:
    item, draft = await opened(world, branch.id, owner), await entered(world, branch.id, owner)
    await world.run(LEFT, owner)
    now = await fill(world, branch.secretary, enter.change, draft)
    assert not now.draft["facts"]["owner_fits"]
    await world.refused("owner_unfit", save(world, branch.secretary, now, publish=False))
    await save(
        world, branch.secretary, await corrected(world, branch.secretary, item, branch.members[1]), publish=False
    )
    assert (await item_of(world, item)).owner_id == branch.members[1]


async def test_an_overdue_item_is_corrected_without_touching_its_dates(
    world: World, branch: Branch, owner: int
) -> None:
    item = await opened(world, branch.id, owner)
    world.clock.forward(days=40)
    now = await fill(world, branch.secretary, enter.change, item)
    now = await fill(world, branch.secretary, enter.field, now.version, "measure")
    now = await fill(world, branch.secretary, enter.enter_text, "租一间")
    await save(world, branch.secretary, now, publish=True)
    after = await item_of(world, item)
    assert (after.measure, after.state, after.due_on) == ("租一间", ItemState.OPEN, after.first_due_on)
    assert await recipients(world, "rectify.corrected") == [owner]


async def test_what_waits_for_sign_off_is_not_changed(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    await world.refused("item_at_rest", fill(world, branch.secretary, enter.change, item))


async def test_handed_in_while_it_was_being_corrected(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    now = await corrected(world, branch.secretary, item, branch.members[1])
    await gather(world, owner, item)
    await hand_in(world, owner)
    await world.refused("item_at_rest", save(world, branch.secretary, now, publish=False))


async def test_whoever_could_sign_off_does_not_give_the_own_item_away(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, branch.above)
    now = await corrected(world, branch.above, item, owner)
    await world.refused("item_not_given_away", save(world, branch.above, now, publish=False))
