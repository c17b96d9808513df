"""What the installation keeps about itself from one run to the next: rows of the table `state`, a text by its key."""

from bot.storage.connection import Connection

GET = "SELECT value FROM state WHERE key = $1"
KEYS = "SELECT key FROM state WHERE key LIKE $1 ORDER BY key"
PUT = "INSERT INTO state (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


async def get(cx: Connection, key: str) -> str | None:
    """Read the value of a key; None when it has none."""
    row = await cx.fetchrow(GET, key)
    return None if row is None else str(row["value"])


async def keys(cx: Connection, prefix: str) -> list[str]:
    """List the keys that begin with `prefix`, which holds no % or _."""
    return [str(row["key"]) for row in await cx.fetch(KEYS, f"{prefix}%")]


async def put(cx: Connection, key: str, value: str) -> None:
    """Set the value of a key."""
    await cx.execute(PUT, key, value)


async def remove(cx: Connection, key: str) -> None:
    """Delete a key with its value, if it is there."""
    await cx.execute("DELETE FROM state WHERE key = $1", key)
