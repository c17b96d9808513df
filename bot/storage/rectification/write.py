"""Changes to rectification items: a draft is changed, opened or deleted, an open item corrected."""

from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.rectification.model import ItemFields
from bot.storage.connection import Connection
from bot.storage.rectification.store import values_of

REDRAFT = """
UPDATE rectify_item SET problem = $2, category = $3, source = $4, cause = $5, measure = $6, target = $7, owner_id = $8,
  horizon = $9, starts_on = $10, due_on = $11, first_due_on = $11, version = version + 1
WHERE id = $1 AND state = 'draft'"""
CORRECT = """
UPDATE rectify_item SET measure = $2, target = $3, owner_id = $4, version = version + 1
WHERE id = $1 AND state IN ('open', 'returned')"""
OPENED = """
UPDATE rectify_item SET state = 'open', opened_at = $2, version = version + 1 WHERE id = $1 AND state = 'draft'"""
DELETE = (
    "DELETE FROM rectify_milestone WHERE item_id = $1",
    "DELETE FROM rectify_event WHERE item_id = $1",
    "DELETE FROM rectify_item WHERE id = $1 AND state = 'draft'",
)


async def redraft(cx: Connection, id: int, entry: ItemFields) -> bool:
    """Change all fields of a draft but its unit. False when it is no draft any more."""
    return await cx.execute(REDRAFT, id, *values_of(entry)) == 1


async def correct(cx: Connection, id: int, measure: str, target: str, owner_id: int) -> bool:
    """Correct an open item. False when it is not the owner's turn."""
    return await cx.execute(CORRECT, id, measure, target, owner_id) == 1


async def open_(cx: Connection, id: int, at: datetime) -> bool:
    """Open a draft. False when it is no draft any more."""
    return await cx.execute(OPENED, id, to_ms(at)) == 1


async def delete(cx: Connection, id: int) -> bool:
    """Delete a locked draft with its milestones and history. False when it is no draft."""
    gone = [await cx.execute(sql, id) for sql in DELETE]
    return gone[-1] == 1
