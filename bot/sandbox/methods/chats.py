"""Methods about chats and members, a bot's command menus and its descriptions."""

from __future__ import annotations

from typing import Any

from bot.sandbox.commands import read_commands, read_language, read_scope
from bot.sandbox.delivery import member_json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.model import JSON, GroupChat, PrivateChat

NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def get_chat(call: Call) -> JSON:
    """Answer getChat."""
    chat = call.known_chat()
    if isinstance(chat, PrivateChat) and not chat.started:
        raise bad_request("chat not found")
    return chat.as_chat() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}


async def get_chat_member(call: Call) -> JSON:
    """Answer getChatMember."""
    chat, user_id = call.chat(), call.params.integer("user_id")
    if user_id is None:
        raise bad_request("invalid user_id specified")
    user = _user(call, user_id)
    if isinstance(chat, GroupChat):
        return member_json(user, chat.status(user_id))
    return member_json(user, "member" if user_id in (chat.id, call.bot.id) else "left")


async def get_chat_administrators(call: Call) -> list[JSON]:
    """Answer getChatAdministrators."""
    chat = call.chat()
    if not isinstance(chat, GroupChat):
        raise bad_request("there are no administrators in the private chat")
    statuses = chat.members | chat.bots
    above = {user_id: status for user_id, status in statuses.items() if status in ("creator", "administrator")}
    return [member_json(_user(call, user_id), status) for user_id, status in above.items()]


async def get_chat_member_count(call: Call) -> int:
    """Answer getChatMemberCount."""
    chat = call.chat()
    return sum(map(chat.holds, [*chat.members, *chat.bots])) if isinstance(chat, GroupChat) else 2


async def leave_chat(call: Call) -> bool:
    """Answer leaveChat."""
    chat = call.chat()
    if not isinstance(chat, GroupChat):
        raise bad_request("chat member status can't be changed in private chats")
    chat.bots[call.bot.id] = "left"
    call.world.changed(chat, None)
    return True


async def set_my_commands(call: Call) -> bool:
    """Answer setMyCommands."""
    commands = read_commands(call.params.objects("commands"))
    call.bot.commands.set(*_menu(call), commands)
    _redraw(call)
    return True


async def get_my_commands(call: Call) -> list[dict[str, str]]:
    """Answer getMyCommands."""
    return call.bot.commands.get(*_menu(call))


async def delete_my_commands(call: Call) -> bool:
    """Answer deleteMyCommands."""
    call.bot.commands.set(*_menu(call), [])
    _redraw(call)
    return True


async def set_my_description(call: Call) -> bool:
    """Answer setMyDescription."""
    return _describe(call, "description", 512)


async def set_my_short_description(call: Call) -> bool:
    """Answer setMyShortDescription."""
    return _describe(call, "short_description", 120)


def _describe(call: Call, name: str, longest: int) -> bool:
    text = call.params.text(name)
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    call.bot.descriptions[name, read_language(call.params.text("language_code"))] = text
    return True


def _menu(call: Call) -> tuple[tuple[str, int, int], str]:
    scope = read_scope(call.params.mapping("scope"))
    if scope[1] and scope[1] not in call.world.people and scope[1] not in call.world.groups:
        raise bad_request("chat not found")
    return scope, read_language(call.params.text("language_code"))


def _redraw(call: Call) -> None:
    for watcher in call.world.watchers:
        watcher.menus_changed(call.bot)


def _user(call: Call, user_id: int) -> dict[str, Any]:
    if user_id in call.world.people:
        return call.world.people[user_id].as_user()
    for bot in call.world.bots.values():
        if bot.id == user_id:
            return bot.as_user()
    raise bad_request("PARTICIPANT_ID_INVALID")
