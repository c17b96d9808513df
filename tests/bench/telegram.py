"""The local Telegram in a process of its own. Arguments: tokens of bots, by commas; ids of people, by commas."""

import asyncio
import sys
import time
from typing import Any

from bot.sandbox.model import AnyChat, BotAccount
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.sandbox.world import Watcher
from tests.bench.child import answer_all


class Arrivals(Watcher):
    """`heard`: when (in seconds) which chat got a message of a bot."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, int]] = []

    def chat_changed(self, chat: AnyChat) -> None:
        last = chat.visible()[-1:]
        if last and last[0].raw["from"]["is_bot"]:
            self.heard.append((time.monotonic(), chat.id))


async def main(tokens: list[str], people: list[int]) -> None:
    telegram, arrivals = Telegram(), Arrivals()
    telegram.world.watchers.append(arrivals)
    await telegram.start()
    bots = [telegram.add_bot(token, f"bench_{place}_bot") for place, token in enumerate(tokens)]
    phones = [telegram.add_user(f"党员{id}", id=id) for id in people]
    for phone in phones:
        for bot in bots:
            await phone.start(bot=bot)
    for bot in bots:
        bot.updates.clear()  # they have pressed Start some day

    async def answer(question: dict[str, Any]) -> dict[str, Any]:
        if "type" in question:
            first, last = question["people"]
            crowd = phones[first:last]
            await asyncio.gather(*(_type(phone, bots[question["bot"]], question["type"]) for phone in crowd))
        if "heard" in question:
            return {"heard": arrivals.heard}
        return {"url": telegram.url}

    await answer_all(answer)
    await telegram.stop()


async def _type(phone: Phone, bot: BotAccount, text: str) -> None:
    """Say something to the bot and see its answer."""
    mark = phone.mark()
    await phone.send(text, chat=bot)
    await phone.wait_for(lambda message: True, chat=bot, after=mark, timeout=30)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1].split(","), [int(id) for id in sys.argv[2].split(",")]))
