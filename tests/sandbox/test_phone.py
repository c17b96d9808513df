"""What a person can send and see."""

import asyncio
import io

import pytest
import segno

from bot.sandbox.errors import PhoneError
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, keyboard


async def test_people_have_large_ids_and_a_number(telegram: Telegram, wang: Phone, li: Phone) -> None:
    assert wang.id > 2**32
    assert li.id == wang.id + 1
    assert wang.number == "8613900000001"
    assert li.number != wang.number
    assert telegram.phone(wang.id) is wang
    assert telegram.add_user("赵", id=99).id == 99


async def test_a_long_text_goes_as_several_messages(api: Api, started: Phone) -> None:
    await started.send("党" * 9000)
    assert [len(update["message"]["text"]) for update in await api.updates()] == [4096, 4096, 808]
    with pytest.raises(PhoneError):
        await started.send("  ")


async def test_own_and_foreign_contacts(api: Api, started: Phone, li: Phone) -> None:
    await started.share_contact()
    await started.share_contact(number="+86 139 0000 0001")
    await started.share_contact(li)
    own, spelt, foreign = [update["message"]["contact"] for update in await api.updates()]
    assert own == {"phone_number": "8613900000001", "first_name": "王芳", "user_id": started.id}
    assert spelt["phone_number"] == "+86 139 0000 0001"
    assert foreign["user_id"] == li.id


async def test_a_live_position_moves_as_edited_messages(api: Api, started: Phone) -> None:
    pin = await started.share_location(30.1, 120.2)
    live = await started.share_location(30.1, 120.2, live=True)
    await started.move(live, 30.2, 120.3)
    with pytest.raises(PhoneError):
        await started.move(pin, 30.2, 120.3)
    first, second, third = await api.updates()
    assert first["message"]["location"] == {"latitude": 30.1, "longitude": 120.2}
    assert second["message"]["location"]["live_period"] == 900
    assert third["edited_message"]["message_id"] == live.id
    assert third["edited_message"]["location"]["latitude"] == 30.2
    assert third["edited_message"]["edit_date"]


async def test_the_bot_sends_a_place(api: Api, started: Phone) -> None:
    sent = await api.call("sendLocation", chat_id=started.id, latitude=30.1, longitude=120.2)
    assert started.messages()[-1].raw["location"] == sent["location"]
    fault = await api.error("sendLocation", chat_id=started.id, latitude=91, longitude=0)
    assert fault == "Bad Request: wrong location specified"


async def test_an_edited_text_is_an_edited_message(api: Api, started: Phone) -> None:
    message = await started.send("打错字")
    await started.edit(message, "打对了")
    assert (await api.updates())[-1]["edited_message"]["text"] == "打对了"
    await api.call("sendMessage", chat_id=started.id, text="机器人的")
    with pytest.raises(PhoneError):
        await started.edit(started.messages()[-1], "改")


async def test_stickers_and_voice(api: Api, started: Phone) -> None:
    sticker = await started.send_sticker("👍")
    await started.send_voice(7)
    first, second = [update["message"] for update in await api.updates()]
    assert first["sticker"]["emoji"] == "👍"
    assert second["voice"]["duration"] == 7
    assert await started.download(sticker)


async def test_a_forward_names_its_origin(api: Api, telegram: Telegram, started: Phone, li: Phone) -> None:
    said = await started.send("我的发言")
    live = await started.share_location(30.1, 120.2, live=True)
    await li.forward(said)
    await li.forward(live)
    first, second = [update["message"] for update in await api.updates()][-2:]
    assert first["text"] == "我的发言"
    assert first["forward_origin"]["type"] == "user"
    assert first["forward_origin"]["sender_user"]["id"] == started.id
    assert first["from"]["id"] == li.id
    assert "forward_origin" in second


async def test_protected_messages_are_not_forwarded(api: Api, started: Phone) -> None:
    await api.call("sendMessage", chat_id=started.id, text="测评票", protect_content=True)
    ballot = await started.wait_for("测评票")
    assert ballot.protected
    with pytest.raises(PhoneError, match="受保护"):
        await started.forward(ballot)


async def test_a_reply_of_a_person_shows_what_it_answers(api: Api, started: Phone) -> None:
    await api.call("sendMessage", chat_id=started.id, text="票")
    ballot = await started.wait_for("票")
    await started.send("我的意见", reply_to=ballot)
    assert (await api.updates())[-1]["message"]["reply_to_message"]["message_id"] == ballot.id


async def test_waiting_finds_what_comes_later(api: Api, started: Phone) -> None:
    waiting = asyncio.create_task(started.wait_for("开会"))
    await api.call("sendMessage", chat_id=started.id, text="通知")
    await api.call("sendMessage", chat_id=started.id, text="明天开会")
    assert (await waiting).text == "明天开会"


async def test_waiting_finds_edits_and_heeds_the_mark(api: Api, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="到会 1", reply_markup=keyboard([("签到", "c")]))
    mark = started.mark()
    with pytest.raises(TimeoutError, match="到会 1"):
        await started.wait_for("到会", after=mark, timeout=0.01)
    await api.call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="到会 2")
    found = await started.wait_for(lambda message: not message.buttons, after=mark)
    assert found.text == "到会 2"


async def test_waiting_ignores_the_own_words(started: Phone) -> None:
    await started.send("签到")
    with pytest.raises(TimeoutError):
        await started.wait_for("签到", timeout=0.01)


async def test_a_fault_in_the_condition_reaches_who_waits(api: Api, started: Phone) -> None:
    def broken(message: Message) -> bool:
        raise ZeroDivisionError(message.text)

    waiting = asyncio.create_task(started.wait_for(lambda message: message.text == "x" and broken(message)))
    await api.call("sendMessage", chat_id=started.id, text="x")
    with pytest.raises(ZeroDivisionError):
        await waiting


async def test_a_scanned_code_opens_the_link(api: Api, wang: Phone) -> None:
    assert await wang.scan(code("https://t.me/branch_bot?start=room_1")) == "https://t.me/branch_bot?start=room_1"
    [update] = await api.updates()
    assert update["message"]["text"] == "/start room_1"
    assert await wang.scan(code("just text")) == "just text"
    with pytest.raises(PhoneError):
        await wang.scan(b"no picture")


def code(text: str) -> bytes:
    """A QR code as PNG."""
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=5)
    return out.getvalue()


async def test_a_deletion_can_be_waited_for(api: Api, started: Phone) -> None:
    message = await started.send("我的意见")
    gone = asyncio.create_task(started.wait_until_gone(message))
    await api.call("sendMessage", chat_id=started.id, text="x")
    assert not gone.done()
    await api.call("deleteMessage", chat_id=started.id, message_id=message.id)
    await gone
    assert message not in started.messages()
