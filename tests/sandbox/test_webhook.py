"""Delivery to a webhook: secret header, order within a chat, again until 2xx."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, keyboard

HANG_UP = 0
Reaction = Callable[[dict[str, Any]], Awaitable[int]]


class Hook:
    """A webhook whose reaction a test can set; keeps what came, in order."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.headers: list[str | None] = []
        self.changed = asyncio.Condition()
        self.react: Reaction = _accept
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        async with self.changed:
            self.received.append(update)
            self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self.changed.notify_all()
        status = await self.react(update)
        if status == HANG_UP and request.transport is not None:
            request.transport.abort()
        return web.Response(status=200 if status == HANG_UP else status)

    async def count(self, wanted: int) -> None:
        """Wait until so many requests have come."""
        async with asyncio.timeout(10), self.changed:
            await self.changed.wait_for(lambda: len(self.received) >= wanted)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received if "message" in update]


async def _accept(update: dict[str, Any]) -> int:
    return 200


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/telegram", hook.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield hook
    await runner.cleanup()


async def test_it_carries_the_secret_and_confirms_by_200(api: Api, hook: Hook, started: Phone) -> None:
    await api.call("setWebhook", url=hook.url, secret_token="s3cret_-")
    await started.send("一")
    await started.send("二")
    await hook.count(2)
    assert hook.headers == ["s3cret_-"] * 2
    await api.call("deleteWebhook")
    assert "一" not in [update["message"]["text"] for update in await api.updates()]


async def test_what_waited_is_delivered_first(api: Api, hook: Hook, started: Phone) -> None:
    await started.send("等着")
    await api.call("setWebhook", url=hook.url)
    await hook.count(1)
    assert hook.texts() == ["等着"]


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(api: Api, hook: Hook, started: Phone) -> None:
    answers = iter([500, 403, 200, 200])

    async def react(update: dict[str, Any]) -> int:
        return next(answers)

    hook.react = react
    await api.call("setWebhook", url=hook.url)
    await started.send("一")
    await started.send("二")
    await hook.count(4)
    assert hook.texts() == ["一", "一", "一", "二"]
    info = await api.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"
    assert info["url"] == hook.url


async def test_one_at_a_time_per_chat_but_chats_and_taps_side_by_side(
    api: Api, hook: Hook, started: Phone, li: Phone
) -> None:
    go_on = asyncio.Event()

    async def react(update: dict[str, Any]) -> int:
        await go_on.wait()
        return 200

    hook.react = react
    await api.call("sendMessage", chat_id=started.id, text="会", reply_markup=keyboard([("签到", "c")]))
    await api.call("setWebhook", url=hook.url)
    await started.send("一")
    await started.send("二")
    await li.send("三")
    started.press("签到")
    await hook.count(3)
    assert hook.texts() == ["一", "三"]
    assert "callback_query" in hook.received[2]
    go_on.set()
    await hook.count(4)
    assert hook.texts() == ["一", "三", "二"]


async def test_a_webhook_that_hangs_up_is_tried_again(api: Api, hook: Hook, started: Phone) -> None:
    answers = iter([HANG_UP, 200])

    async def react(update: dict[str, Any]) -> int:
        return next(answers)

    hook.react = react
    await api.call("setWebhook", url=hook.url)
    await started.send("到")
    await hook.count(2)
    assert hook.texts() == ["到", "到"]
    assert (await api.call("getWebhookInfo"))["last_error_message"].startswith("Connection failed")


async def test_polling_is_refused_while_a_webhook_is_set(
    api: Api, telegram: Telegram, hook: Hook, started: Phone
) -> None:
    poll = asyncio.create_task(api.error("getUpdates", timeout=20))
    await telegram.called("getUpdates", times=3)
    await api.call("setWebhook", url=hook.url)
    assert await poll == "Conflict: terminated by setWebhook request"
    assert await api.error("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await api.call("deleteWebhook")
    assert await api.updates() == []


async def test_setting_it_can_drop_what_waits(api: Api, hook: Hook, started: Phone) -> None:
    await started.send("丢")
    assert (await api.call("getWebhookInfo"))["pending_update_count"] == 1
    await api.call("deleteWebhook", drop_pending_updates=True)
    assert (await api.call("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://example.org/x"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org/x", "secret_token": "no spaces"},
            "Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_a_wrong_webhook_is_refused(api: Api, params: dict[str, str], description: str) -> None:
    assert await api.error("setWebhook", **params) == description
