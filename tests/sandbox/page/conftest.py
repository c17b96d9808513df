"""The page of phones in a browser; any error in its console fails the test."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright
from port_for import get_port

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, Clock
from tests.sandbox.page.browser import Desk, chromium, open_desk

WIDE = {"width": 1280, "height": 800}


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[Telegram]:
    """At a port that port 0 never draws, so that it is still free when the server comes back to it."""
    server = Telegram(clock=clock)
    await server.start(port=get_port(None) or 0)
    yield server
    await server.stop()


@pytest.fixture(scope="session")
def debugging_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chromium(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture
async def browser(debugging_address: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.connect_over_cdp(debugging_address)
        yield opened
        await opened.close()


@pytest.fixture
async def desk(browser: Browser, telegram: Telegram, started: Phone, li: Phone) -> AsyncIterator[Desk]:
    opened = await open_desk(browser, telegram.url, viewport=WIDE)
    yield opened
    await opened.page.close()
    assert opened.errors == []


class Bot:
    """The bot's side of the chats: what it hears, one update after the other."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.offset = 0

    async def hear(self) -> dict[str, Any]:
        """The next update, waited for; it is then confirmed."""
        updates = await self.api.updates(offset=self.offset, timeout=10, limit=1)
        assert updates, "no update came within 10 seconds"
        self.offset = updates[0]["update_id"] + 1
        return updates[0]


@pytest.fixture
def bot(api: Api, started: Phone) -> Bot:
    return Bot(api)
