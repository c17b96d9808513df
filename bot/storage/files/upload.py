"""Sheets sent in chat that wait for a yes: who sent which file, and what became of it. Rows of `job`."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.clock import to_ms
from bot.storage.connection import Connection, Row

PUT = """
INSERT INTO job (key, kind, data, account_id, language, state, created_at) VALUES ($1, $2, $3, $4, $5, 'asked', $6)
ON CONFLICT (key) DO UPDATE SET state = 'asked', data = excluded.data, created_at = excluded.created_at, done_at = NULL
RETURNING id, data, state"""
GET = "SELECT id, data, state FROM job WHERE id = $1 AND account_id = $2 AND kind = $3"
SETTLE = "UPDATE job SET state = $2, done_at = $3 WHERE id = $1 AND state = 'asked'"


class Kind(StrEnum):
    """What the sheet states; a yes to one is no yes to another."""

    ROSTER = "roster.import"
    ITEMS = "rectify.import"


class State(StrEnum):
    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Waiting:
    id: int
    digest: str
    ending: str
    """`.xlsx` or `.csv`."""
    state: State


async def put(
    cx: Connection, kind: Kind, account_id: int, language: str, digest: str, ending: str, now: datetime
) -> Waiting | None:
    """The same file from the same account is one row, which asks anew."""
    data = json.dumps({"digest": digest, "ending": ending})
    key = f"{kind.value}:{account_id}:{digest}"
    row = await cx.fetchrow(PUT, key, kind.value, data, account_id, language, to_ms(now))
    return _waiting(row) if row else None


async def get(cx: Connection, kind: Kind, id: int, account_id: int) -> Waiting | None:
    """None for a file that somebody else has sent."""
    row = await cx.fetchrow(GET, id, account_id, kind.value)
    return _waiting(row) if row else None


async def settle(cx: Connection, id: int, state: State, now: datetime) -> bool:
    """False when it was settled before."""
    return await cx.execute(SETTLE, id, state.value, to_ms(now)) == 1


def _waiting(row: Row) -> Waiting:
    data = json.loads(row["data"])
    return Waiting(row["id"], data["digest"], data["ending"], State(row["state"]))
