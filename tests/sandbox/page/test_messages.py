"""What a phone shows of a chat, and what its owner sends."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, expect

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, picture
from tests.sandbox.page.browser import Desk, open_desk
from tests.sandbox.page.conftest import Bot

SCROLLED_UP = """() => [...document.querySelectorAll(".messages")]
    .some((list) => list.scrollHeight - list.scrollTop - list.clientHeight > 300)"""


async def test_text_with_its_entities_is_shown_and_never_taken_for_markup(desk: Desk, api: Api, started: Phone) -> None:
    text = "您好\n<img src=x onerror=alert(1)> 看 https://t.me/branch_bot?start=a 。"
    bold = [{"type": "bold", "offset": 0, "length": 2}]
    sent = await api.call("sendMessage", chat_id=started.id, text=text, entities=bold)
    shown = desk.message(started, sent["message_id"])
    await expect(shown.locator(".text")).to_have_text(text, use_inner_text=True)
    await expect(shown.locator("strong")).to_have_text("您好")
    await expect(shown.locator("img")).to_have_count(0)
    await expect(shown.locator("[data-url]")).to_have_text("https://t.me/branch_bot?start=a")


async def test_replies_edits_protection_and_deletion(desk: Desk, api: Api, started: Phone) -> None:
    own = started.messages()[-1]
    sent = await api.call(
        "sendMessage",
        chat_id=started.id,
        text="收到",
        protect_content=True,
        reply_parameters={"message_id": own.id},
    )
    shown = desk.message(started, sent["message_id"])
    await expect(shown.locator(".quote")).to_contain_text("/start")
    await expect(shown.locator(".lock")).to_contain_text("不能转发或保存")
    await api.call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="改好了")
    await expect(shown.locator(".text")).to_have_text("改好了")
    await expect(shown.locator(".edited")).to_be_visible()
    await shown.locator(".more").click()
    await expect(shown.locator('[data-do="forward"]')).to_be_disabled()
    await desk.page.keyboard.press("Escape")
    await api.call("deleteMessage", chat_id=started.id, message_id=sent["message_id"])
    await expect(shown).to_have_count(0)


async def test_a_long_quote_ends_with_an_ellipsis(desk: Desk, api: Api, started: Phone) -> None:
    long = await api.call("sendMessage", chat_id=started.id, text="请大家准时到会议室开会，" * 12)
    sent = await api.call(
        "sendMessage", chat_id=started.id, text="收到", reply_parameters={"message_id": long["message_id"]}
    )
    words = desk.message(started, sent["message_id"]).locator(".quote span").last
    cut = "one => [getComputedStyle(one).webkitLineClamp, one.scrollHeight > one.clientHeight]"
    assert await words.evaluate(cut) == ["2", True]


async def test_everything_that_can_be_attached(desk: Desk, bot: Bot, started: Phone, li: Phone) -> None:
    await desk.attach(started, "contact")
    assert (await bot.hear())["message"]["contact"]["user_id"] == started.id
    await desk.attach(started, "other")
    await desk.page.locator("dialog.choose").get_by_text("李强").click()
    assert (await bot.hear())["message"]["contact"]["user_id"] == li.id
    await desk.attach(started, "live")
    await desk.page.locator("dialog [name=latitude]").fill("30.25")
    await desk.page.locator("dialog [name=longitude]").fill("120.125")
    await desk.page.locator("dialog .primary").click()
    place = (await bot.hear())["message"]["location"]
    assert (place["latitude"], place["longitude"], place["live_period"]) == (30.25, 120.125, 900)
    await desk.attach(started, "sticker")
    assert "sticker" in (await bot.hear())["message"]
    await desk.attach(started, "voice")
    assert "voice" in (await bot.hear())["message"]
    for kind in (".contact", ".place", ".sticker", ".voice"):
        await expect(desk.of(started).locator(kind).first).to_be_visible()


async def test_files_go_up_and_come_down(desk: Desk, api: Api, bot: Bot, started: Phone, tmp_path: Path) -> None:
    image = tmp_path / "主题党日.png"
    image.write_bytes(picture())
    for way in ("document", "photo"):
        async with desk.page.expect_file_chooser() as chooser:
            await desk.attach(started, way)
        await (await chooser.value).set_files(image)
        assert way in (await bot.hear())["message"]
    photo = desk.of(started).locator(".photo img")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 120
    chip = desk.of(started).locator(".download")
    await expect(chip).to_contain_text("主题党日.png")
    async with desk.page.expect_download() as download:
        await chip.click()
    saved = tmp_path / "saved.png"
    await (await download.value).save_as(saved)
    assert saved.read_bytes() == picture()


async def test_forwarding_into_a_group_that_the_phone_also_has(
    desk: Desk, api: Api, telegram: Telegram, started: Phone, li: Phone
) -> None:
    group = telegram.add_group("第一支部", [started, li])
    group.add_bot()
    sent = await api.call("sendMessage", chat_id=started.id, text="通知")
    await desk.page.reload()
    shown = desk.message(started, sent["message_id"])
    await shown.locator(".more").click()
    await shown.locator('[data-do="forward"]').click()
    await desk.page.locator("dialog.choose").get_by_text("第一支部").click()
    await desk.of(started).locator("select.chats").select_option(label="第一支部")
    await expect(desk.of(started).locator(".forwarded")).to_contain_text("支部助手")
    await expect(desk.of(started).get_by_role("log")).to_have_accessible_name("王芳与“第一支部”的聊天")


async def test_a_reader_who_scrolled_up_stays_there(desk: Desk, api: Api, started: Phone) -> None:
    for number in range(12):
        await api.call("sendMessage", chat_id=started.id, text=f"第 {number} 条\n" * 4)
    log = desk.of(started).locator(".messages")
    await expect(log).to_contain_text("第 11 条")
    away = "(list) => list.scrollHeight - list.scrollTop - list.clientHeight"
    assert await log.evaluate(away) < 2
    await log.hover()
    await desk.page.mouse.wheel(0, -400)
    await desk.page.wait_for_function(SCROLLED_UP)
    top = await log.evaluate("(list) => list.scrollTop")
    await api.call("sendMessage", chat_id=started.id, text="最新")
    await desk.of(started).locator(".newest").click()
    assert top > 0
    assert await log.evaluate(away) < 2
    await expect(desk.of(started).locator(".newest")).to_be_hidden()


async def test_typing_is_shown(desk: Desk, api: Api, started: Phone) -> None:
    await api.call("sendChatAction", chat_id=started.id, action="typing")
    await expect(desk.of(started).locator(".typing")).to_have_text("正在输入……")
    await api.call("sendMessage", chat_id=started.id, text="好了")
    await expect(desk.of(started).locator(".typing")).to_have_count(0)


async def test_starting_blocking_and_unblocking(desk: Desk, bot: Bot, li: Phone) -> None:
    phone = desk.of(li)
    await phone.locator(".start").click()
    assert (await bot.hear())["message"]["text"] == "/start"
    await expect(phone.locator("textarea")).to_be_visible()
    await phone.locator(".phone-more").click()
    await phone.locator('[data-do="block"]').click()
    assert (await bot.hear())["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await phone.locator(".unblock").click()
    assert (await bot.hear())["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_times_are_shown_in_the_zone_that_the_server_names(
    browser: Browser, api: Api, telegram: Telegram, started: Phone
) -> None:
    telegram.zone = "Asia/Shanghai"
    sent = await api.call("sendMessage", chat_id=started.id, text="几点了")
    there = datetime.fromtimestamp(sent["date"], ZoneInfo("Asia/Shanghai"))
    desk = await open_desk(browser, telegram.url, timezone_id="America/New_York")
    shown = desk.message(started, sent["message_id"])
    await expect(shown.locator("time")).to_have_text(f"{there:%H:%M}")
    await desk.page.close()
