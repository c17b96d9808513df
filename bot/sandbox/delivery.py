"""Turn what people do into updates of the bots that may hear of it."""

from __future__ import annotations

from typing import Any

from bot.sandbox.model import JSON, AnyChat, BotAccount, GroupChat, Message, Person, PrivateChat
from bot.sandbox.taps import Tap
from bot.sandbox.updates import TAP_LIFETIME
from bot.sandbox.world import World

SERVICE = ("new_chat_members", "left_chat_member", "new_chat_title", "pinned_message")
RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def deliver(world: World, message: Message, kind: str = "message") -> None:
    """Queue a person's message, or its edited form, for every bot in the chat that may read it."""
    for bot in _listeners(world, message):
        bot.updates.put(kind, message.raw, ("message", message.chat.id))


def deliver_tap(bot: BotAccount, person: Person, message: Message, tap: Tap, data: str) -> None:
    """Queue a tap on a button of the bot's message."""
    query: JSON = {
        "id": tap.id,
        "from": person.as_user(),
        "message": message.raw,
        "chat_instance": str(message.chat.id * 7919),
        "data": data,
    }
    bot.updates.put("callback_query", query, ("tap", person.id), TAP_LIFETIME)


def deliver_membership(world: World, bot: BotAccount, chat: AnyChat, by: Person, old: str, new: str) -> None:
    """Queue my_chat_member: blocked or unblocked, added to a group, promoted or removed."""
    change = {
        "chat": chat.as_chat(),
        "from": by.as_user(),
        "date": world.now(),
        "old_chat_member": member_json(bot.as_user(), old),
        "new_chat_member": member_json(bot.as_user(), new),
    }
    bot.updates.put("my_chat_member", change, ("member", chat.id))


def member_json(user: JSON, status: str) -> JSON:
    """Make the Bot API's ChatMember object of one status."""
    member: dict[str, Any] = {"user": user, "status": status}
    if status == "administrator":
        return member | dict.fromkeys(RIGHTS, False) | {"can_manage_chat": True, "can_delete_messages": True}
    if status == "creator":
        return member | {"is_anonymous": False}
    return member | {"until_date": 0} if status == "kicked" else member


def _listeners(world: World, message: Message) -> list[BotAccount]:
    chat = message.chat
    if isinstance(chat, PrivateChat):
        return [chat.bot]
    assert isinstance(chat, GroupChat)
    return [bot for bot in world.bots.values() if chat.holds(bot.id) and _may_read(bot, chat, message.raw)]


def _may_read(bot: BotAccount, group: GroupChat, raw: JSON) -> bool:
    """Apply privacy mode: a bot that is no administrator reads only messages meant for it, and service messages."""
    if group.status(bot.id) == "administrator" or any(name in raw for name in SERVICE):
        return True
    if raw.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    entities: list[JSON] = raw.get("entities") or raw.get("caption_entities") or []
    return any(_addresses(bot, raw, entity) for entity in entities)


def _addresses(bot: BotAccount, raw: JSON, entity: JSON) -> bool:
    units = str(raw.get("text") or raw.get("caption") or "").encode("utf-16-le")
    marked = units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
    name = marked.partition("@")[2].lower()
    if entity["type"] == "bot_command":
        return name in ("", bot.username.lower())
    return bool(entity["type"] == "mention" and name == bot.username.lower())
