"""Both keyboards, taps and their answers, forced replies, commands and links."""

from playwright.async_api import expect

from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Api, keyboard
from tests.sandbox.page.browser import PhonesPage
from tests.sandbox.page.conftest import Bot


async def test_a_tap_reaches_the_bot_and_its_answers_are_shown(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone
) -> None:
    markup = keyboard([("签到", "in"), ("请假", "leave")])
    sent = await api.call("sendMessage", chat_id=started.id, text="大会", reply_markup=markup)
    shown = phones.message(started, sent["message_id"])
    await shown.locator('[data-callback="in"]').click()
    tap = (await bot.hear())["callback_query"]
    assert tap["data"] == "in"
    assert tap["message"]["message_id"] == sent["message_id"]
    await api.call("answerCallbackQuery", callback_query_id=tap["id"], text="已签到")
    await expect(phones.of(started).get_by_role("status")).to_contain_text("已签到")
    await shown.locator('[data-callback="leave"]').click()
    tap = (await bot.hear())["callback_query"]
    await api.call("answerCallbackQuery", callback_query_id=tap["id"], text="请先说明原因", show_alert=True)
    dialog = phones.page.locator("dialog.alert")
    await expect(dialog).to_contain_text("请先说明原因")
    await phones.page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)


async def test_an_edit_keeps_the_focus_on_the_button_in_the_same_place(
    phones: PhonesPage, api: Api, started: Phone
) -> None:
    sent = await api.call(
        "sendMessage", chat_id=started.id, text="1", reply_markup=keyboard([("一", "1"), ("二", "2")])
    )
    where = {"chat_id": started.id, "message_id": sent["message_id"]}
    await phones.of(started).locator('[data-callback="2"]').focus()
    changed = keyboard([("一", "1"), ("✓ 二", "2b")])
    await api.call("editMessageReplyMarkup", **where, reply_markup=changed)
    await expect(phones.of(started).locator('[data-callback="2b"]')).to_be_focused()
    await api.call("editMessageText", **where, text="完成")
    await expect(phones.message(started, sent["message_id"]).locator("[data-callback]")).to_have_count(0)


async def test_the_keyboard_below_sends_text_contact_and_place(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone
) -> None:
    keys = [
        [{"text": "下一次会议"}],
        [{"text": "我的手机号", "request_contact": True}, {"text": "我的位置", "request_location": True}],
    ]
    markup = {"keyboard": keys, "input_field_placeholder": "请选一项"}
    await api.call("sendMessage", chat_id=started.id, text="选", reply_markup=markup)
    below = phones.of(started).locator(".reply-keyboard")
    await expect(phones.of(started).locator("textarea")).to_have_attribute("placeholder", "请选一项")
    await below.locator('[data-key="下一次会议"]').click()
    assert (await bot.hear())["message"]["text"] == "下一次会议"
    await below.locator('[data-request="contact"]').click()
    assert (await bot.hear())["message"]["contact"]["user_id"] == started.id
    await below.locator('[data-request="location"]').click()
    await phones.page.locator("dialog.place .primary").click()
    assert "live_period" not in (await bot.hear())["message"]["location"]
    await phones.of(started).locator(".fold").click()
    await expect(below).to_be_hidden()
    await api.call("sendMessage", chat_id=started.id, text="好", reply_markup={"remove_keyboard": True})
    await expect(phones.of(started).locator(".fold")).to_be_hidden()


async def test_a_keyboard_for_one_use_goes_and_leaves_the_focus_in_the_text(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone
) -> None:
    markup = {"keyboard": [[{"text": "好的"}]], "one_time_keyboard": True}
    await api.call("sendMessage", chat_id=started.id, text="选", reply_markup=markup)
    await phones.of(started).locator('[data-key="好的"]').click()
    assert (await bot.hear())["message"]["text"] == "好的"
    await expect(phones.of(started).locator(".reply-keyboard")).to_have_count(0)
    await expect(phones.of(started).locator("textarea")).to_be_focused()


async def test_a_forced_reply_is_quoted_and_waits_for_the_text(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone, li: Phone
) -> None:
    await phones.of(started).locator(".messages").click()
    sent = await api.call("sendMessage", chat_id=started.id, text="请写原因", reply_markup={"force_reply": True})
    await expect(phones.of(started).locator(".replying")).to_contain_text("请写原因")
    await expect(phones.of(started).locator("textarea")).to_be_focused()
    await phones.page.keyboard.type("出差")
    await phones.page.keyboard.press("Enter")
    answer = (await bot.hear())["message"]
    assert (answer["text"], answer["reply_to_message"]["message_id"]) == ("出差", sent["message_id"])
    await expect(phones.of(started).locator(".replying")).to_be_hidden()
    await phones.of(li).locator(".start").focus()
    await api.call("sendMessage", chat_id=started.id, text="再写一次", reply_markup={"force_reply": True})
    await expect(phones.of(started).locator(".replying")).to_contain_text("再写一次")
    await expect(phones.of(li).locator(".start")).to_be_focused()


async def test_commands_are_offered_with_what_they_do(phones: PhonesPage, api: Api, bot: Bot, started: Phone) -> None:
    await api.call("setMyCommands", commands=[{"command": "me", "description": "我的记录"}])
    await phones.of(started).locator(".commands").click()
    item = phones.of(started).locator('[data-command="/me"]')
    await expect(item).to_contain_text("我的记录")
    await item.click()
    assert (await bot.hear())["message"]["text"] == "/me"


async def test_a_link_button_of_telegram_is_opened_on_this_phone(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone
) -> None:
    url = "https://t.me/branch_bot?start=abc"
    markup = {"inline_keyboard": [[{"text": "打开", "url": url}]]}
    await api.call("sendMessage", chat_id=started.id, text="链接", reply_markup=markup)
    await phones.of(started).locator(f'[data-url="{url}"]').click()
    assert (await bot.hear())["message"]["text"] == "/start abc"


async def test_a_refusal_is_told_and_the_text_comes_back(phones: PhonesPage, started: Phone) -> None:
    field = phones.of(started).locator("textarea")
    await expect(field).to_be_visible()
    await phones.page.route("**/send", lambda route: route.fulfill(status=400, json={"ok": False, "error": "太忙"}))
    await field.fill("写了很久的话")
    await field.press("Enter")
    await expect(phones.of(started).locator(".toast")).to_contain_text("没有成功：太忙")
    await expect(field).to_have_value("写了很久的话")
    assert len(phones.errors) == 1
    phones.errors.clear()


async def test_a_button_that_copies_fills_the_clipboard_and_says_so(
    phones: PhonesPage, api: Api, started: Phone
) -> None:
    url = "https://t.me/branch_bot?start=abc"
    markup = {"inline_keyboard": [[{"text": "复制链接", "copy_text": {"text": url}}]]}
    await phones.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await api.call("sendMessage", chat_id=started.id, text="链接", reply_markup=markup)
    await phones.of(started).get_by_role("button", name="复制链接").click()
    await expect(phones.of(started).locator(".toast")).to_contain_text(f"已复制：{url}")
    assert await phones.page.evaluate("navigator.clipboard.readText()") == url


async def test_a_browser_that_forbids_copying_shows_the_text(phones: PhonesPage, api: Api, started: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "复制链接", "copy_text": {"text": "https://t.me/x"}}]]}
    await phones.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    await api.call("sendMessage", chat_id=started.id, text="链接", reply_markup=markup)
    await phones.of(started).get_by_role("button", name="复制链接").click()
    await expect(phones.of(started).locator(".toast")).to_contain_text("请手动选中这段文字：https://t.me/x")
