"""Why a meeting or a series was changed, in somebody's words; the audit record holds a hash of them only."""

import secrets
from datetime import datetime
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.installation.audit import canonical, sealed
from bot.storage.connection import Connection

ADD = """
INSERT INTO meeting_reason (meeting_id, series_id, field, data, salt, at) VALUES ($1, $2, $3, $4, $5, $6)"""
PRUNE = "DELETE FROM meeting_reason WHERE at < $1"
SALT_BYTES = 16


async def of_meeting(cx: Connection, meeting_id: int, field: str, data: dict[str, Any], at: datetime) -> str:
    """Keep it; the hash for the record. `data`: the reason, and what was there before and after where that is text."""
    return await _add(cx, meeting_id, None, field, data, at)


async def of_series(cx: Connection, series_id: int, field: str, data: dict[str, Any], at: datetime) -> str:
    return await _add(cx, None, series_id, field, data, at)


async def prune(cx: Connection, until: datetime) -> None:
    """Drop those written before that moment; the record's hash of them stays."""
    await cx.execute(PRUNE, to_ms(until))


async def _add(
    cx: Connection, meeting_id: int | None, series_id: int | None, field: str, data: dict[str, Any], at: datetime
) -> str:
    salt, kept = secrets.token_hex(SALT_BYTES), canonical(data)
    await cx.execute(ADD, meeting_id, series_id, field, kept, salt, to_ms(at))
    return sealed(salt, kept)
