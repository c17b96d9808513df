"""The outbox: messages that the bot starts are rows written in the transaction that causes them, then claimed, sent and
marked. Each is sent at least once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.clock import from_ms, to_ms
from bot.domain.message import Message, Prompt
from bot.storage.connection import Connection, Row, marks

SOON, NORMAL, BULK = 0, 5, 9
"""The priorities of a form's prompt, a message to one person, and an announcement to many."""


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """A message to one chat, which is rendered when it is sent."""

    key: str
    """Unique as long as the row is kept: a message whose key is there already is not queued again."""
    chat_id: int
    message: Message | Prompt
    due: datetime | None = None
    """When it is to be sent; None for at once."""
    priority: int = NORMAL


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this process has claimed to send."""

    id: int
    chat_id: int
    kind: str
    data: dict[str, Any]
    attempts: int
    """How often it was claimed, this claim included: once it is claimed again, results of this claim change nothing."""
    language: str
    """The reader's language as it stands now; that of a group is the default."""
    until: datetime
    """The moment from which another worker may claim it."""
    prompt: bool = False
    """Whether it is the prompt of a form, which answers the person and is not held back by the rate limits."""


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
    """Queue a message; False where its key is there already."""
    return await cx.execute(ADD, *_row(one, one.message.as_json(), now)) == 1


async def add_many(cx: Connection, many: Sequence[OutboundMessage], now: datetime) -> None:
    """Queue an announcement to many in one statement; messages whose key is there already are passed over.

    A message that several chats share is turned into JSON once.
    """
    shared = {id(one.message): one.message for one in many}
    texts = {key: message.as_json() for key, message in shared.items()}
    await cx.executemany(ADD, [_row(one, texts[id(one.message)], now) for one in many])


def _row(one: OutboundMessage, data: str, now: datetime) -> tuple[str, int, str, str, int, int]:
    return one.key, one.chat_id, one.message.kind, data, to_ms(one.due or now), one.priority


async def claim(
    cx: Connection, now: datetime, until: datetime, limit: int, fallback: str, in_hand: Sequence[Claimed] = ()
) -> list[Claimed]:
    """Claim up to `limit` due rows for this process until `until`; other workers do not see them before.

    Rows that it has in hand are not claimed again, even when the claim on them has ended.
    """
    # On PostgreSQL workers pass over rows that another is claiming; SQLite has a single writer.
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
    """Return a condition that excludes the rows in hand; its parameters are numbered after the first `after` ones."""
    return f"AND id NOT IN ({marks(len(in_hand), after)})" if in_hand else ""


async def sent(cx: Connection, id: int, at: datetime, message_id: int | None) -> None:
    """Mark a row as sent: its content is deleted, its key stays."""
    await cx.execute(SENT, id, to_ms(at), message_id)


async def later(cx: Connection, dues: Sequence[tuple[Claimed, datetime]], reason: str) -> None:
    """Put off each row until its moment; a row that another worker has claimed stays as it is."""
    await cx.executemany(LATER, [(row.id, row.attempts, to_ms(due), reason) for row, due in dues])


async def park(cx: Connection, row: Claimed, reason: str) -> bool:
    """Give up a row: it is never tried again, its content is deleted, and `doctor` counts it.

    False where another worker has claimed it; then it stays as it is.
    """
    return await cx.execute(PARK, row.id, row.attempts, reason) == 1


async def rewrite(cx: Connection, key: str, message: Message | Prompt, due: datetime) -> bool:
    """Replace the message and the time of a row; False where it is being sent, was sent, or is not there."""
    return await cx.execute(REWRITE, key, message.as_json(), to_ms(due)) == 1


async def message_id(cx: Connection, key: str) -> int | None:
    """Return Telegram's id of the message with that key, once it is sent."""
    row = await cx.fetchrow(MESSAGE, key)
    return row["message_id"] if row else None


async def drop_queued(cx: Connection, prefix: str) -> int:
    """Delete the queued rows whose key begins with `prefix`; return how many."""
    return await cx.execute("DELETE FROM outbox WHERE state = 'queued' AND key LIKE $1", prefix + "%")


async def erase(cx: Connection, chat_id: int, kind: str) -> None:
    """Delete every row of that kind to that chat, so that nothing tells that or when it was sent."""
    await cx.execute("DELETE FROM outbox WHERE chat_id = $1 AND kind = $2", chat_id, kind)


async def drop_chat(cx: Connection, chat_id: int) -> list[Dropped]:
    """Delete the queued rows to that chat and return them."""
    rows = await cx.fetch("DELETE FROM outbox WHERE state = 'queued' AND chat_id = $1 RETURNING kind, data", chat_id)
    return [dropped(row) for row in rows]


def dropped(row: Row) -> Dropped:
    """Make a dropped message of a row."""
    return Dropped(row["kind"], json.loads(row["data"]))


async def release(cx: Connection, rows: Sequence[Claimed]) -> None:
    """Release rows that were claimed and not sent, before a stop; rows that another worker has claimed stay as they
    are."""
    await cx.executemany(RELEASE, [(row.id, row.attempts) for row in rows])


async def release_all(cx: Connection) -> None:
    """Release all claimed rows, after a stop of the only process (SQLite)."""
    await cx.execute("UPDATE outbox SET claimed_until = NULL WHERE state = 'queued'")


async def next_due(cx: Connection, in_hand: Sequence[Claimed] = ()) -> datetime | None:
    """Return the moment at which the next row that is not in hand may be claimed; None where none is queued."""
    row = await cx.fetchrow(NEXT_DUE.format(others=_others(in_hand)), *[row.id for row in in_hand])
    return from_ms(row["at"]) if row and row["at"] is not None else None


async def prune(cx: Connection, before: datetime) -> int:
    """Delete rows that were sent, or given up, before that moment."""
    return await cx.execute(PRUNE, to_ms(before))
