"""Both kinds of keyboard, ForceReply, and what Telegram refuses of them."""

from typing import Any

import pytest

from bot.sandbox.errors import PhoneError
from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Api, keyboard

CONTACT = {"text": "发我的号码", "request_contact": True}


def inline(button: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (inline({"text": "x", "callback_data": "党" * 22}), "BUTTON_DATA_INVALID"),
        (
            inline({"text": "x"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline({"callback_data": "x"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (inline({"text": "x", "callback_data": "x", "url": "https://a.org"}), "BUTTON_TYPE_INVALID"),
        (
            inline({"text": "x", "url": "ftp://a.org"}),
            "inline keyboard button URL 'ftp://a.org' is invalid: Unsupported URL protocol",
        ),
        (
            inline({"text": "x", "url": "http://localhost/x"}),
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}, "reply markup is too long"),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ([1], "object expected as reply markup"),
    ],
)
async def test_wrong_keyboards_are_refused(api: Api, started: Phone, markup: Any, description: str) -> None:
    fault = await api.error("sendMessage", chat_id=started.id, text="x", reply_markup=markup)
    assert fault == f"Bad Request: {description}"


async def test_64_bytes_of_data_are_taken(api: Api, started: Phone) -> None:
    data = "党" * 21 + "x"
    await api.call("sendMessage", chat_id=started.id, text="x", reply_markup=keyboard([("好", data)]))
    started.press(data)
    [update] = await api.updates()
    assert update["callback_query"]["data"] == data


async def test_a_key_sends_its_text_and_one_time_keyboards_go(api: Api, started: Phone) -> None:
    markup = {"keyboard": [["参加", "请假"], [CONTACT]], "one_time_keyboard": True}
    await api.call("sendMessage", chat_id=started.id, text="?", reply_markup=markup)
    assert await started.tap("请假") is None
    [update] = await api.updates()
    assert update["message"]["text"] == "请假"
    with pytest.raises(PhoneError, match="参加"):
        await started.tap("参加")


async def test_a_contact_key_shares_the_own_contact(api: Api, started: Phone) -> None:
    asked = await api.call("sendMessage", chat_id=started.id, text="?", reply_markup={"keyboard": [[CONTACT]]})
    await started.tap("发我的号码")
    [update] = await api.updates()
    contact = update["message"]["contact"]
    assert contact == {"phone_number": "8613900000001", "first_name": "王芳", "user_id": started.id}
    assert update["message"]["reply_to_message"]["message_id"] == asked["message_id"]


async def test_the_keyboard_is_removed(api: Api, started: Phone) -> None:
    await api.call("sendMessage", chat_id=started.id, text="?", reply_markup={"keyboard": [["参加"]]})
    await api.call("sendMessage", chat_id=started.id, text="!", reply_markup={"remove_keyboard": True})
    assert started.chat().reply_keyboard is None
    with pytest.raises(PhoneError):
        await started.tap("参加")


async def test_the_answer_to_force_reply_is_a_reply_once(api: Api, started: Phone) -> None:
    asked = await api.call("sendMessage", chat_id=started.id, text="理由?", reply_markup={"force_reply": True})
    await started.send("出差")
    await started.send("还有")
    first, second = await api.updates()
    assert first["message"]["reply_to_message"]["message_id"] == asked["message_id"]
    assert "reply_to_message" not in second["message"]


async def test_a_link_button_gives_its_address(api: Api, started: Phone) -> None:
    button = {"text": "打开大屏", "url": "http://127.0.0.1:8081/board/x"}
    await api.call("sendMessage", chat_id=started.id, text="x", reply_markup=inline(button))
    assert await started.tap("大屏") == "http://127.0.0.1:8081/board/x"
