"""What the bot has to send, and to whom."""

import json
from typing import Any, NamedTuple

from bot.views.renderers import render
from bot.views.view import View
from tests.installation import EN, ZH
from tests.world import ACCOUNTS, World


class Message(NamedTuple):
    """What the bot has to send to that chat, and how it reads."""

    chat: int
    data: Any
    zh: View
    en: View


async def messages(world: World, kind: str) -> list[Message]:
    rows = await world.rows("SELECT chat_id, data FROM outbox WHERE kind = $1 ORDER BY id", kind)
    letters = [(row["chat_id"], json.loads(row["data"])) for row in rows]
    found = [Message(chat, data, render(kind, data, ZH), render(kind, data, EN)) for chat, data in letters]
    assert all(one.zh.text and one.en.text for one in found)
    return found


async def recipients(world: World, kind: str) -> list[int]:
    """The persons to whom it is sent."""
    return [one.chat - ACCOUNTS for one in await messages(world, kind)]
