"""The Bot API client over aiohttp against PTB's own over httpx, 32 calls at a time."""

import asyncio
from pathlib import Path

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.gateway.client import CONNECTIONS, build_bot
from tests.bench.child import Child
from tests.bench.size import AT_ONCE, Size
from tests.bench.table import MILLI, Table, compared
from tests.bench.turns import Spent, here, in_turns

TOKEN = "70000003:AAexampleexampleexampleexampleexam"
NAMES = ("AiohttpRequest (this bot's)", "HTTPXRequest (PTB's)")
PEOPLE = range(1, AT_ONCE + 1)


async def measure(size: Size, folder: Path) -> Table:
    telegram = await Child.start("tests.bench.telegram", TOKEN, ",".join(map(str, PEOPLE)))
    try:
        url = (await telegram.ask())["url"]
        ours = build_bot(TOKEN, url)
        theirs = Bot(TOKEN, f"{url}/bot", request=HTTPXRequest(connection_pool_size=CONNECTIONS))
        async with ours, theirs:
            spent = await in_turns([lambda: _turn(ours, size.calls), lambda: _turn(theirs, size.calls)], size.rounds)
    finally:
        await telegram.stop()
    columns = ("sendMessage to the local Telegram", "time per call, ms", "CPU per call, ms")
    title = f"{size.calls} calls a turn, {AT_ONCE} at a time; CPU of the calling process alone"
    return Table(title, columns, tuple(compared(NAMES, spent, MILLI)))


async def _turn(bot: Bot, calls: int) -> Spent:
    async def all_calls() -> None:
        for _ in range(calls // AT_ONCE):
            await asyncio.gather(*(bot.send_message(id, "✓ 签到成功") for id in PEOPLE))

    return await here(calls, all_calls)
