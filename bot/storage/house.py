"""The house's own figures: its schema, and how much there is of what. Numbers only, nothing about anyone."""

from bot.storage.connection import Connection

TABLE = {
    "sqlite": "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT 1 AS found FROM pg_tables WHERE tablename = 'alembic_version'",
}
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


async def figures(cx: Connection) -> dict[str, int]:
    """Name -> count."""
    row = await cx.fetchrow(FIGURES)
    return {name: int(value) for name, value in (row or {}).items()}
