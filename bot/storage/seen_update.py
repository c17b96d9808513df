"""Which updates have had their effect, so that a second delivery has none."""

from bot.storage.connection import Connection

MARK = "INSERT INTO seen_update (bot_id, update_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
KNOWN = "SELECT update_id FROM seen_update WHERE bot_id = $1 AND update_id = $2"
PRUNE = "DELETE FROM seen_update WHERE at < $1"


async def mark(cx: Connection, bot_id: int, update_id: int, at: int) -> bool:
    """True the first time; at is in ms, UTC."""
    return await cx.execute(MARK, bot_id, update_id, at) == 1


async def known(cx: Connection, bot_id: int, update_id: int) -> bool:
    """Whether it was marked before."""
    return await cx.fetchrow(KNOWN, bot_id, update_id) is not None


async def prune(cx: Connection, before: int) -> int:
    """Forget by age (48 h), never by size; how many went."""
    return await cx.execute(PRUNE, before)


ADD = """
INSERT INTO parked_update (bot_id, update_id, kind, reference, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"""


async def add(cx: Connection, bot_id: int, update_id: int, kind: str, reference: str, at: int) -> bool:
    """True the first time; at is in ms, UTC."""
    return await cx.execute(ADD, bot_id, update_id, kind, reference, at) == 1


async def since(cx: Connection, moment: int) -> int:
    """How many from that moment (ms, UTC) on."""
    row = await cx.fetchrow("SELECT count(*) AS number FROM parked_update WHERE at >= $1", moment)
    return int(row["number"]) if row else 0
