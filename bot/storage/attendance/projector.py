"""One-time links to the projector page in the database, by the hashes of their tokens and cookies."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import to_ms
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one

ADD = "INSERT INTO board_link (token_hash, meeting_id, person_id, expires_at) VALUES ($1, $2, $3, $4)"
OPEN = """
UPDATE board_link SET used_at = $2, cookie_hash = $3
WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING meeting_id, person_id"""
SHOWN = """
SELECT board_link.meeting_id, board_link.person_id FROM board_link JOIN meeting ON meeting.id = board_link.meeting_id
WHERE board_link.cookie_hash = $1 AND meeting.ends + 3600000 > $2"""


@dataclass(frozen=True, slots=True)
class Use:
    """The meeting of a link, and the person it was made for."""

    meeting_id: int
    person_id: int


_use = Reader(Use)


async def add(cx: Connection, token_hash: str, meeting_id: int, person_id: int, expires: datetime) -> None:
    """Store a link."""
    await cx.execute(ADD, token_hash, meeting_id, person_id, to_ms(expires))


async def open_once(cx: Connection, token_hash: str, now: datetime, cookie_hash: str) -> Use | None:
    """Use up a link that is unused and has not expired, and store the cookie; None for any other."""
    return await fetch_one(cx, _use, OPEN, token_hash, to_ms(now), cookie_hash)


async def shown(cx: Connection, cookie_hash: str, now: datetime) -> Use | None:
    """The link that a cookie came from, until an hour after the meeting's end."""
    return await fetch_one(cx, _use, SHOWN, cookie_hash, to_ms(now))
