"""The live-count messages in the database: in which chats they stand, and the figures that they show."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import to_ms
from bot.storage.connection import Connection
from bot.storage.rows import Reader

OPEN = """
INSERT INTO live_count (chat_id, meeting_id, parcel, shown) VALUES ($1, $2, $3, $4)
ON CONFLICT (chat_id, meeting_id) DO UPDATE SET parcel = excluded.parcel, shown = excluded.shown"""
SENT = """
SELECT live_count.chat_id, live_count.meeting_id, live_count.shown, outbox.message_id, account.language
FROM live_count JOIN outbox ON outbox.key = live_count.parcel
LEFT JOIN account ON account.id = live_count.chat_id
WHERE outbox.message_id IS NOT NULL ORDER BY live_count.meeting_id, live_count.chat_id"""
SHOW = "UPDATE live_count SET shown = $3 WHERE chat_id = $1 AND meeting_id = $2"
CLOSE = "DELETE FROM live_count WHERE chat_id = $1 AND meeting_id = $2"
ENDED = """
SELECT count(*) AS ended FROM live_count JOIN meeting ON meeting.id = live_count.meeting_id
WHERE meeting.ends < $1 OR meeting.state <> 'called'"""
END = """
DELETE FROM live_count WHERE meeting_id IN (
  SELECT meeting.id FROM meeting WHERE meeting.ends < $1 OR meeting.state <> 'called')"""


@dataclass(frozen=True, slots=True)
class Watch:
    """A live-count message; `shown`: the JSON of the figures that it shows."""

    chat_id: int
    meeting_id: int
    shown: str
    message_id: int
    language: str | None


_watch = Reader(Watch)


async def open_(cx: Connection, chat_id: int, meeting_id: int, key: str, shown: str) -> None:
    """Store a new message; it replaces an older one of the same meeting in the chat."""
    await cx.execute(OPEN, chat_id, meeting_id, key, shown)


async def sent(cx: Connection) -> list[Watch]:
    """The messages that have arrived, by meeting."""
    return [_watch(row) for row in await cx.fetch(SENT)]


async def show(cx: Connection, chat_id: int, meeting_id: int, shown: str) -> None:
    """Store the figures that a message shows now."""
    await cx.execute(SHOW, chat_id, meeting_id, shown)


async def close(cx: Connection, chat_id: int, meeting_id: int) -> None:
    """Stop following a message."""
    await cx.execute(CLOSE, chat_id, meeting_id)


async def close_chat(cx: Connection, chat_id: int) -> None:
    """Stop following all messages of a chat."""
    await cx.execute("DELETE FROM live_count WHERE chat_id = $1", chat_id)


async def ended(cx: Connection, before: datetime) -> int:
    """How many messages `end` would delete."""
    row = await cx.fetchrow(ENDED, to_ms(before))
    return int(row["ended"]) if row else 0


async def end(cx: Connection, before: datetime) -> int:
    """Delete the messages of meetings that ended before that moment or were cancelled."""
    return await cx.execute(END, to_ms(before))
