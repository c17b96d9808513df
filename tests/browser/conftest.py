"""`make demo`'s page in a real Chromium: the real bot, the local Telegram, the sample branch."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, async_playwright

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
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
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


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """In an empty folder, with an empty home."""
    port, began = two_free_ports(), time.monotonic()
    home = tmp_path / "home"
    home.mkdir()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "XDG_"))}
    environment = inherited | {"HOME": str(home), "BOT_CONFIG_DIR": str(ROOT / "config")}
    log = (tmp_path / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", str(port), "--no-open"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    try:
        people = await handed_out(f"http://127.0.0.1:{port}", process, tmp_path / "demo.log")
        yield Demo(f"http://127.0.0.1:{port}", time.monotonic() - began, people)
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait, 30)
        log.close()


async def handed_out(url: str, process: "subprocess.Popen[bytes]", log: Path) -> dict[str, int]:
    """First name -> Telegram id, once the secretary has become administrator."""
    async with asyncio.timeout(MINUTES_3), aiohttp.ClientSession() as session:
        while True:
            assert process.poll() is None, log.read_text(encoding="utf-8")
            try:
                async with session.get(f"{url}/phones") as answer:
                    phones = (await answer.json())["phones"]
                if "网页" in log.read_text(encoding="utf-8"):
                    return {one["user"]["first_name"]: one["user"]["id"] for one in phones}
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
