"""Messages the bot starts: rows written with what causes them, claimed, sent, marked. At least once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.clock import from_ms, to_ms
from bot.domain.message import AnyMessage
from bot.storage.connection import Connection, Row, marks

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
    """How often it was claimed, this claim among them: with a later one, nothing that comes of this one counts."""
    language: str
    """The reader's, as it stands now; a group's is its unit's default."""
    until: datetime
    """From this moment on somebody else may claim it."""
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
{others} ORDER BY priority, id LIMIT $2"""
CLAIM = """
UPDATE outbox SET claimed_until = $3, attempts = attempts + 1 WHERE id IN ({due})
RETURNING id, chat_id, kind, data, attempts, priority,
  (SELECT account.language FROM account WHERE account.id = outbox.chat_id) AS language"""
SENT = "UPDATE outbox SET state = 'sent', sent_at = $2, message_id = $3, data = '{}', last_error = NULL WHERE id = $1"
STILL_CLAIMED = "WHERE id = $1 AND attempts = $2 AND state = 'queued'"
LATER = f"UPDATE outbox SET due_at = $3, claimed_until = NULL, last_error = $4 {STILL_CLAIMED}"
PARK = f"UPDATE outbox SET state = 'parked', claimed_until = NULL, last_error = $3, data = '{{}}' {STILL_CLAIMED}"
RELEASE = f"UPDATE outbox SET claimed_until = NULL {STILL_CLAIMED}"
PRUNE = """
DELETE FROM outbox WHERE (state = 'sent' AND sent_at < $1) OR (state = 'parked' AND due_at < $1)"""
REWRITE = """
UPDATE outbox SET data = $2, due_at = $3 WHERE key = $1 AND state = 'queued' AND claimed_until IS NULL"""
MESSAGE = "SELECT message_id FROM outbox WHERE key = $1 AND state = 'sent'"
NEXT_DUE = """
SELECT min(CASE WHEN claimed_until > due_at THEN claimed_until ELSE due_at END) AS at
FROM outbox WHERE state = 'queued' {others}"""


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


async def claim(
    cx: Connection, now: datetime, until: datetime, limit: int, fallback: str, in_hand: Sequence[Claimed] = ()
) -> list[Claimed]:
    """Take up to `limit` due rows for this process until `until`; others do not see them before.

    What it has in hand is not taken once more, though the claim on it has ended."""
    # PostgreSQL: workers pass over rows another is claiming; SQLite has one writer.
    due = SELECT_DUE.format(others=_others(in_hand, 3)) + (
        " FOR UPDATE SKIP LOCKED" if cx.dialect == "postgresql" else ""
    )
    ids = [row.id for row in in_hand]
    rows = await cx.fetch(CLAIM.format(due=due), to_ms(now), limit, to_ms(until), *ids)
    return [_claimed(row, until, fallback) for row in sorted(rows, key=lambda row: (row["priority"], row["id"]))]


def _claimed(row: Row, until: datetime, fallback: str) -> Claimed:
    return Claimed(
        row["id"],
        row["chat_id"],
        row["kind"],
        json.loads(row["data"]),
        row["attempts"],
        row["language"] or fallback,
        until,
        row["priority"] == SOON,
    )


def _others(in_hand: Sequence[Claimed], after: int = 0) -> str:
    """A condition whose parameters, after the first ones, are the ids of what is in hand."""
    return f"AND id NOT IN ({marks(len(in_hand), after)})" if in_hand else ""


async def sent(cx: Connection, id: int, at: datetime, message_id: int | None) -> None:
    """Done: the contents are forgotten, the key stays."""
    await cx.execute(SENT, id, to_ms(at), message_id)


async def later(cx: Connection, dues: Sequence[tuple[Claimed, datetime]], reason: str) -> None:
    """Each to its moment; one that is not ours any more stays as it is."""
    await cx.executemany(LATER, [(row.id, row.attempts, to_ms(due), reason) for row, due in dues])


async def park(cx: Connection, row: Claimed, reason: str) -> bool:
    """Never tried again by itself; the contents are forgotten, `doctor` counts it.

    False when it is not ours any more, and stays as it is."""
    return await cx.execute(PARK, row.id, row.attempts, reason) == 1


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


async def release(cx: Connection, rows: Sequence[Claimed]) -> None:
    """Before a stop: what was claimed and not sent is free again, but for what is not ours any more."""
    await cx.executemany(RELEASE, [(row.id, row.attempts) for row in rows])


async def release_all(cx: Connection) -> None:
    """After a stop of the only process (SQLite): what it had claimed is free again."""
    await cx.execute("UPDATE outbox SET claimed_until = NULL WHERE state = 'queued'")


async def next_due(cx: Connection, in_hand: Sequence[Claimed] = ()) -> datetime | None:
    """When the first of those that are not in hand may be claimed."""
    row = await cx.fetchrow(NEXT_DUE.format(others=_others(in_hand)), *[row.id for row in in_hand])
    return from_ms(row["at"]) if row and row["at"] is not None else None


async def prune(cx: Connection, before: datetime) -> int:
    """Forget rows that were sent, or given up, before that moment."""
    return await cx.execute(PRUNE, to_ms(before))
