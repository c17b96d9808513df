"""Change the world as a person's app does: post, edit, block, and tell the bots about it."""

from __future__ import annotations

from bot.sandbox.delivery import deliver, deliver_membership
from bot.sandbox.errors import PhoneError
from bot.sandbox.model import ANONYMOUS_ADMIN, JSON, AnyChat, Message, Person, PrivateChat
from bot.sandbox.pressing import hide_used_keyboard
from bot.sandbox.world import World

BLOCKED = "机器人已被屏蔽，请先解除屏蔽。 The bot is blocked; unblock it first."


def require_unblocked(chat: AnyChat) -> None:
    """Refuse to write to a bot that the person has blocked."""
    if isinstance(chat, PrivateChat) and chat.blocked:
        raise PhoneError(BLOCKED)


def post(
    world: World, person: Person, chat: AnyChat, content: JSON, reply_to: Message | None, *, as_chat: bool = False
) -> Message:
    """Post a person's message; `as_chat` posts it in the group's name, as an anonymous administrator does."""
    require_unblocked(chat)
    if isinstance(chat, PrivateChat):
        chat.started = True
    sender = ANONYMOUS_ADMIN if as_chat else person.as_user()
    named = {"sender_chat": chat.as_chat(), **content} if as_chat else content
    reply = reply_to or chat.force_reply
    chat.force_reply = None
    hide_used_keyboard(chat, content)
    message = world.post(chat, sender, named, reply_to=reply)
    deliver(world, message)
    return message


def edit(world: World, person: Person, message: Message, changes: JSON) -> None:
    """Edit a message of the person's own."""
    if message.sender_id != person.id:
        raise PhoneError("只能改自己的消息。 Only own messages can be changed.")
    world.edit(message, changes)
    deliver(world, message, "edited_message")


def set_blocked(world: World, person: Person, chat: AnyChat, *, blocked: bool) -> None:
    """Block or unblock the bot of a private chat; it hears of it."""
    if isinstance(chat, PrivateChat) and chat.blocked is not blocked:
        chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        deliver_membership(world, chat.bot, chat, person, old, new)
        world.changed(chat, None)
