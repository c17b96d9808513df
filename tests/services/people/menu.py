"""The commands that somebody's menus have."""

import json

from bot.views import menu as view
from tests.installation import EN, ZH
from tests.world import ACCOUNTS, World

SENT = "SELECT data FROM outbox WHERE kind = 'menu.commands' AND chat_id = $1 ORDER BY id"


async def menus(world: World, person: int) -> list[tuple[str, ...]]:
    """Their names, in one menu sent after the other; each can be said in both languages."""
    found = [json.loads(row["data"]) for row in await world.rows(SENT, ACCOUNTS + person)]
    assert all(view.commands(data["commands"], say) for data in found for say in (ZH, EN))
    return [tuple(data["commands"]) for data in found]
