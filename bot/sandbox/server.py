"""Start the local Telegram, add bots and people, switch faults on, and read what bots called."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from aiohttp import web

from bot.sandbox.bot_api import BotApi
from bot.sandbox.faults import Dropped, Faults
from bot.sandbox.group import Group
from bot.sandbox.model import BotAccount
from bot.sandbox.phone import Phone
from bot.sandbox.phones.api import PageApi
from bot.sandbox.screen import Screen
from bot.sandbox.world import World

LARGEST_REQUEST = 64 * 1024 * 1024
STOP_SECONDS = 1.0


class Telegram:
    """A Telegram of its own on loopback.

    `clock` returns seconds, UTC; `screen` is the address of the bot's web server; the page shows times in `zone`
    ("Asia/Shanghai"), None for the browser's.
    """

    def __init__(
        self, *, clock: Callable[[], float] = time.time, screen: str | None = None, zone: str | None = None
    ) -> None:
        self.faults = Faults()
        self.screen = screen
        self.zone = zone
        self.url = ""
        self._world = World(clock)
        self._api = BotApi(self._world, self.faults)
        self._phones: dict[int, Phone] = {}
        self._page = PageApi(self._world, self._phones, lambda: self.zone)
        self._screen = Screen(lambda: self.screen)
        self._runner: web.AppRunner | None = None
        self.faults.on_unreachable = self._cut_polls

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every Bot API call so far: {"method", "params", "files"}."""
        return self._api.record.calls

    async def called(self, method: str, times: int = 1, timeout: float = 10.0) -> dict[str, Any]:
        """Wait for the `times`-th call of a method, up to `timeout` seconds."""
        async with asyncio.timeout(timeout):
            return await self._api.record.called(method, times)

    @property
    def world(self) -> World:
        """The state behind the phones."""
        return self._world

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 chooses a free one. `url` then has the address."""
        app = web.Application(client_max_size=LARGEST_REQUEST)
        for part in (self._api, self._page, self._screen):
            part.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, backlog=1024)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """End long polls and deliveries, then stop listening; the state stays."""
        self._cut_polls()
        self._page.events.close()
        await self._screen.close()
        for bot in self._world.bots.values():
            if bot.webhook is not None:
                await bot.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    def add_bot(self, token: str, username: str, name: str = "") -> BotAccount:
        """Register a bot; the token has Telegram's form, `<id>:<secret>`."""
        return self._world.add_bot(token, username, name)

    def add_user(
        self,
        first_name: str,
        *,
        id: int | None = None,
        username: str | None = None,
        phone: str | None = None,
        language_code: str = "zh-hans",
        note: str = "",
    ) -> Phone:
        """Add a person with a phone; `phone` is the number (invented unless given), `note` a label for the page."""
        person = self._world.add_person(first_name, id, username, phone, language_code, note)
        self._phones[person.id] = Phone(self._world, person)
        return self._phones[person.id]

    def add_group(self, title: str, members: Sequence[Phone]) -> Group:
        """Add a supergroup; its first member is the creator. `add_bot` of the result adds a bot."""
        return Group(self._world, self._world.add_group(title, [phone.id for phone in members]))

    def phone(self, user_id: int) -> Phone:
        """Return the phone of a person."""
        return self._phones[user_id]

    def quiet_week(self, next_id: int | None = None) -> None:
        """Continue update ids from a random number (or `next_id`), as after a week without updates."""
        for bot in self._world.bots.values():
            bot.updates.jump(next_id)

    def _cut_polls(self) -> None:
        for bot in self._world.bots.values():
            bot.updates.interrupt(Dropped())
