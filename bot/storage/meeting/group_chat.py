"""The group chats that are linked to units, in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.unit import UnitKind
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one

CHAT = "group_chat.chat_id, group_chat.unit_id, group_chat.bot"
GET = f"SELECT {CHAT} FROM group_chat WHERE chat_id = $1"
LINK = """
INSERT INTO group_chat (chat_id, unit_id, title, bot, linked_by, linked_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (chat_id) DO NOTHING"""
UNLINK = "DELETE FROM group_chat WHERE chat_id = $1"
BECOME = """
UPDATE group_chat SET chat_id = $2
WHERE chat_id = $1 AND NOT EXISTS (SELECT 1 FROM group_chat taken WHERE taken.chat_id = $2)"""
INVITED = """
SELECT count(*) FROM invitee JOIN person ON person.id = invitee.person_id
WHERE invitee.meeting_id = $1 AND (person.unit_id = unit.id OR person.group_id = unit.id)"""
MEMBERS = """
SELECT count(*) FROM person WHERE (person.unit_id = unit.id OR person.group_id = unit.id)
  AND person.standing IN ('full', 'probationary') AND (person.left_on IS NULL OR person.left_on > $2)"""
ABOVE = ", ".join(f"'{kind.value}'" for kind in UnitKind if kind.above_branches)
CONCERNED = f"""
SELECT {CHAT} FROM group_chat JOIN unit ON unit.id = group_chat.unit_id
WHERE unit.path LIKE $3 AND (2 * ({INVITED}) > ({MEMBERS}) OR (unit.path = $4 AND unit.kind IN ({ABOVE})))
ORDER BY group_chat.chat_id"""


@dataclass(frozen=True, slots=True)
class GroupChat:
    """A linked group chat; `bot`: the bot's user name in it."""

    chat_id: int
    unit_id: int
    bot: str


_chat = Reader(GroupChat)


async def get(cx: Connection, chat_id: int) -> GroupChat | None:
    """The link of a chat; None for a chat that is not linked."""
    return await fetch_one(cx, _chat, GET, chat_id)


async def link(cx: Connection, chat: GroupChat, title: str, by: int, at: datetime) -> bool:
    """Store a link; False when the chat is linked already, to this unit or another."""
    values = (chat.chat_id, chat.unit_id, title, chat.bot, by, to_ms(at))
    return await cx.execute(LINK, *values) == 1


async def unlink(cx: Connection, chat_id: int) -> bool:
    """Delete a link; False when there was none."""
    return await cx.execute(UNLINK, chat_id) == 1


async def become(cx: Connection, old: int, new: int) -> bool:
    """Move a link to the new id of a group that became a supergroup; False when there is nothing to move."""
    return await cx.execute(BECOME, old, new) == 1


async def concerned(cx: Connection, meeting_id: int, path: str, today: date) -> list[GroupChat]:
    """The chats of units, of that path or below, most of whose members are invited to the meeting.

    A committee's or general branch's own chats hear of everything that it calls.
    """
    rows = await cx.fetch(CONCERNED, meeting_id, today.isoformat(), path + "%", path)
    return [_chat(row) for row in rows]
