"""Command menus by scope and language."""

from typing import Any

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.phones.view import chat_json
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api

START = {"command": "start", "description": "开始"}


def menu(telegram: Telegram, phone: Phone, chat: Any = None) -> list[str]:
    """Descriptions in the menu of a person's chat."""
    shown = chat_json(telegram.world, phone.chat(chat), phone.person)
    return [entry["description"] for entry in shown["commands"]]


async def test_menus_are_kept_by_scope_and_language(api: Api, started: Phone) -> None:
    scope = {"type": "chat", "chat_id": started.id}
    await api.call("setMyCommands", commands=[START], scope=scope, language_code="zh")
    assert await api.call("getMyCommands", scope=scope, language_code="zh") == [START]
    assert await api.call("getMyCommands", scope=scope) == []
    assert await api.call("getMyCommands") == []
    await api.call("deleteMyCommands", scope=scope, language_code="zh")
    assert await api.call("getMyCommands", scope=scope, language_code="zh") == []


async def test_the_narrowest_scope_wins_then_the_own_language(
    api: Api, telegram: Telegram, wang: Phone, li: Phone
) -> None:
    def commands(description: str) -> list[dict[str, str]]:
        return [{"command": "start", "description": description}]

    assert menu(telegram, wang) == []
    await api.call("setMyCommands", commands=commands("default"))
    assert (menu(telegram, wang), menu(telegram, li)) == (["default"], ["default"])
    await api.call("setMyCommands", commands=commands("默认"), language_code="zh")
    assert (menu(telegram, wang), menu(telegram, li)) == (["默认"], ["default"])
    await api.call("setMyCommands", commands=commands("private"), scope={"type": "all_private_chats"})
    assert menu(telegram, wang) == ["private"]
    scope = {"type": "chat", "chat_id": wang.id}
    await api.call("setMyCommands", commands=commands("own"), scope=scope)
    assert (menu(telegram, wang), menu(telegram, li)) == (["own"], ["private"])


async def test_menus_in_a_group(api: Api, telegram: Telegram, wang: Phone, li: Phone) -> None:
    group = telegram.add_group("第一支部", [wang, li])
    group.add_bot()
    for scope in ("all_group_chats", "all_chat_administrators"):
        commands = [{"command": "start", "description": scope}]
        await api.call("setMyCommands", commands=commands, scope={"type": scope})
    assert menu(telegram, wang, group) == ["all_chat_administrators"]
    assert menu(telegram, li, group) == ["all_group_chats"]
    member = {"type": "chat_member", "chat_id": group.id, "user_id": li.id}
    await api.call("setMyCommands", commands=[START], scope=member)
    assert menu(telegram, li, group) == ["开始"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": [{"command": "Start!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [START] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [START], "language_code": "zh-hans"}, "invalid language code specified"),
        ({"commands": [START], "scope": {"type": "room"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": [START], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"commands": "start"}, "can't parse commands JSON object"),
        ({"commands": {}}, 'field "commands" must be of type Array'),
    ],
)
async def test_wrong_menus_are_refused(api: Api, params: dict[str, Any], description: str) -> None:
    assert await api.error("setMyCommands", **params) == f"Bad Request: {description}"


async def test_descriptions(api: Api) -> None:
    assert await api.call("setMyDescription", description="支部助手", language_code="zh")
    assert await api.error("setMyShortDescription", short_description="x" * 121) == (
        "Bad Request: short description is too long"
    )
