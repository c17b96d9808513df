"""`make demo`'s page in a real Chromium: the real bot, the local Telegram, the sample branch."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, async_playwright
from port_for import get_port, is_available

from tests.process import ROOT
from tests.sandbox.page.browser import chromium

MINUTES_3 = 180.0


class Demo:
    """The running demo; `seconds` is how long its page took to answer with everyone's phone."""

    def __init__(self, url: str, seconds: float, people: dict[str, int]) -> None:
        self.url, self.seconds, self.people = url, seconds, people


def two_free_ports() -> int:
    """A port whose next one is free as well."""
    while True:
        port = get_port(None) or 0
        if is_available(port + 1):
            return port


@pytest.fixture(scope="session")
def chromium_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chromium(tmp_path_factory.mktemp("demo-chromium")) as address:
        yield address


@pytest.fixture
async def browser(chromium_address: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.connect_over_cdp(chromium_address)
        yield opened
        await opened.close()


class Running:
    """The process, in an empty folder with an empty home; its log."""

    def __init__(self, folder: Path, port: int) -> None:
        home = folder / "home"
        home.mkdir()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "XDG_"))}
        self._log = folder / "demo.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", "--port", str(port), "--no-open"],
                cwd=folder,
                env=inherited | {"HOME": str(home), "BOT_CONFIG_DIR": str(ROOT / "config")},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def said(self) -> str:
        """Everything so far; AssertionError with it when the process has ended."""
        text = self._log.read_text(encoding="utf-8")
        assert self._process.poll() is None, text
        return text

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    port, began = two_free_ports(), time.monotonic()
    running = Running(tmp_path, port)
    try:
        people = await handed_out(f"http://127.0.0.1:{port}", running)
        yield Demo(f"http://127.0.0.1:{port}", time.monotonic() - began, people)
    finally:
        await asyncio.to_thread(running.stop)


async def handed_out(url: str, running: Running) -> dict[str, int]:
    """First name -> Telegram id, once the demo says that its page can be opened."""
    async with asyncio.timeout(MINUTES_3):
        while f"open this page: {url}" not in running.said():
            await asyncio.sleep(0.1)
        async with aiohttp.ClientSession() as session, session.get(f"{url}/phones") as answer:
            phones = (await answer.json())["phones"]
    return {one["user"]["first_name"]: one["user"]["id"] for one in phones}
