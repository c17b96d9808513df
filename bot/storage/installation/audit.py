"""The audit record: hash-chained entries, each written in the transaction of what it records."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.installation.audit import GENESIS, AuditEntry, canonical, next_entry
from bot.storage.connection import Connection
from bot.storage.rows import Reader

HEAD = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
ADD = """
INSERT INTO audit (sequence, at, kind, account_id, data, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)"""
PAGE = "SELECT * FROM audit WHERE sequence > $1 ORDER BY sequence LIMIT 500"
PART = "SELECT * FROM audit WHERE sequence >= $1 AND sequence <= $2 ORDER BY sequence"
_entry = Reader(AuditEntry)
# One writer at a time appends; the lock ends with the transaction. SQLite has one writer anyway.
LOCK = "SELECT pg_advisory_xact_lock(20120312)"


async def add(cx: Connection, at: datetime, kind: str, account_id: int | None, data: dict[str, Any]) -> AuditEntry:
    """Append an entry. Call it last in a transaction: on PostgreSQL other writers wait for the chain until it ends."""
    if cx.dialect == "postgresql":
        await cx.fetchrow(LOCK)
    number, previous = await head(cx)
    entry = next_entry(previous, number + 1, to_ms(at), kind, account_id, canonical(data))
    await cx.execute(
        ADD, entry.sequence, entry.at, entry.kind, entry.account_id, entry.data, entry.previous, entry.hash
    )
    return entry


async def head(cx: Connection) -> tuple[int, str]:
    """Read the number of entries and the hash of the last one."""
    row = await cx.fetchrow(HEAD)
    return (row["sequence"], row["hash"]) if row else (0, GENESIS)


async def part(cx: Connection, first: int, last: int) -> list[AuditEntry]:
    """Read the entries numbered `first` to `last`, as far as there are any."""
    return [_entry(row) for row in await cx.fetch(PART, first, last)]


async def entries(cx: Connection) -> AsyncIterator[AuditEntry]:
    """Read every entry, in order."""
    after = 0
    while rows := await cx.fetch(PAGE, after):
        for row in rows:
            yield _entry(row)
        after = rows[-1]["sequence"]
