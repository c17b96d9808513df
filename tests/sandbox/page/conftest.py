"""The page of phones in a browser; any error in its console fails the test.

One browser and one driver serve all tests of a process, which for that share one loop.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright
from port_for import get_port

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, Clock, opened_session, start
from tests.sandbox.page.browser import PhonesPage, chromium, open_phones

WIDE = {"width": 1280, "height": 800}
in_one_loop = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@in_one_loop
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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as started:
        yield started


@in_one_loop
async def browser(playwright: Playwright, debugging_address: str) -> AsyncIterator[Browser]:
    opened = await playwright.chromium.connect_over_cdp(debugging_address)
    yield opened
    await opened.close()


@in_one_loop
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with opened_session() as opened:
        yield opened


@in_one_loop
async def started(wang: Phone, api: Api) -> Phone:
    await start(wang, api)
    return wang


@in_one_loop
async def phones(browser: Browser, telegram: Telegram, started: Phone, li: Phone) -> AsyncIterator[PhonesPage]:
    opened = await open_phones(browser, telegram.url, viewport=WIDE)
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
