"""The projector page in a real browser: the code fills the screen, everything is on it, and nothing is cut off."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.services.installation import sample
from tests.e2e.attendance.test_projector import assembly, link
from tests.e2e.system import System, running

BOX = """one => { const box = document.querySelector(one).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom]; }"""
OVERFLOW = """() => { const all = document.documentElement;
  return [all.scrollWidth - all.clientWidth, all.scrollHeight - all.clientHeight]; }"""
SCREENS = [(1280, 800, 0.66), (1920, 1080, 0.66), (1024, 768, 0.62), (360, 740, 0.85), (740, 360, 0.5)]
"""Width, height, and the least share of the shorter side that the code takes."""


@pytest.fixture
def language() -> str:
    return "zh"


@pytest.fixture
async def screen(
    browser: Browser, sqlite_url: str, tmp_path: Path, language: str
) -> AsyncIterator[tuple[System, Page]]:
    async with running(sqlite_url, tmp_path, language=language) as system:
        await system.import_roster(sample.school_csv())
        await assembly(system)
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(await link(system))
        await expect(page.locator("[data-qr] svg")).to_be_visible()
        yield system, page
        await context.close()


async def shot(page: Page, name: str) -> None:
    folder = os.environ.get("BOT_TEST_SHOTS")
    if folder:
        await page.screenshot(path=str(Path(folder) / f"board-{name}.png"))


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_code_fills_the_screen_and_nothing_is_cut_off(screen: tuple[System, Page], language: str) -> None:
    _, page = screen
    await page.emulate_media(color_scheme="dark" if language == "en" else "light")
    for width, height, least in SCREENS:
        await page.set_viewport_size({"width": width, "height": height})
        await shot(page, f"{language}-{width}x{height}")
        left, top, right, bottom = await page.evaluate(BOX, "[data-qr]")
        assert right - left == pytest.approx(bottom - top, abs=1)
        assert right - left >= least * min(width, height), (width, height)
        assert await page.evaluate(OVERFLOW) == [0, 0], (width, height)
        for one in ("h1", "#when", "#place", "[data-qr]", "#how", "#present", "#expected", "#note"):
            left, top, right, bottom = await page.evaluate(BOX, one)
            assert 0 <= left < right <= width, (one, width)
            assert 0 <= top < bottom <= height, (one, height)


async def test_when_the_connection_is_lost_it_says_so_in_place_of_the_code(screen: tuple[System, Page]) -> None:
    system, page = screen
    await page.set_viewport_size({"width": 1280, "height": 800})
    await system.server.web.stop()
    await expect(page.locator("#lost")).to_be_visible()
    await shot(page, "lost")
    await expect(page.locator("[data-qr]")).to_be_hidden()
    await expect(page.locator("#how")).to_be_hidden()


async def test_after_the_end_it_says_that_check_in_has_ended(screen: tuple[System, Page]) -> None:
    system, page = screen
    await page.set_viewport_size({"width": 1280, "height": 800})
    system.clock.forward(minutes=90)
    await expect(page.locator("#how")).to_have_text("签到已结束，谢谢大家！")
    await shot(page, "closed")
    await expect(page.locator("[data-qr]")).to_be_hidden()
