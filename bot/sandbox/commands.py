"""Keep a bot's command menus by scope and language, and choose the one that a person sees."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.errors import bad_request

Command = dict[str, str]
Scope = tuple[str, int, int]
DEFAULT: Scope = ("default", 0, 0)
NAME = re.compile(r"[a-z0-9_]{1,32}")
PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}


def read_scope(given: dict[str, Any] | None) -> Scope:
    """Return the key of a BotCommandScope object."""
    if given is None:
        return DEFAULT
    kind = given.get("type")
    if kind in PLAIN_SCOPES:
        return (str(kind), 0, 0)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    if kind == "chat_member" and "user_id" not in given:
        raise bad_request("invalid user_id specified")
    return (kind, int(given["chat_id"]), int(given.get("user_id", 0)))


def read_commands(given: list[Any]) -> list[Command]:
    """Return checked BotCommand objects."""
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = []
    for item in given:
        command = str(item.get("command", "")).removeprefix("/")
        description = str(item.get("description", ""))
        if not NAME.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": command, "description": description})
    return commands


def read_language(code: str | None) -> str:
    """Return a two-letter language code, or an empty one for everyone."""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code or ""


class CommandMenus:
    """The menus that setMyCommands has set."""

    def __init__(self) -> None:
        self._menus: dict[tuple[Scope, str], list[Command]] = {}

    def set(self, scope: Scope, language: str, commands: list[Command]) -> None:
        """Replace the menu of one scope and language; an empty one is deleted."""
        if commands:
            self._menus[scope, language] = commands
        else:
            self._menus.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> list[Command]:
        """Return exactly the menu that was set."""
        return self._menus.get((scope, language), [])

    def shown(self, *, chat_id: int, user_id: int, language_code: str, administrator: bool) -> list[Command]:
        """Return the menu in a person's app: the narrowest scope wins, and in it the person's language (Bot API,
        BotCommandScope)."""
        language = language_code.split("-")[0]
        for scope in _scopes(chat_id, user_id, administrator):
            for wanted in (language, ""):
                if menu := self._menus.get((scope, wanted)):
                    return menu
        return []


def _scopes(chat_id: int, user_id: int, administrator: bool) -> list[Scope]:
    if chat_id == user_id:
        return [("chat", chat_id, 0), ("all_private_chats", 0, 0), DEFAULT]
    admins: list[Scope] = [("chat_administrators", chat_id, 0)] if administrator else []
    all_admins: list[Scope] = [("all_chat_administrators", 0, 0)] if administrator else []
    member: Scope = ("chat_member", chat_id, user_id)
    return [member, *admins, ("chat", chat_id, 0), *all_admins, ("all_group_chats", 0, 0), DEFAULT]
