"""A real browser on the page of phones, with the hooks that main.js documents."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Locator, Page

from bot.sandbox.phone import Phone

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DEADLINE_MS = 10_000


@dataclass
class PhonesPage:
    """The open page; `errors` holds everything that the browser complained about."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def of(self, phone: Phone) -> Locator:
        """The phone's part of the page."""
        return self.page.locator(f'[data-phone="{phone.id}"]')

    def message(self, phone: Phone, message_id: int) -> Locator:
        """One message on a phone."""
        return self.of(phone).locator(f'[data-message="{message_id}"]')

    async def attach(self, phone: Phone, what: str) -> None:
        """Choose an item of the attachment menu."""
        await self.of(phone).locator(".attach").click()
        await self.of(phone).locator(f'[data-attach="{what}"]').click()

    async def choose(self, phone: Phone) -> None:
        """Bring a phone to the front of a narrow window."""
        await self.page.locator(f'[data-person="{phone.id}"]').click()

    def hear(self, message: ConsoleMessage) -> None:
        """Keep an error of the console."""
        if message.type == "error":
            self.errors.append(message.text)


@contextmanager
def chromium(profile: Path) -> Iterator[str]:
    """Run the system's Chromium, without a sandbox so that it also runs as root; gives its debugging address."""
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "about:blank"]
    command = [CHROMIUM, f"--user-data-dir={profile}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = next(line.split()[-1] for line in process.stderr if line.startswith("DevTools listening on"))
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield address
        process.terminate()


async def open_phones(browser: Browser, url: str, language: str = "zh", **context: Any) -> PhonesPage:
    """The page at `url`, ready; `context` is the browser context's: viewport, color_scheme."""
    opened = await browser.new_context(**context)
    opened.set_default_timeout(DEADLINE_MS)
    await opened.add_init_script(
        f"localStorage.getItem('phones.language') ?? localStorage.setItem('phones.language', '{language}')"
    )
    phones = PhonesPage(await opened.new_page())
    phones.page.on("console", phones.hear)
    phones.page.on("pageerror", lambda error: phones.errors.append(str(error)))
    await phones.page.goto(url)
    await phones.page.locator("body[data-ready]").wait_for()
    return phones
