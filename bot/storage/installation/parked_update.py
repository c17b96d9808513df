"""Updates that were given up: which one and of what kind, nothing of what it said."""

from bot.storage.connection import Connection

ADD = """
INSERT INTO parked_update (bot_id, update_id, kind, reference, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"""


async def add(cx: Connection, bot_id: int, update_id: int, kind: str, reference: str, at: int) -> bool:
    """True the first time; at is in ms, UTC."""
    return await cx.execute(ADD, bot_id, update_id, kind, reference, at) == 1


async def since(cx: Connection, moment: int) -> int:
    """How many from that moment (ms, UTC) on."""
    row = await cx.fetchrow("SELECT count(*) AS number FROM parked_update WHERE at >= $1", moment)
    return int(row["number"]) if row else 0
