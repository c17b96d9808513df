"""Items that a unit has to rectify, as they are entered and opened, and what became of one."""

from datetime import timedelta

from bot.domain.rectification.model import Item
from bot.storage.rectification import store
from tests.clock import ZONE
from tests.world import World

ADD = """INSERT INTO rectify_item (unit_id, owner_id, state, starts_on, due_on, first_due_on, horizon, entered_at,
  problem, category, source, measure, target) VALUES ($1, $2, $3, $4, $5, $5, 'near', 0,
  '会议室太小', '活动阵地', '自查', '换一间会议室', '能坐下 30 人') RETURNING id"""


async def opened(world: World, unit: int, owner: int, state: str = "open") -> int:
    """It is due in 30 days."""
    today = world.clock.now().astimezone(ZONE).date()
    return await world.run(ADD, unit, owner, state, str(today), str(today + timedelta(days=30)))


async def entered(world: World, unit: int, owner: int) -> int:
    """A draft."""
    return await opened(world, unit, owner, "draft")


async def item_of(world: World, id: int) -> Item:
    async with world.uow.reading() as cx:
        found = await store.get(cx, id)
    assert found is not None
    return found


async def history(world: World, item: int) -> list[str]:
    rows = await world.rows("SELECT kind FROM rectify_event WHERE item_id = $1 ORDER BY id", item)
    return [row["kind"] for row in rows]


async def stale(world: World) -> list[int]:
    """The items whose reminders are to be planned anew."""
    return [row["subject_id"] for row in await world.rows("SELECT * FROM reminder_stale")]
