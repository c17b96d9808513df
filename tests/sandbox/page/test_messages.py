"""What a phone shows of a chat, and what its owner sends."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, expect

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, picture
from tests.sandbox.page.browser import PhonesPage, open_phones
from tests.sandbox.page.conftest import Bot

SCROLLED_UP = """() => [...document.querySelectorAll(".messages")]
    .some((list) => list.scrollHeight - list.scrollTop - list.clientHeight > 300)"""


async def test_text_with_its_entities_is_shown_and_never_taken_for_markup(
    phones: PhonesPage, api: Api, started: Phone
) -> None:
    text = "您好\n<img src=x onerror=alert(1)> 看 https://t.me/branch_bot?start=a 。"
    bold = [{"type": "bold", "offset": 0, "length": 2}]
    sent = await api.call("sendMessage", chat_id=started.id, text=text, entities=bold)
    shown = phones.message(started, sent["message_id"])
    await expect(shown.locator(".text")).to_have_text(text, use_inner_text=True)
    await expect(shown.locator("strong")).to_have_text("您好")
    await expect(shown.locator("img")).to_have_count(0)
    await expect(shown.locator("[data-url]")).to_have_text("https://t.me/branch_bot?start=a")


async def test_replies_edits_protection_and_deletion(phones: PhonesPage, api: Api, started: Phone) -> None:
    own = started.messages()[-1]
    sent = await api.call(
        "sendMessage",
        chat_id=started.id,
        text="收到",
        protect_content=True,
        reply_parameters={"message_id": own.id},
    )
    shown = phones.message(started, sent["message_id"])
    await expect(shown.locator(".quote")).to_contain_text("/start")
    await expect(shown.locator(".lock")).to_contain_text("不能转发或保存")
    await api.call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="改好了")
    await expect(shown.locator(".text")).to_have_text("改好了")
    await expect(shown.locator(".edited")).to_be_visible()
    await shown.locator(".more").click()
    await expect(shown.locator('[data-do="forward"]')).to_be_disabled()
    await phones.page.keyboard.press("Escape")
    await api.call("deleteMessage", chat_id=started.id, message_id=sent["message_id"])
    await expect(shown).to_have_count(0)


async def test_a_long_quote_ends_with_an_ellipsis(phones: PhonesPage, api: Api, started: Phone) -> None:
    long = await api.call("sendMessage", chat_id=started.id, text="请大家准时到会议室开会，" * 12)
    sent = await api.call(
        "sendMessage", chat_id=started.id, text="收到", reply_parameters={"message_id": long["message_id"]}
    )
    words = phones.message(started, sent["message_id"]).locator(".quote span").last
    cut = "one => [getComputedStyle(one).webkitLineClamp, one.scrollHeight > one.clientHeight]"
    assert await words.evaluate(cut) == ["2", True]


async def test_everything_that_can_be_attached(phones: PhonesPage, bot: Bot, started: Phone, li: Phone) -> None:
    await phones.attach(started, "contact")
    assert (await bot.hear())["message"]["contact"]["user_id"] == started.id
    await phones.attach(started, "other")
    await phones.page.locator("dialog.choose").get_by_text("李强").click()
    assert (await bot.hear())["message"]["contact"]["user_id"] == li.id
    await phones.attach(started, "live")
    await phones.page.locator("dialog [name=latitude]").fill("30.25")
    await phones.page.locator("dialog [name=longitude]").fill("120.125")
    await phones.page.locator("dialog .primary").click()
    place = (await bot.hear())["message"]["location"]
    assert (place["latitude"], place["longitude"], place["live_period"]) == (30.25, 120.125, 900)
    await phones.attach(started, "sticker")
    assert "sticker" in (await bot.hear())["message"]
    await phones.attach(started, "voice")
    assert "voice" in (await bot.hear())["message"]
    for kind in (".contact", ".place", ".sticker", ".voice"):
        await expect(phones.of(started).locator(kind).first).to_be_visible()


async def test_files_go_up_and_come_down(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone, tmp_path: Path
) -> None:
    image = tmp_path / "主题党日.png"
    image.write_bytes(picture())
    for way in ("document", "photo"):
        async with phones.page.expect_file_chooser() as chooser:
            await phones.attach(started, way)
        await (await chooser.value).set_files(image)
        assert way in (await bot.hear())["message"]
    photo = phones.of(started).locator(".photo img")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 120
    chip = phones.of(started).locator(".download")
    await expect(chip).to_contain_text("主题党日.png")
    async with phones.page.expect_download() as download:
        await chip.click()
    saved = tmp_path / "saved.png"
    await (await download.value).save_as(saved)
    assert saved.read_bytes() == picture()


async def test_forwarding_into_a_group_that_the_phone_also_has(
    phones: PhonesPage, api: Api, telegram: Telegram, started: Phone, li: Phone
) -> None:
    group = telegram.add_group("第一支部", [started, li])
    group.add_bot()
    sent = await api.call("sendMessage", chat_id=started.id, text="通知")
    await phones.page.reload()
    shown = phones.message(started, sent["message_id"])
    await shown.locator(".more").click()
    await shown.locator('[data-do="forward"]').click()
    await phones.page.locator("dialog.choose").get_by_text("第一支部").click()
    await phones.of(started).locator("select.chats").select_option(label="第一支部")
    await expect(phones.of(started).locator(".forwarded")).to_contain_text("支部助手")
    await expect(phones.of(started).get_by_role("log")).to_have_accessible_name("王芳与“第一支部”的聊天")


async def test_a_reader_who_scrolled_up_stays_there(phones: PhonesPage, api: Api, started: Phone) -> None:
    for number in range(12):
        await api.call("sendMessage", chat_id=started.id, text=f"第 {number} 条\n" * 4)
    log = phones.of(started).locator(".messages")
    await expect(log).to_contain_text("第 11 条")
    away = "(list) => list.scrollHeight - list.scrollTop - list.clientHeight"
    assert await log.evaluate(away) < 2
    await log.hover()
    await phones.page.mouse.wheel(0, -400)
    await phones.page.wait_for_function(SCROLLED_UP)
    top = await log.evaluate("(list) => list.scrollTop")
    await api.call("sendMessage", chat_id=started.id, text="最新")
    await phones.of(started).locator(".newest").click()
    assert top > 0
    assert await log.evaluate(away) < 2
    await expect(phones.of(started).locator(".newest")).to_be_hidden()


async def test_typing_is_shown(phones: PhonesPage, api: Api, started: Phone) -> None:
    await api.call("sendChatAction", chat_id=started.id, action="typing")
    await expect(phones.of(started).locator(".typing")).to_have_text("正在输入……")
    await api.call("sendMessage", chat_id=started.id, text="好了")
    await expect(phones.of(started).locator(".typing")).to_have_count(0)


async def test_starting_blocking_and_unblocking(phones: PhonesPage, bot: Bot, li: Phone) -> None:
    phone = phones.of(li)
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
    phones = await open_phones(browser, telegram.url, timezone_id="America/New_York")
    shown = phones.message(started, sent["message_id"])
    await expect(shown.locator("time")).to_have_text(f"{there:%H:%M}")
    await phones.page.close()
