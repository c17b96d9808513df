"""The house's own figures: its schema, and how much there is of what. Numbers only, nothing about anyone."""

from bot.storage.connection import Connection

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
