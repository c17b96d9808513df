"""What the doctor and the metrics ask of the database: its schema revision, its sessions, how many rows it holds."""

from bot.storage.connection import Connection

TABLE = {
    "sqlite": "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT 1 AS found FROM pg_tables WHERE tablename = 'alembic_version'",
}
SESSIONS = "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database()"
ROW_COUNTS = """
SELECT (SELECT count(*) FROM account WHERE person_id IS NOT NULL) AS accounts_bound,
  (SELECT count(*) FROM outbox WHERE state = 'queued') AS outbox_queued,
  (SELECT count(*) FROM outbox WHERE state = 'parked') AS outbox_parked,
  (SELECT count(*) FROM parked_update) AS updates_parked,
  (SELECT count(*) FROM attendance) AS attendance_rows"""


async def revision(cx: Connection) -> str:
    """Read the revision of the database's schema; empty before its first migration."""
    if await cx.fetchrow(TABLE[cx.dialect]) is None:
        return ""
    row = await cx.fetchrow("SELECT version_num FROM alembic_version")
    return str(row["version_num"]) if row else ""


async def sessions(cx: Connection) -> set[str]:
    """Name the workers that have the database open now; none on SQLite, where the one that serves has it alone."""
    if cx.dialect == "sqlite":
        return set()
    return {str(row["name"]) for row in await cx.fetch(SESSIONS)}


async def row_counts(cx: Connection) -> dict[str, int]:
    """Count bound accounts, queued and parked messages, parked updates and attendance rows, each by its name."""
    row = await cx.fetchrow(ROW_COUNTS)
    return {name: int(value) for name, value in (row or {}).items()}
