"""The milestones of a rectification item."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.rectification.model import Milestone
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one

MILESTONE = "SELECT id, item_id, title AS name, due_on, reached_at FROM rectify_milestone"
MILESTONES = f"{MILESTONE} WHERE item_id = $1 ORDER BY due_on, id"
ONE = f"{MILESTONE} WHERE id = $1"
DROP = "DELETE FROM rectify_milestone WHERE item_id = $1"
PUT = "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, $2, $3)"
REACH = "UPDATE rectify_milestone SET reached_at = $2 WHERE id = $1 AND reached_at IS NULL"
_milestone = Reader(Milestone)


async def of_item(cx: Connection, item_id: int) -> list[Milestone]:
    """The milestones of an item, by date."""
    return [_milestone(row) for row in await cx.fetch(MILESTONES, item_id)]


async def get(cx: Connection, id: int) -> Milestone | None:
    """The milestone of that id."""
    return await fetch_one(cx, _milestone, ONE, id)


async def replace(cx: Connection, item_id: int, planned: Sequence[tuple[str, date]]) -> None:
    """Replace all milestones of a draft, none of which can have been reached."""
    await cx.execute(DROP, item_id)
    await cx.executemany(PUT, [(item_id, name, due_on.isoformat()) for name, due_on in planned])


async def reach(cx: Connection, id: int, at: datetime) -> bool:
    """Mark a milestone as reached. False when it was reached before."""
    return await cx.execute(REACH, id, to_ms(at)) == 1
