"""Links that open the projector page of one meeting."""

from datetime import datetime

from bot.domain.clock import to_ms
from bot.storage.connection import Connection

ADD = "INSERT INTO board_link (token_hash, meeting_id, person_id, expires_at) VALUES ($1, $2, $3, $4)"
OPEN = """
UPDATE board_link SET used_at = $2, cookie_hash = $3
WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING meeting_id"""
SHOWN = """
SELECT board_link.meeting_id FROM board_link JOIN meeting ON meeting.id = board_link.meeting_id
WHERE board_link.cookie_hash = $1 AND meeting.ends + 3600000 > $2"""


async def add(cx: Connection, token_hash: str, meeting_id: int, person_id: int, expires: datetime) -> None:
    await cx.execute(ADD, token_hash, meeting_id, person_id, to_ms(expires))


async def open_once(cx: Connection, token_hash: str, now: datetime, cookie_hash: str) -> int | None:
    """The meeting of an unused, living link, which is used up by this; None for any other."""
    row = await cx.fetchrow(OPEN, token_hash, to_ms(now), cookie_hash)
    return row["meeting_id"] if row else None


async def shown(cx: Connection, cookie_hash: str, now: datetime) -> int | None:
    """The meeting a browser with this cookie may show, until an hour after its end."""
    row = await cx.fetchrow(SHOWN, cookie_hash, to_ms(now))
    return row["meeting_id"] if row else None
