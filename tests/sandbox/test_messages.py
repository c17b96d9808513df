"""Sending, editing and deleting, with Telegram's own refusals."""

from typing import Any

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.waiting import wait_until
from tests.sandbox.conftest import Api, Clock, keyboard, picture

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_a_message_arrives_and_is_returned(api: Api, clock: Clock, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="  开会了  ")
    assert sent["text"] == "开会了"
    assert sent["from"] == {"id": 4242, "is_bot": True, "first_name": "支部助手", "username": "branch_bot"}
    assert sent["chat"] == {"id": started.id, "type": "private", "first_name": "王芳", "username": "wangfang"}
    assert sent["date"] == clock.now
    assert started.messages()[-1].raw == sent


async def test_numbers_of_messages_grow(api: Api, started: Phone) -> None:
    first = await api.call("sendMessage", chat_id=started.id, text="一")
    second = await api.call("sendMessage", chat_id=started.id, text="二")
    assert second["message_id"] == first["message_id"] + 1


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: message text is empty"),
        ({}, "Bad Request: message text is empty"),
        ({"text": "x", "parse_mode": "Word"}, "Bad Request: unsupported parse_mode"),
        ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "x", "chat_id": 12345}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "党委"}, "Bad Request: chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "Bad Request: message to be replied not found"),
        ({"text": "x", "reply_parameters": {}}, 'Bad Request: can\'t find field "message_id"'),
        ({"text": "x", "colour": "red"}, "Bad Request: method sendMessage has no parameter colour"),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply markup JSON object"),
        ({"text": "x", "message_thread_id": 5}, "Bad Request: message thread not found"),
        ({"text": "x", "business_connection_id": "b"}, "Bad Request: business connection not found"),
        (
            {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
            "Bad Request: entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
            "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        ({"text": "x", "entities": [5]}, "Bad Request: can't parse entities: expected an Array of Objects"),
        ({"text": 7}, 'Bad Request: field "text" must be of type String'),
        ({"text": "x", "protect_content": 7}, 'Bad Request: field "protect_content" must be of type Boolean'),
    ],
)
async def test_wrong_messages_are_refused_and_not_sent(
    api: Api, started: Phone, params: dict[str, Any], description: str
) -> None:
    before = started.messages()
    assert await api.error("sendMessage", **{"chat_id": started.id, **params}) == description
    assert started.messages() == before


async def test_the_longest_text_is_taken(api: Api, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="党" * 4096)
    assert len(sent["text"]) == 4096


async def test_an_edit_replaces_text_and_buttons(api: Api, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="旧", reply_markup=keyboard([("好", "y")]))
    where = {"chat_id": started.id, "message_id": sent["message_id"]}
    edited = await api.call("editMessageText", **where, text="<b>新</b>", parse_mode="HTML")
    assert edited["text"] == "新"
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert "reply_markup" not in edited
    assert edited["edit_date"]
    assert started.messages()[-1].raw == edited
    assert "entities" not in await api.call("editMessageText", **where, text="新的")
    buttons = await api.call("editMessageReplyMarkup", **where, reply_markup=keyboard([("行", "n")]))
    assert started.messages()[-1].button_texts == ["行"]
    assert buttons["text"] == "新的"


async def test_an_edit_that_changes_nothing_is_refused(api: Api, started: Phone) -> None:
    markup = keyboard([("好", "y")])
    sent = await api.call("sendMessage", chat_id=started.id, text="同", reply_markup=markup)
    where = {"chat_id": started.id, "message_id": sent["message_id"]}
    assert await api.error("editMessageText", **where, text="同", reply_markup=markup) == NOT_MODIFIED
    assert await api.error("editMessageReplyMarkup", **where, reply_markup=markup) == NOT_MODIFIED
    await api.call("editMessageText", **where, text="同")
    assert await api.error("editMessageReplyMarkup", **where) == NOT_MODIFIED


async def test_only_own_messages_without_other_keyboards_are_edited(api: Api, started: Phone) -> None:
    theirs = await started.send("我的话")
    fault = "Bad Request: message can't be edited"
    assert await api.error("editMessageText", chat_id=started.id, message_id=theirs.id, text="x") == fault
    asked = await api.call("sendMessage", chat_id=started.id, text="?", reply_markup={"force_reply": True})
    where = {"chat_id": started.id, "message_id": asked["message_id"]}
    assert await api.error("editMessageText", **where, text="x") == fault


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("editMessageText", {"message_id": 999, "text": "x"}, "Bad Request: message to edit not found"),
        ("editMessageText", {"text": "x"}, "Bad Request: message identifier is not specified"),
        (
            "editMessageText",
            {"message_id": "一", "text": "x"},
            'Bad Request: field "message_id" must be of type Number',
        ),
        ("editMessageText", {"message_id": 2, "text": "x" * 4097}, "Bad Request: message is too long"),
        ("editMessageCaption", {"message_id": 2}, "Bad Request: there is no caption in the message to edit"),
        (
            "editMessageReplyMarkup",
            {"message_id": 2, "reply_markup": {"force_reply": True}},
            "Bad Request: inline keyboard expected",
        ),
        ("deleteMessage", {"message_id": 999}, "Bad Request: message to delete not found"),
    ],
)
async def test_wrong_edits_are_refused(
    api: Api, started: Phone, method: str, params: dict[str, Any], description: str
) -> None:
    await api.call("sendMessage", chat_id=started.id, text="原来")
    assert await api.error(method, chat_id=started.id, **params) == description
    assert started.messages()[-1].text == "原来"


async def test_messages_are_deleted_for_everyone(api: Api, clock: Clock, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="删")
    theirs = await started.send("我的话")
    assert await api.call("deleteMessage", chat_id=started.id, message_id=sent["message_id"])
    assert await api.call("deleteMessages", chat_id=started.id, message_ids=[theirs.id, 999])
    assert [message.text for message in started.messages()] == ["/start"]
    fault = "Bad Request: message to delete not found"
    assert await api.error("deleteMessage", chat_id=started.id, message_id=sent["message_id"]) == fault
    old = await api.call("sendMessage", chat_id=started.id, text="旧")
    clock.now += 48 * 3600 + 1
    fault = "Bad Request: message can't be deleted for everyone"
    assert await api.error("deleteMessage", chat_id=started.id, message_id=old["message_id"]) == fault


async def test_a_reply_brings_the_buttons_of_what_it_answers(api: Api, started: Phone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "v:0"}]]}
    asked = await api.call("sendMessage", chat_id=started.id, text="投票", reply_markup=keyboard, protect_content=True)
    ballot = await started.wait_for("投票")
    for answer in (await started.send("意见", reply_to=ballot), await started.send_sticker(reply_to=ballot)):
        shown = answer.raw["reply_to_message"]
        assert (shown["message_id"], shown["text"]) == (asked["message_id"], "投票")
        assert shown["reply_markup"] == keyboard
        assert shown["has_protected_content"]
        assert "reply_to_message" not in shown


async def test_a_reply_shows_what_it_answers(api: Api, started: Phone) -> None:
    asked = await started.send("问")
    reply = {"message_id": asked.id}
    sent = await api.call("sendMessage", chat_id=started.id, text="答", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "问"
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.call(
        "sendMessage", chat_id=started.id, text="答", reply_parameters=reply
    )


async def test_captions_are_edited(api: Api, started: Phone) -> None:
    document = await started.send_document("a.txt", b"x", "text/plain")
    file_id = document.raw["document"]["file_id"]
    sent = await api.call("sendDocument", chat_id=started.id, document=file_id, caption="旧")
    where = {"chat_id": started.id, "message_id": sent["message_id"]}
    assert (await api.call("editMessageCaption", **where, caption="新"))["caption"] == "新"
    assert await api.error("editMessageCaption", **where, caption="新") == NOT_MODIFIED
    assert await api.error("editMessageCaption", **where, caption="x" * 1025) == (
        "Bad Request: message caption is too long"
    )
    photo = await started.send_photo(picture())
    media = {"type": "photo", "media": photo.raw["photo"][-1]["file_id"], "caption": "码"}
    changed = await api.call("editMessageMedia", **where, media=media)
    assert changed["caption"] == "码"
    assert "document" not in changed


async def test_typing_shows_until_the_message_comes(api: Api, started: Phone) -> None:
    await api.call("sendChatAction", chat_id=started.id, action="typing")
    assert started.chat().typing
    await api.call("sendMessage", chat_id=started.id, text="好")
    assert not started.chat().typing
    assert await api.error("sendChatAction", chat_id=started.id, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_typing_ends_by_itself(api: Api, started: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.world.TYPING_SECONDS", 0.01)
    await api.call("sendChatAction", chat_id=started.id, action="typing")
    await wait_until(started.chat(), lambda: not started.chat().typing, timeout=5)
