"""What the committee above says to an item that was handed in, and to a later date."""

from bot.services import reason_form
from bot.services.rectification import extension, sign_off
from bot.services.rectification.sign_off import Asked, Decision
from tests.services.rectification.items import item_of
from tests.world import World
from tests.world.form import form_version


async def signed_off(world: World, person: int, item: int) -> Asked | Decision:
    """As it is now."""
    return await world.act(person, sign_off.confirm, item, (await item_of(world, item)).version)


async def give_reason(world: World, person: int, reason: str = "看不清") -> Decision:
    """Why it is returned, and the yes to it."""
    await world.act(person, reason_form.enter_reason, sign_off.NAME, await form_version(world, person), reason)
    return await world.act(person, sign_off.return_, await form_version(world, person))


async def ask_later(
    world: World, owner: int, item: int, day: str = "三个月后", reason: str = "设备没到"
) -> extension.Asked:
    await world.act(owner, extension.begin, item)
    await world.act(owner, extension.enter_day, await form_version(world, owner), day)
    return await world.act(owner, extension.ask, await form_version(world, owner), reason)
