"""Turn people, their chats and messages into the JSON that the page of phones shows."""

from __future__ import annotations

from bot.sandbox.model import JSON, AnyChat, BotAccount, Message, Person, PrivateChat
from bot.sandbox.world import World


def phones_json(world: World, zone: str | None) -> JSON:
    """Return every phone with its chats; `now` is in milliseconds, `zone` that of times, None for the browser's."""
    bots = [{"id": bot.id, "username": bot.username, "first_name": bot.name} for bot in world.bots.values()]
    phones = [_phone_json(world, person) for person in world.people.values()]
    return {"now": int(world.clock() * 1000), "zone": zone, "bots": bots, "phones": phones}


def chat_json(world: World, chat: AnyChat, person: Person) -> JSON:
    """Return one chat as one person sees it."""
    shown: JSON = {
        "id": chat.id,
        "typing": chat.typing,
        "reply_keyboard": chat.reply_keyboard,
        "force_reply": chat.force_reply.id if chat.force_reply else None,
        "commands": _commands(world, chat, person),
        "messages": [_message_json(message, person) for message in chat.visible()],
    }
    if isinstance(chat, PrivateChat):
        bot, state = chat.bot, {"started": chat.started, "blocked": chat.blocked}
        return shown | state | {"type": "private", "title": bot.name, "bot_id": bot.id, "bot_username": bot.username}
    names: JSON = {"type": "supergroup", "title": chat.title, "started": True, "blocked": False}
    present = [bot for bot in world.bots.values() if chat.holds(bot.id)]
    first = present[0] if present else None
    return shown | names | {"bot_id": first and first.id, "bot_username": first.username if first else ""}


def _phone_json(world: World, person: Person) -> JSON:
    chats: list[AnyChat] = [world.private_chat(bot, person) for bot in world.bots.values()]
    chats += world.groups_of(person.id)
    user = person.as_user() | {"username": person.username, "phone": person.phone}
    return {"user": user, "note": person.note, "chats": [chat_json(world, chat, person) for chat in chats]}


def _message_json(message: Message, person: Person) -> JSON:
    return {**message.raw, "out": True} if message.sender_id == person.id else message.raw


def _commands(world: World, chat: AnyChat, person: Person) -> list[dict[str, str]]:
    if isinstance(chat, PrivateChat):
        return _menu(chat.bot, chat, person, administrator=False)
    administrator = chat.status(person.id) in ("creator", "administrator")
    present = [bot for bot in world.bots.values() if chat.holds(bot.id)]
    return [entry for bot in present for entry in _menu(bot, chat, person, administrator=administrator)]


def _menu(bot: BotAccount, chat: AnyChat, person: Person, *, administrator: bool) -> list[dict[str, str]]:
    return bot.commands.shown(
        chat_id=chat.id, user_id=person.id, language_code=person.language_code, administrator=administrator
    )
