"""The switches for bad days."""

import asyncio
import time

import aiohttp
import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api


async def test_429_names_the_seconds_and_ends(api: Api, telegram: Telegram, started: Phone) -> None:
    telegram.faults.too_many_requests(7, method="sendMessage", times=2)
    assert await api.call("getMe")
    for _ in range(2):
        async with api.session.post(f"{api.base}/sendMessage", json={"chat_id": started.id, "text": "x"}) as answer:
            assert answer.status == 429
            assert answer.headers["Retry-After"] == "7"
            assert await answer.json() == {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            }
    assert [message.text for message in started.messages()] == ["/start"]
    assert await api.call("sendMessage", chat_id=started.id, text="x")


async def test_429_for_one_chat(api: Api, telegram: Telegram, started: Phone, li: Phone) -> None:
    await li.start()
    telegram.faults.too_many_requests(3, chat_id=started.id)
    assert await api.call("sendMessage", chat_id=li.id, text="x")
    assert "retry after 3" in await api.error("sendMessage", chat_id=started.id, text="x")


async def test_403_for_one_chat(api: Api, telegram: Telegram, started: Phone, li: Phone) -> None:
    await li.start()
    telegram.faults.forbidden(started.id)
    fault = await api.error("sendMessage", chat_id=started.id, text="x")
    assert fault == "Forbidden: bot was blocked by the user"
    assert await api.call("sendMessage", chat_id=li.id, text="x")
    telegram.faults.clear()
    assert await api.call("sendMessage", chat_id=started.id, text="x")


async def test_slow_answers(api: Api, telegram: Telegram) -> None:
    telegram.faults.slow(0.2, "getMe")
    begun = time.monotonic()
    await api.call("getMe")
    assert time.monotonic() - begun >= 0.2
    telegram.faults.slow(60, "getMe")
    telegram.faults.slow(0, "getMe")
    async with asyncio.timeout(10):
        await api.call("getMe")


async def test_a_connection_dropped_before_the_call_takes_effect(api: Api, telegram: Telegram, started: Phone) -> None:
    telegram.faults.drop_connection("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=started.id, text="x")
    assert [message.text for message in started.messages()] == ["/start"]
    await api.call("sendMessage", chat_id=started.id, text="x")


async def test_a_connection_dropped_after_the_call_took_effect(api: Api, telegram: Telegram, started: Phone) -> None:
    telegram.faults.drop_connection("sendMessage", after_effect=True)
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=started.id, text="x")
    assert [message.text for message in started.messages()] == ["/start", "x"]


async def test_an_unreachable_telegram_cuts_waiting_polls_too(api: Api, telegram: Telegram, started: Phone) -> None:
    poll = asyncio.create_task(api.updates(timeout=20))
    await telegram.called("getUpdates", times=3)
    telegram.faults.unreachable = True
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientError):
        await api.call("getMe")
    await started.send("还在")
    telegram.faults.unreachable = False
    assert [update["message"]["text"] for update in await api.updates()] == ["还在"]


async def test_conflict_answers_every_poll_with_409(api: Api, telegram: Telegram, started: Phone) -> None:
    telegram.faults.conflict = True
    assert (await api.answer("getUpdates"))["error_code"] == 409
    assert await api.call("getMe")
    telegram.faults.conflict = False
    assert await api.updates() == []
