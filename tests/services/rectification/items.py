"""Items that a unit has to rectify, as they are entered and opened, and what became of one."""

from datetime import timedelta

from bot.domain.rectification.model import Item
from bot.storage.connection import Value
from bot.storage.rectification import store
from tests.clock import ZONE
from tests.world import World

WORDS: dict[str, Value] = {
    "problem": "会议室太小",
    "category": "活动阵地",
    "source": "自查",
    "measure": "换一间会议室",
    "target": "能坐下 30 人",
}


async def opened(world: World, unit: int, owner: int, state: str = "open") -> int:
    """It is due in 30 days."""
    today = world.now.astimezone(ZONE).date()
    due = str(today + timedelta(days=30))
    days: dict[str, Value] = {"horizon": "near", "starts_on": str(today), "due_on": due, "first_due_on": due}
    return await world.insert("rectify_item", unit_id=unit, owner_id=owner, state=state, entered_at=0, **WORDS, **days)


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
