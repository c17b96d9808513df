"""Record which updates have had their effect, so that a redelivery has none, and which were parked."""

from bot.storage.connection import Connection

MARK = "INSERT INTO seen_update (bot_id, update_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
KNOWN = "SELECT update_id FROM seen_update WHERE bot_id = $1 AND update_id = $2"
PRUNE = "DELETE FROM seen_update WHERE at < $1"


async def mark(cx: Connection, bot_id: int, update_id: int, at: int) -> bool:
    """Record an update at that moment (ms, UTC). True the first time."""
    return await cx.execute(MARK, bot_id, update_id, at) == 1


async def known(cx: Connection, bot_id: int, update_id: int) -> bool:
    """Tell whether an update was recorded."""
    return await cx.fetchrow(KNOWN, bot_id, update_id) is not None


async def prune(cx: Connection, before: int) -> int:
    """Delete records older than that moment (ms, UTC), by age and never by number; return how many."""
    return await cx.execute(PRUNE, before)


ADD = """
INSERT INTO parked_update (bot_id, update_id, kind, reference, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"""


async def add(cx: Connection, bot_id: int, update_id: int, kind: str, reference: str, at: int) -> bool:
    """Record an update that was parked at that moment (ms, UTC). True the first time."""
    return await cx.execute(ADD, bot_id, update_id, kind, reference, at) == 1


async def since(cx: Connection, moment: int) -> int:
    """Count the updates parked from that moment (ms, UTC) on."""
    row = await cx.fetchrow("SELECT count(*) AS number FROM parked_update WHERE at >= $1", moment)
    return int(row["number"]) if row else 0
