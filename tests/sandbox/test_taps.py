"""Taps on inline buttons and their answers."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.errors import PhoneError
from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Api, Clock, keyboard

STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def ask(api: Api, phone: Phone, *rows: list[tuple[str, str]], text: str = "会议") -> dict[str, Any]:
    sent: dict[str, Any] = await api.call("sendMessage", chat_id=phone.id, text=text, reply_markup=keyboard(*rows))
    return sent


async def query(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = (await api.updates(timeout=5))[-1]["callback_query"]
    return found


async def test_a_tap_reaches_the_bot_and_its_answer_the_phone(api: Api, started: Phone) -> None:
    sent = await ask(api, started, [("签到", "c:1"), ("请假", "l:1")])
    tapping = asyncio.create_task(started.tap("签到"))
    tapped = await query(api)
    assert tapped["data"] == "c:1"
    assert tapped["from"]["id"] == started.id
    assert tapped["message"] == sent
    assert await api.call("answerCallbackQuery", callback_query_id=tapped["id"], text="已签到", show_alert=True)
    assert await tapping == "已签到"
    assert started.toasts == ["已签到"]


async def test_an_answer_may_say_nothing(api: Api, started: Phone) -> None:
    await ask(api, started, [("签到", "c:1")])
    tapping = asyncio.create_task(started.tap("c:1"))
    await api.call("answerCallbackQuery", callback_query_id=(await query(api))["id"])
    assert await tapping is None
    assert started.toasts == []


async def test_a_tap_that_is_never_answered_says_so(api: Api, started: Phone) -> None:
    await ask(api, started, [("签到", "c:1")])
    with pytest.raises(TimeoutError, match="签到"):
        await started.tap("签到", timeout=0.05)


async def test_only_buttons_that_exist_can_be_tapped(api: Api, started: Phone) -> None:
    sent = await ask(api, started, [("签到", "c:1")])
    message = started.messages()[-1]
    with pytest.raises(PhoneError, match="没有"):
        started.press("投票")
    await api.call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="结束")
    with pytest.raises(PhoneError):
        started.press("签到")
    await api.call("deleteMessage", chat_id=started.id, message_id=sent["message_id"])
    with pytest.raises(PhoneError):
        started.press("签到", message=message)
    assert await api.updates() == []


async def test_the_newest_message_with_the_button_is_meant(api: Api, started: Phone) -> None:
    old = await ask(api, started, [("✅ 签到", "c:1")], text="旧")
    new = await ask(api, started, [("✅ 签到", "c:2"), ("✅ 签到说明", "h")], text="新")
    started.press("✅ 签到")
    assert (await query(api))["message"]["message_id"] == new["message_id"]
    started.press("说明")
    assert (await query(api))["data"] == "h"
    with pytest.raises(PhoneError, match="签到说明"):
        started.press("签")
    message = next(message for message in started.messages() if message.id == old["message_id"])
    started.press("签到", message=message)
    assert (await query(api))["data"] == "c:1"


async def test_an_id_is_good_for_one_answer(api: Api, started: Phone) -> None:
    await ask(api, started, [("签到", "c:1")])
    started.press("签到")
    tap_id = (await query(api))["id"]
    await api.call("answerCallbackQuery", callback_query_id=tap_id)
    assert await api.error("answerCallbackQuery", callback_query_id=tap_id) == STALE
    assert await api.error("answerCallbackQuery", callback_query_id="1") == STALE
    assert await api.error("answerCallbackQuery") == STALE


async def test_an_id_grows_too_old(api: Api, clock: Clock, started: Phone) -> None:
    await ask(api, started, [("签到", "c:1")])
    started.press("签到")
    tap_id = (await query(api))["id"]
    clock.now += 150
    assert await api.error("answerCallbackQuery", callback_query_id=tap_id) == STALE


async def test_a_long_answer_is_refused(api: Api, started: Phone) -> None:
    await ask(api, started, [("签到", "c:1")])
    started.press("签到")
    tap_id = (await query(api))["id"]
    fault = await api.error("answerCallbackQuery", callback_query_id=tap_id, text="党" * 201)
    assert fault == "Bad Request: MESSAGE_TOO_LONG"
