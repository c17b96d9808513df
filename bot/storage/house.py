"""The house's own figures: schema, what was given up, what waits to be sent."""

from dataclasses import dataclass

from bot.storage.connection import Connection

TABLE = {
    "sqlite": "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT 1 AS found FROM pg_tables WHERE tablename = 'alembic_version'",
}
TROUBLES = """
SELECT (SELECT count(*) FROM parked_update) AS parked_updates,
  (SELECT count(*) FROM outbox WHERE state = 'parked') AS parked_messages,
  (SELECT count(*) FROM outbox WHERE state = 'queued') AS queued_messages"""


@dataclass(frozen=True, slots=True)
class Troubles:
    parked_updates: int
    parked_messages: int
    queued_messages: int


async def revision(cx: Connection) -> str:
    """The schema the database has; empty before its first migration."""
    if await cx.fetchrow(TABLE[cx.dialect]) is None:
        return ""
    row = await cx.fetchrow("SELECT version_num FROM alembic_version")
    return str(row["version_num"]) if row else ""


async def troubles(cx: Connection) -> Troubles:
    [row] = await cx.fetch(TROUBLES)
    return Troubles(row["parked_updates"], row["parked_messages"], row["queued_messages"])
