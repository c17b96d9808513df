"""Answers at once and in order, deliveries at the pace; a failing answer harms nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.gateway.pace import Limits, Pace
from bot.gateway.sender import Call, Sender
from tests.gateway.rig import Rig
from tests.gateway.virtual import VirtualClock
from tests.waiting import PATIENCE, until


@pytest.fixture
async def sender(rig: Rig) -> AsyncIterator[Sender]:
    made = Sender(rig.bot, Pace(Limits(a_second=1000)), backoff=rig.fast)
    yield made
    await made.stop(1.0)


def text(chat_id: int, words: str) -> Call:
    return Call("send_message", chat_id, {"text": words})


def got(rig: Rig, phone_id: int) -> list[str]:
    return [message.text for message in rig.telegram.phone(phone_id).messages() if message.sender_id == 4242]


async def started(rig: Rig, name: str = "林小满") -> int:
    phone = rig.telegram.add_user(name)
    await phone.start()
    return phone.id


async def test_replies_keep_their_order_through_a_bad_line(rig: Rig, sender: Sender) -> None:
    chat = await started(rig)
    rig.telegram.faults.drop_connection("sendMessage", 3)
    for number in range(10):
        sender.reply(text(chat, str(number)))
    await until(lambda: len(got(rig, chat)) == 10)
    assert got(rig, chat) == [str(number) for number in range(10)]


async def test_a_reply_that_is_refused_is_logged_by_its_code_and_the_next_one_goes(
    rig: Rig, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    chat = await started(rig)
    sender.reply(Call("send_message", chat, {"text": "<b>very private", "parse_mode": "HTML"}))
    sender.reply(text(chat, ""))
    sender.reply(Call("answer_callback_query", None, {"callback_query_id": "77", "text": "late"}))
    sender.reply(Call("no_such_method", chat))
    sender.reply(text(424_242, "to nobody"))
    sender.reply(text(chat, "fine"))
    await until(lambda: "fine" in got(rig, chat))
    await sender.stop(1.0)
    said = [record.message for record in caplog.records if record.name == "bot.gateway.sender"]
    assert "send_message not sent: BadRequest" in said
    assert "private" not in caplog.text
    assert not any("answer_callback_query" in line for line in said), "an old tap is nobody's failure"


async def test_an_edit_that_changes_nothing_is_no_failure(
    rig: Rig, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    chat = await started(rig)
    message = await sender.deliver(text(chat, "same"))
    edit = Call("edit_message_text", chat, {"message_id": message.message_id, "text": "same"})
    assert await sender.deliver(edit) is None
    sender.reply(edit)
    sender.reply(text(chat, "after"))
    await until(lambda: "after" in got(rig, chat))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_reply_waits_as_long_as_telegram_asks(rig: Rig) -> None:
    clock, chat = VirtualClock(), await started(rig)
    rig.fast.sleep = clock.sleep
    sender = Sender(rig.bot, Pace(Limits()), backoff=rig.fast)
    rig.telegram.faults.too_many_requests(1, "sendMessage", chat)
    sender.reply(text(chat, "patient"))
    sender.reply(text(chat, "second"))
    await until(lambda: bool(clock._waiting), "it waits")
    assert 0.5 < clock._waiting[0][0] <= 1.0
    assert got(rig, chat) == []
    sender._held.clear()
    clock._waiting[0][2].set_result(None)
    await until(lambda: got(rig, chat) == ["patient", "second"])
    await sender.stop(1.0)


async def test_429_on_one_chat_does_not_stop_the_others(rig: Rig, sender: Sender) -> None:
    held, free = await started(rig, "一"), await started(rig, "二")
    rig.telegram.faults.too_many_requests(600, "sendMessage", held)
    with pytest.raises(RetryAfter):
        await sender.deliver(text(held, "a"))
    with pytest.raises(RetryAfter):
        await sender.deliver(text(held, "b"))
    await sender.deliver(text(free, "c"))
    sender.reply(text(free, "d"))
    await until(lambda: got(rig, free) == ["c", "d"])
    calls = [call for call in rig.telegram.calls if call["method"] == "sendMessage"]
    assert len(calls) == 3, "the second to the held chat is not even tried"


async def test_429_without_a_chat_stops_everything(rig: Rig, sender: Sender) -> None:
    chat = await started(rig)
    rig.telegram.faults.too_many_requests(600, "answerCallbackQuery")
    with pytest.raises(RetryAfter):
        await sender.deliver(Call("answer_callback_query", None, {"callback_query_id": "7"}))
    with pytest.raises(RetryAfter):
        await sender.deliver(text(chat, "x"))


async def test_deliveries_raise_what_telegram_says(rig: Rig, sender: Sender) -> None:
    chat, blocked = await started(rig), await started(rig, "拒")
    rig.telegram.faults.forbidden(blocked)
    with pytest.raises(Forbidden):
        await sender.deliver(text(blocked, "x"))
    with pytest.raises(BadRequest):
        await sender.deliver(text(chat, ""))
    rig.telegram.faults.drop_connection("sendMessage")
    with pytest.raises(NetworkError):
        await sender.deliver(text(chat, "x"))


async def test_replies_go_ahead_of_deliveries_that_wait_for_their_turn(rig: Rig) -> None:
    clock, chat = VirtualClock(), await started(rig)
    sender = Sender(rig.bot, Pace(Limits(), clock.time, clock.sleep), backoff=rig.fast)
    first = asyncio.create_task(sender.deliver(text(chat, "delivered 1")))
    second = asyncio.create_task(sender.deliver(text(chat, "delivered 2")))
    await first
    sender.reply(text(chat, "reply"))
    await until(lambda: got(rig, chat) == ["delivered 1", "reply"])
    await clock.run(second)
    assert got(rig, chat) == ["delivered 1", "reply", "delivered 2"]
    await sender.stop(1.0)


async def test_nothing_is_sent_inside_a_transaction(rig: Rig, sender: Sender) -> None:
    chat = await started(rig)
    async with rig.uow.begin() as work:
        with pytest.raises(RuntimeError, match="transaction"):
            sender.reply(text(chat, "x"))
        with pytest.raises(RuntimeError, match="transaction"):
            await sender.deliver(text(chat, "x"))
        await work.commit()
        sender.reply(text(chat, "after the commit"))
    await until(lambda: got(rig, chat) == ["after the commit"])


async def test_a_stop_lets_waiting_replies_go_within_its_time(rig: Rig) -> None:
    chat, stuck = await started(rig), await started(rig, "卡")
    sender = Sender(rig.bot, Pace(Limits()), backoff=rig.fast)
    rig.telegram.faults.too_many_requests(600, "sendMessage", stuck)
    sender.reply(text(stuck, "never"))
    for number in range(5):
        sender.reply(text(chat, str(number)))
    stopping = asyncio.create_task(sender.stop(PATIENCE))
    await until(lambda: got(rig, chat) == ["0", "1", "2", "3", "4"])
    assert not stopping.done()
    stopping.cancel()
    await asyncio.wait_for(sender.stop(0.1), PATIENCE)
