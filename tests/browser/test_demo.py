"""A person's path through the demo by clicking and typing. Screenshots go to the folder BOT_TEST_SHOTS names."""

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Locator, Page, expect

from bot.commands.demo import VOTERS
from bot.services.installation.sample import PROBLEM
from tests.browser.conftest import Demo
from tests.sandbox.page.browser import open_phones

SECRETARY, COMMITTEE, MEMBER, ELSEWHERE, UNBOUND = "周江", "秦川天", "张正江", "郑志", "陈青雨"
PATIENCE = 20_000


class People:
    """The phones of the page, by name."""

    def __init__(self, page: Page, demo: Demo) -> None:
        self.page, self._ids = page, demo.people

    def phone(self, name: str) -> Locator:
        return self.page.locator(f'[data-phone="{self._ids[name]}"]')

    async def type(self, name: str, text: str) -> None:
        await self.phone(name).locator(".composer textarea").fill(text)
        await self.phone(name).locator(".composer textarea").press("Enter")

    async def sees(self, name: str, text: str) -> Locator:
        """The newest message with that text."""
        message = self.phone(name).locator("[data-message]").filter(has_text=text).last
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def press(self, name: str, button: str) -> None:
        """The newest inline button with that text."""
        found = self.phone(name).locator("[data-callback]").filter(has_text=button).last
        await expect(found).to_be_visible(timeout=PATIENCE)
        await found.click()


async def shot(page: Page, name: str) -> None:
    folder = os.environ.get("BOT_TEST_SHOTS")
    if folder:
        await page.screenshot(path=str(Path(folder) / f"{name}.png"))


async def no_overflow(page: Page) -> None:
    """Nothing is cut off to the right."""
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def in_minutes(minutes: int) -> str:
    """As one types it, with the date, so that midnight does not matter."""
    moment = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%d %H:%M")


async def test_a_persons_path_through_the_demo(browser: Browser, demo: Demo) -> None:
    assert demo.seconds < 180
    phones = await open_phones(browser, demo.url, viewport={"width": 1280, "height": 900}, color_scheme="light")
    people = People(phones.page, demo)
    await people.sees(MEMBER, PROBLEM)
    await shot(phones.page, "1-begin")
    await start(people)
    await shot(phones.page, "2-start")
    await call(people)
    await shot(phones.page, "3-called")
    await check_in(people)
    await shot(phones.page, "4-checked-in")
    await ask(people)
    await shot(phones.page, "5-asked")
    await rectify(people)
    await shot(phones.page, "6-rectified")
    await no_overflow(phones.page)
    await side_by_side(phones.page)
    assert phones.errors == []
    await narrow(browser, demo)


async def start(people: People) -> None:
    """The one without an account shares the own contact; the secretary hears of it. A stranger is turned away."""
    await people.phone(UNBOUND).locator(".start").click()
    await people.sees(UNBOUND, "书记")
    await people.phone(UNBOUND).locator('.reply-keyboard [data-request="contact"]').click()
    await people.sees(UNBOUND, "绑定成功")
    await people.sees(SECRETARY, UNBOUND)
    await people.phone("路人").locator(".start").click()
    await people.phone("路人").locator('.reply-keyboard [data-request="contact"]').click()
    await people.sees("路人", "名册")
    await people.type(MEMBER, "/me")
    await people.sees(MEMBER, "第一中学党支部")


async def call(people: People) -> None:
    await people.press(SECRETARY, "召集会议")
    await people.press(SECRETARY, "支部党员大会")
    await people.sees(SECRETARY, "什么时候开")
    await people.type(SECRETARY, in_minutes(10))
    await people.press(SECRETARY, "发布")
    await people.sees(SECRETARY, "已发布")
    for name in (MEMBER, ELSEWHERE, UNBOUND):
        await people.sees(name, "请您参加会议")


async def check_in(people: People) -> None:
    """By button; by the code on the big screen; by the secretary for someone without a phone."""
    await people.press(MEMBER, "签到")
    await people.sees(MEMBER, "签到成功")
    await people.press(SECRETARY, "会场二维码")
    link = (await people.sees(SECRETARY, "/screen/board/")).locator("a").last
    await link.click()
    screen = people.page.frame_locator("#screen iframe")
    await expect(screen.locator("[data-qr] svg")).to_be_visible(timeout=PATIENCE)
    await expect(screen.locator("#present")).to_have_text("1", timeout=PATIENCE)
    await shot(people.page, "4-screen")
    await people.phone(UNBOUND).locator(".scan").click()
    await people.sees(UNBOUND, "签到成功")
    await expect(screen.locator("#present")).to_have_text("2", timeout=PATIENCE)
    await people.page.locator("#screen .screen-close").click()
    await people.press(SECRETARY, "到会人数")
    await people.sees(SECRETARY, "法定人数")
    await shot(people.page, "4-live")


async def ask(people: People) -> None:
    await people.type(MEMBER, "我们支部现在什么等级")
    answer = await people.sees(MEMBER, "92.6")
    await expect(answer).to_contain_text("好")
    await people.press(MEMBER, "历次等级")
    await people.sees(MEMBER, "78.5")
    await people.type(MEMBER, "what's our branch's current grade")
    await people.type(MEMBER, "支部有多少党员")
    await people.sees(MEMBER, "29")


async def rectify(people: People) -> None:
    """What is due soon is known; the owner hands in, the committee above looks and signs off, the owner hears of it."""
    await reminders_planned(people)
    await people.type(MEMBER, "/rectify")
    await people.press(MEMBER, PROBLEM)
    await people.press(MEMBER, "交材料")
    await people.sees(MEMBER, "请把文字、照片或文件发给我")
    await people.type(MEMBER, "灯已经换好，检查本挂在门后")
    await people.press(MEMBER, "交上去")
    await people.press(COMMITTEE, "看材料")
    await people.sees(COMMITTEE, "灯已经换好")
    await people.sees(COMMITTEE, "全部 1 件材料")
    await people.press(COMMITTEE, "销号")
    await people.press(COMMITTEE, "确定销号")
    await people.sees(MEMBER, "✓ 已销号，编号〔")


async def reminders_planned(people: People) -> None:
    """Of what is new within ten seconds; the list is made anew on the way back from the settings."""
    await people.type(MEMBER, "/reminders")
    async with asyncio.timeout(PATIENCE / 1000):
        while f"到期：{PROBLEM}" not in await (await people.sees(MEMBER, "接下来 14 天")).inner_text():
            await people.press(MEMBER, "提醒设置")
            await people.sees(MEMBER, "不想收到的种类")
            await people.press(MEMBER, "« 返回")


async def side_by_side(page: Page) -> None:
    """README's picture, docs/phones.png: a window wide enough for the first six."""
    await page.set_viewport_size({"width": 1920, "height": 900})
    await page.evaluate("for (const one of document.querySelectorAll('.messages')) one.scrollTop = one.scrollHeight")
    tops = [box["y"] for one in await page.locator(".phone").all() if (box := await one.bounding_box())]
    assert len(tops) == 6 + len(VOTERS)
    assert len(set(tops[:6])) == 1, "one row"
    await expect(page.locator(".toast")).to_have_count(0, timeout=PATIENCE)
    await page.mouse.move(5, 5)
    await page.evaluate("scrollTo(0, 0)")
    await page.evaluate("document.activeElement.blur()")
    await shot(page, "phones")


async def narrow(browser: Browser, demo: Demo) -> None:
    """360 px, dark: one phone at a time, nothing cut off."""
    phones = await open_phones(browser, demo.url, viewport={"width": 360, "height": 760}, color_scheme="dark")
    for name, id in demo.people.items():
        await phones.page.locator(f'[data-person="{id}"]').click()
        await expect(phones.page.locator(f'[data-phone="{id}"]')).to_be_visible()
        await no_overflow(phones.page)
        await shot(phones.page, f"7-narrow-{name}")
    assert phones.errors == []
