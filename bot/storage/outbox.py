"""Messages the bot starts: rows written with what causes them, claimed, sent, marked. At least once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.clock import from_ms, to_ms
from bot.domain.message import AnyMessage
from bot.storage.connection import Connection, Row

SOON, NORMAL, BULK = 0, 5, 9
"""Priorities: a conversation's prompt, a message to one, an announcement to many."""


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message to one chat, rendered when it is sent."""

    key: str
    """Unique for ever (while the row is kept): the same key is queued once."""
    chat_id: int
    message: AnyMessage
    due: datetime | None = None
    """None: at once."""
    priority: int = NORMAL


@dataclass(frozen=True, slots=True)
class Claimed:
    id: int
    chat_id: int
    kind: str
    data: dict[str, Any]
    attempts: int
    language: str
    """The reader's, as it stands now; a group's is its unit's default."""
    prompt: bool = False
    """An answer to what the person did just now, which waits for no pace."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A message that will not be sent."""

    kind: str
    data: dict[str, Any]


ADD = """
INSERT INTO outbox (key, chat_id, kind, data, due_at, state, attempts, priority)
VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6) ON CONFLICT (key) DO NOTHING"""
SELECT_DUE = """
SELECT id FROM outbox WHERE state = 'queued' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until < $1)
ORDER BY priority, id LIMIT $2"""
CLAIM = """
UPDATE outbox SET claimed_until = $3, attempts = attempts + 1 WHERE id IN ({due})
RETURNING id, chat_id, kind, data, attempts, priority,
  (SELECT account.language FROM account WHERE account.id = outbox.chat_id) AS language"""
SENT = "UPDATE outbox SET state = 'sent', sent_at = $2, message_id = $3, data = '{}', last_error = NULL WHERE id = $1"
LATER = "UPDATE outbox SET due_at = $2, claimed_until = NULL, last_error = $3 WHERE id = $1"
PARK = "UPDATE outbox SET state = 'parked', claimed_until = NULL, last_error = $2, data = '{}' WHERE id = $1"
RELEASE = "UPDATE outbox SET claimed_until = NULL WHERE id = $1 AND state = 'queued'"
PRUNE = """
DELETE FROM outbox WHERE (state = 'sent' AND sent_at < $1) OR (state = 'parked' AND due_at < $1)"""
REWRITE = """
UPDATE outbox SET data = $2, due_at = $3 WHERE key = $1 AND state = 'queued' AND claimed_until IS NULL"""
MESSAGE = "SELECT message_id FROM outbox WHERE key = $1 AND state = 'sent'"
NEXT_DUE = """
SELECT min(CASE WHEN claimed_until > due_at THEN claimed_until ELSE due_at END) AS at
FROM outbox WHERE state = 'queued'"""


async def add(cx: Connection, one: OutboundMessage, now: datetime) -> bool:
    return await cx.execute(ADD, *_row(one, one.message.as_json(), now)) == 1


async def add_many(cx: Connection, many: Sequence[OutboundMessage], now: datetime) -> None:
    """An announcement to many in one go; those whose key is there already stay as they are.

    A message that several chats share becomes JSON once.
    """
    shared = {id(one.message): one.message for one in many}
    texts = {key: message.as_json() for key, message in shared.items()}
    await cx.executemany(ADD, [_row(one, texts[id(one.message)], now) for one in many])


def _row(one: OutboundMessage, data: str, now: datetime) -> tuple[str, int, str, str, int, int]:
    return one.key, one.chat_id, one.message.kind, data, to_ms(one.due or now), one.priority


async def claim(cx: Connection, now: datetime, until: datetime, limit: int, fallback: str) -> list[Claimed]:
    """Take up to `limit` due rows for this process until `until`; others do not see them before."""
    # PostgreSQL: workers pass over rows another is claiming; SQLite has one writer.
    due = SELECT_DUE + (" FOR UPDATE SKIP LOCKED" if cx.dialect == "postgresql" else "")
    rows = await cx.fetch(CLAIM.format(due=due), to_ms(now), limit, to_ms(until))
    return [_claimed(row, fallback) for row in sorted(rows, key=lambda row: (row["priority"], row["id"]))]


def _claimed(row: Row, fallback: str) -> Claimed:
    return Claimed(
        row["id"],
        row["chat_id"],
        row["kind"],
        json.loads(row["data"]),
        row["attempts"],
        row["language"] or fallback,
        row["priority"] == SOON,
    )


async def sent(cx: Connection, id: int, at: datetime, message_id: int | None) -> None:
    """Done: the contents are forgotten, the key stays."""
    await cx.execute(SENT, id, to_ms(at), message_id)


async def later(cx: Connection, id: int, due: datetime, reason: str) -> None:
    await cx.execute(LATER, id, to_ms(due), reason)


async def park(cx: Connection, id: int, reason: str) -> None:
    """Never tried again by itself; the contents are forgotten, `doctor` counts it."""
    await cx.execute(PARK, id, reason)


async def rewrite(cx: Connection, key: str, message: AnyMessage, due: datetime) -> bool:
    """Say it otherwise, and when; False when it is on its way, sent or not there."""
    return await cx.execute(REWRITE, key, message.as_json(), to_ms(due)) == 1


async def message_id(cx: Connection, key: str) -> int | None:
    """What Telegram calls the message of a key, once it is sent."""
    row = await cx.fetchrow(MESSAGE, key)
    return row["message_id"] if row else None


async def drop_queued(cx: Connection, prefix: str) -> int:
    """Take back what is not sent yet and whose key begins so."""
    return await cx.execute("DELETE FROM outbox WHERE state = 'queued' AND key LIKE $1", prefix + "%")


async def erase(cx: Connection, chat_id: int, kind: str) -> None:
    """Neither that it was said to that chat, nor when."""
    await cx.execute("DELETE FROM outbox WHERE chat_id = $1 AND kind = $2", chat_id, kind)


async def drop_chat(cx: Connection, chat_id: int) -> list[Dropped]:
    """Take back what is on its way to that chat."""
    rows = await cx.fetch("DELETE FROM outbox WHERE state = 'queued' AND chat_id = $1 RETURNING kind, data", chat_id)
    return [dropped(row) for row in rows]


def dropped(row: Row) -> Dropped:
    return Dropped(row["kind"], json.loads(row["data"]))


async def release(cx: Connection, ids: Sequence[int]) -> None:
    """Before a stop: what was claimed and not sent is free again."""
    await cx.executemany(RELEASE, [(id,) for id in ids])


async def release_all(cx: Connection) -> None:
    """After a stop of the only process (SQLite): what it had claimed is free again."""
    await cx.execute("UPDATE outbox SET claimed_until = NULL WHERE state = 'queued'")


async def next_due(cx: Connection) -> datetime | None:
    row = await cx.fetchrow(NEXT_DUE)
    return from_ms(row["at"]) if row and row["at"] is not None else None


async def prune(cx: Connection, before: datetime) -> int:
    """Forget rows that were sent, or given up, before that moment."""
    return await cx.execute(PRUNE, to_ms(before))
