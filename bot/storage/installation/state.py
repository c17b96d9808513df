"""What the house remembers about itself, by key: a few rows of text."""

from bot.storage.connection import Connection

GET = "SELECT value FROM state WHERE key = $1"
KEYS = "SELECT key FROM state WHERE key LIKE $1 ORDER BY key"
PUT = "INSERT INTO state (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


async def get(cx: Connection, key: str) -> str | None:
    row = await cx.fetchrow(GET, key)
    return None if row is None else str(row["value"])


async def keys(cx: Connection, prefix: str) -> list[str]:
    """Those that begin with `prefix`, which holds no % or _."""
    return [str(row["key"]) for row in await cx.fetch(KEYS, f"{prefix}%")]


async def put(cx: Connection, key: str, value: str) -> None:
    await cx.execute(PUT, key, value)


async def remove(cx: Connection, key: str) -> None:
    await cx.execute("DELETE FROM state WHERE key = $1", key)


TABLE = {
    "sqlite": "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT 1 AS found FROM pg_tables WHERE tablename = 'alembic_version'",
}
SESSIONS = "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database()"
FIGURES = """
SELECT (SELECT count(*) FROM account WHERE person_id IS NOT NULL) AS accounts_bound,
  (SELECT count(*) FROM outbox WHERE state = 'queued') AS outbox_queued,
  (SELECT count(*) FROM outbox WHERE state = 'parked') AS outbox_parked,
  (SELECT count(*) FROM parked_update) AS updates_parked,
  (SELECT count(*) FROM attendance) AS attendance_rows"""


async def revision(cx: Connection) -> str:
    """The schema the database has; empty before its first migration."""
    if await cx.fetchrow(TABLE[cx.dialect]) is None:
        return ""
    row = await cx.fetchrow("SELECT version_num FROM alembic_version")
    return str(row["version_num"]) if row else ""


async def sessions(cx: Connection) -> set[str]:
    """The names of the workers that have the database open now. On SQLite none: whoever starts holds it alone."""
    if cx.dialect == "sqlite":
        return set()
    return {str(row["name"]) for row in await cx.fetch(SESSIONS)}


async def figures(cx: Connection) -> dict[str, int]:
    """Name -> count."""
    row = await cx.fetchrow(FIGURES)
    return {name: int(value) for name, value in (row or {}).items()}
