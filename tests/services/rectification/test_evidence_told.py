"""To whom evidence goes: the nearest above, else administrators, never the owner."""

from bot.domain.rectification.model import ItemState
from bot.services.rectification import evidence
from tests.services.rectification.deciding import signed_off
from tests.services.rectification.handing_in import gather, hand_in, handed_in
from tests.services.rectification.items import opened
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients


async def test_the_nearest_above_with_any_then_the_administrators_never_the_owner(
    world: World, branch: Branch, owner: int
) -> None:
    await world.run(
        "UPDATE account SET administrator_since = 1 WHERE person_id IN ($1, $2) RETURNING id",
        owner,
        branch.stranger,
    )
    assert await to(world, owner, await opened(world, branch.id, owner)) == [branch.above]
    own = await opened(world, branch.id, branch.above)
    assert await to(world, branch.above, own) == [branch.stranger, owner]
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", branch.committee)
    assert await to(world, owner, await opened(world, branch.id, owner)) == [branch.stranger]
    # whoever is asked may look and decide
    last = await handed_in(world, branch.id, owner)
    assert (await world.act(branch.stranger, evidence.show, last)).pieces == 1
    assert (await signed_off(world, branch.stranger, last)).item.state is ItemState.SIGNED_OFF


async def to(world: World, owner: int, item: int) -> list[int]:
    """To whom it goes when the item is handed in."""
    before = await recipients(world, "evidence.handed_in")
    await gather(world, owner, item)
    await hand_in(world, owner)
    after = await recipients(world, "evidence.handed_in")
    for one in before:
        after.remove(one)
    return after


async def test_where_nobody_above_can_be_told_the_owner_hears_it(world: World, branch: Branch, owner: int) -> None:
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", branch.committee)
    await gather(world, owner, await opened(world, branch.id, owner))
    assert (await hand_in(world, owner)).told == 0


async def test_the_owner_who_is_secretary_is_not_told_of_the_own_step(world: World, branch: Branch) -> None:
    secretary = branch.secretary
    await gather(world, secretary, await opened(world, branch.id, secretary))
    await hand_in(world, secretary)
    assert await recipients(world, "evidence.secretary") == [branch.deputy]
    assert ACCOUNTS + secretary not in {row.chat for row in await messages(world, "evidence.handed_in")}
