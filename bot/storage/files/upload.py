"""Sheets sent in chat, as rows of `job`: who sent which file, and how it was answered."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.clock import to_ms
from bot.storage.connection import Connection, Row
from bot.storage.rows import fetch_one

PUT = """
INSERT INTO job (key, kind, data, account_id, language, state, created_at) VALUES ($1, $2, $3, $4, $5, 'asked', $6)
ON CONFLICT (key) DO UPDATE SET state = 'asked', data = excluded.data, created_at = excluded.created_at, done_at = NULL
RETURNING id, data, state"""
GET = "SELECT id, data, state FROM job WHERE id = $1 AND account_id = $2 AND kind = $3"
SETTLE = "UPDATE job SET state = $2, done_at = $3 WHERE id = $1 AND state = 'asked'"


class SheetKind(StrEnum):
    """The kind of a sheet; a yes to one kind is no yes to another."""

    ROSTER = "roster.import"
    ITEMS = "rectify.import"


class UploadState(StrEnum):
    """Whether a sheet waits for its answer, was imported or was declined."""

    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class PendingUpload:
    """A sheet that was sent. `digest`: SHA-256 of the file, hex."""

    id: int
    digest: str
    ending: str
    """`.xlsx` or `.csv`."""
    state: UploadState


async def put(
    cx: Connection, kind: SheetKind, account_id: int, language: str, digest: str, ending: str, now: datetime
) -> PendingUpload | None:
    """Store a sheet that waits; the same file from the same account is one row, which waits anew."""
    data = json.dumps({"digest": digest, "ending": ending})
    key = f"{kind.value}:{account_id}:{digest}"
    return await fetch_one(cx, _waiting, PUT, key, kind.value, data, account_id, language, to_ms(now))


async def get(cx: Connection, kind: SheetKind, id: int, account_id: int) -> PendingUpload | None:
    """Look up a sheet; None for one that somebody else has sent."""
    return await fetch_one(cx, _waiting, GET, id, account_id, kind.value)


async def settle(cx: Connection, id: int, state: UploadState, now: datetime) -> bool:
    """Note the answer to a sheet; False when it was answered before."""
    return await cx.execute(SETTLE, id, state.value, to_ms(now)) == 1


def _waiting(row: Row) -> PendingUpload:
    data = json.loads(row["data"])
    return PendingUpload(row["id"], data["digest"], data["ending"], UploadState(row["state"]))
