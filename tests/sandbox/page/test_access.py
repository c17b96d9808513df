"""For everyone: keyboard alone, screen readers, narrow windows, both colours, both languages."""

from typing import Any

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, keyboard, picture
from tests.sandbox.page.browser import PhonesPage, open_phones
from tests.sandbox.page.conftest import Bot

NARROW: ViewportSize = {"width": 360, "height": 740}
LONG = "这是一段没有空格的很长的按钮文字，用来看它在很窄的手机上会不会自动换行而不是被切掉" * 2
NAMED = {
    "button",
    "link",
    "menuitem",
    "textbox",
    "combobox",
    "spinbutton",
    "Iframe",
    "image",
    "dialog",
    "region",
    "log",
}

TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((node) => {
    const box = node.getBoundingClientRect();
    const hidden = getComputedStyle(node).clipPath !== "none" || node.closest(".spoken, .people:not(:focus-within)");
    return box.width > 0 && !hidden && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map((node) => node.outerHTML.slice(0, 120))"""

TOO_SMALL = """() => [
    ...document.querySelectorAll("button:not(.link), select, textarea, a.key, a.download"),
].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height < 43.5;
}).map((node) => `${node.className} ${node.getBoundingClientRect().height}`)"""

CUT_OFF = """() => [...document.querySelectorAll("button, .bubble, h1, h2, p, label")].filter((node) =>
    node.clientWidth > 1 && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 3)
).map((node) => `${node.className} ${node.textContent.slice(0, 40)}`)"""

FAINT = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (node) => {
        for (let at = node; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (numbers(colour)[3] !== 0) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const words = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    return [...document.querySelectorAll("body *")].filter((node) => words(node) && node.checkVisibility() &&
        !node.closest(":disabled, option, noscript, script")).map((node) => {
        const [high, low] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
        return [(high + 0.05) / (low + 0.05), node.className, node.textContent.slice(0, 30)];
    }).filter(([ratio]) => ratio < 4.5);
}"""


async def fill(api: Api, telegram: Telegram, phone: Phone) -> None:
    """Everything that could be too wide, in one chat."""
    group = telegram.add_group("第一支部的大群", [phone])
    group.add_bot()
    days = [[(str(day), f"d{day}") for day in range(week, week + 7)] for week in range(1, 22, 7)]
    await api.call("sendMessage", chat_id=phone.id, text="选日期", reply_markup=keyboard(*days))
    await phone.send("https://example.org/" + "a" * 200)
    await phone.send_photo(picture(1600, 300))
    await phone.send_document("红星支部三会一课台账" * 6 + ".xlsx", b"x" * 2000)
    await phone.share_contact()
    buttons = keyboard([("会来", "y"), ("请假", "n")], [(LONG, "long"), ("短", "s")])
    await api.call("sendMessage", chat_id=phone.id, text="字" * 300 + "W" * 200, reply_markup=buttons)
    keys = {
        "keyboard": [[{"text": LONG}], [{"text": "Long unbroken" + "w" * 60}, {"text": "短"}]],
        "force_reply": False,
    }
    await api.call("sendMessage", chat_id=phone.id, text="请选", reply_markup=keys)
    await api.call("setMyCommands", commands=[{"command": "meeting", "description": LONG}])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_nothing_is_too_wide_too_small_cut_off_or_faint(
    browser: Browser, api: Api, telegram: Telegram, started: Phone, li: Phone, theme: Any, language: str
) -> None:
    await fill(api, telegram, started)
    phones = await open_phones(browser, telegram.url, language, viewport=NARROW, color_scheme=theme)
    await phones.of(started).locator(".photo img").wait_for()
    for stage in ("chat", "menu", "dialog", "other phone"):
        if stage == "menu":
            await phones.of(started).locator(".commands").click()
        if stage == "dialog":
            await phones.page.keyboard.press("Escape")
            await phones.attach(started, "location")
        if stage == "other phone":
            await phones.page.keyboard.press("Escape")
            await phones.choose(li)
            await expect(phones.of(started)).to_be_hidden()
        assert await phones.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"], stage
        for fault in (TOO_WIDE, TOO_SMALL, CUT_OFF, FAINT):
            assert await phones.page.evaluate(fault) == [], stage
    await phones.page.close()
    assert phones.errors == []


async def unnamed(phones: PhonesPage) -> list[Any]:
    """Roles of what a screen reader would announce without a name."""
    session = await phones.page.context.new_cdp_session(phones.page)
    tree = await session.send("Accessibility.getFullAXTree")
    nodes = [node for node in tree["nodes"] if not node["ignored"] and node["role"]["value"] in NAMED]
    assert len(nodes) >= 5
    return [node["role"] for node in nodes if not node.get("name", {}).get("value")]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_everything_has_a_name_for_a_screen_reader(
    browser: Browser, api: Api, telegram: Telegram, started: Phone, li: Phone, language: str
) -> None:
    await fill(api, telegram, started)
    phones = await open_phones(browser, telegram.url, language, viewport={"width": 1280, "height": 800})
    assert await unnamed(phones) == []
    await phones.of(started).locator(".attach").click()
    assert await unnamed(phones) == []
    await phones.of(started).locator('[data-attach="location"]').click()
    assert await unnamed(phones) == []
    for landmark in ("banner", "main", "navigation"):
        await expect(phones.page.get_by_role(landmark, include_hidden=True).first).to_have_count(1)
    await phones.page.close()


async def test_a_whole_path_with_the_keyboard_alone(phones: PhonesPage, api: Api, bot: Bot, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="大会", reply_markup=keyboard([("签到", "in")]))
    await phones.message(started, sent["message_id"]).wait_for()
    press = phones.page.keyboard.press
    await phones.page.locator("#theme").focus()
    for target in (f'[data-person="{started.id}"]', ".phone-more", ".scan", ".messages", '[data-callback="in"]'):
        for _ in range(3):
            await press("Tab")
            if await phones.page.evaluate("(target) => document.activeElement.matches(target)", target):
                break
        assert await phones.page.evaluate("(target) => document.activeElement.matches(target)", target), target
    await press("Enter")
    assert (await bot.hear())["callback_query"]["data"] == "in"
    await press("Tab")
    await expect(phones.of(started).locator("textarea")).to_be_focused()
    await expect(phones.page.locator(":focus")).to_have_accessible_name("给“支部助手”写消息")
    await phones.page.keyboard.type("第一行")
    await press("Shift+Enter")
    await phones.page.keyboard.type("第二行")
    await press("Enter")
    assert (await bot.hear())["message"]["text"] == "第一行\n第二行"
    await press("Tab")
    await press("Tab")
    await press("Enter")
    await press("ArrowUp")
    await press("ArrowUp")
    await expect(phones.page.locator(":focus")).to_have_attribute("data-attach", "voice")
    await press("Escape")
    await expect(phones.of(started).locator(".attach")).to_be_focused()
    await phones.of(started).locator(".messages").focus()
    await press("ArrowUp")
    await expect(phones.page.locator(":focus")).to_have_class("more")
    await press("Enter")
    await press("Enter")
    await expect(phones.of(started).locator(".replying")).to_contain_text("第一行")
    await press("Escape")
    await expect(phones.of(started).locator(".replying")).to_be_hidden()


async def test_a_narrow_window_tells_who_has_something_new(
    browser: Browser, api: Api, telegram: Telegram, started: Phone, li: Phone
) -> None:
    phones = await open_phones(browser, telegram.url, viewport=NARROW)
    await phones.choose(li)
    await expect(phones.of(started)).to_be_hidden()
    await api.call("sendMessage", chat_id=started.id, text="通知")
    tab = phones.page.locator(f'[data-person="{started.id}"]')
    await expect(tab).to_have_accessible_name("王芳 1 条新消息")
    await tab.click()
    await expect(tab).to_have_attribute("aria-current", "true")
    await expect(phones.of(started).locator(".messages")).to_contain_text("通知")
    await expect(tab).to_have_accessible_name("王芳")
    await phones.page.close()


async def test_both_languages_say_everything_and_the_choice_is_kept(
    phones: PhonesPage, telegram: Telegram, started: Phone
) -> None:
    differences = """async () => {
        const { TEXTS } = await import("/page/text.js");
        const blanks = (text) => [...text.matchAll(/\\{\\w+\\}/g)].map(String).sort().join();
        const keys = [...new Set([...Object.keys(TEXTS.zh), ...Object.keys(TEXTS.en)])];
        const same = (key) => key in TEXTS.zh && key in TEXTS.en && blanks(TEXTS.zh[key]) === blanks(TEXTS.en[key]);
        return keys.filter((key) => !same(key));
    }"""
    assert await phones.page.evaluate(differences) == []
    await phones.of(started).locator("textarea").fill("没写完")
    zhao = telegram.add_user("赵", note="退休 / retired")
    await expect(phones.of(zhao).locator(".owner p")).to_have_text("退休")
    await phones.page.locator("#language").click()
    await expect(phones.of(zhao).locator(".owner p")).to_have_text("retired")
    await expect(phones.of(started).locator(".attach")).to_have_text("Attach")
    await expect(phones.of(started).locator("textarea")).to_have_value("没写完")
    await phones.page.locator("#theme").click()
    await phones.page.reload()
    await expect(phones.of(started).locator(".attach")).to_have_text("Attach")
    await expect(phones.page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(phones.page.locator("html")).to_have_attribute("lang", "en")


async def test_a_lost_connection_is_told_and_mended(
    phones: PhonesPage, api: Api, telegram: Telegram, started: Phone
) -> None:
    port = int(telegram.url.rpartition(":")[2])
    await telegram.stop()
    await expect(phones.page.locator("#connection")).to_contain_text("连接断开了")
    await started.send("断开时写的")
    await telegram.start(port=port)
    await expect(phones.page.locator("#connection")).to_be_empty(timeout=15_000)
    await expect(phones.of(started).locator(".messages")).to_contain_text("断开时写的")
    phones.errors.clear()


async def test_a_window_made_narrow_keeps_the_head_of_the_phone(phones: PhonesPage, api: Api, started: Phone) -> None:
    for number in range(12):
        await api.call("sendMessage", chat_id=started.id, text=f"第 {number} 条\n" * 6)
    phone = phones.of(started)
    await expect(phone.locator(".messages")).to_contain_text("第 11 条")
    await phone.locator("textarea").click()
    await phones.page.set_viewport_size(NARROW)
    await phones.choose(started)
    moved = await phone.evaluate(
        "(node) => { node.scrollTop = 400; return node.scrollTop + node.querySelector('.stage').scrollTop; }"
    )
    assert moved == 0
    assert await phone.evaluate("(node) => node.scrollHeight - node.clientHeight") <= 0
    await expect(phone.locator(".phone-head")).to_be_in_viewport(ratio=1)
    await expect(phone.locator(".composer")).to_be_in_viewport(ratio=1)
