"""Counts for metrics and for `doctor`."""

from bot.storage.connection import Connection

FIGURES = """
SELECT (SELECT count(*) FROM account WHERE person_id IS NOT NULL) AS accounts_bound,
  (SELECT count(*) FROM outbox WHERE state = 'queued') AS outbox_queued,
  (SELECT count(*) FROM outbox WHERE state = 'parked') AS outbox_parked,
  (SELECT count(*) FROM parked_update) AS updates_parked,
  (SELECT count(*) FROM attendance) AS attendance_rows"""


async def figures(cx: Connection) -> dict[str, int]:
    row = await cx.fetchrow(FIGURES)
    return {name: int(value) for name, value in (row or {}).items()}
