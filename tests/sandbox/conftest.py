"""A local Telegram on a clock that tests turn, one bot, two people, and a Bot API client over HTTP."""

import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from PIL import Image

from bot.sandbox.model import BotAccount
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram

TOKEN = "4242:test-token"


class Clock:
    """Seconds, UTC, as the test says."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


class Api:
    """Calls of one bot over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self.session = session
        self.url = url
        self.base = f"{url}/bot{token}"

    async def answer(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole body of the answer; parameters go as JSON."""
        async with self.session.post(f"{self.base}/{method}", json=params) as response:
            body: dict[str, Any] = await response.json()
            assert body["ok"] is (response.status == 200)
            assert body.get("error_code", 200) == response.status
            return body

    async def call(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        body = await self.answer(method, **params)
        assert body["ok"], body
        return body["result"]

    async def error(self, method: str, **params: Any) -> str:
        """The description of a call that must be refused."""
        body = await self.answer(method, **params)
        assert not body["ok"], body
        return str(body["description"])

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """One getUpdates."""
        found: list[dict[str, Any]] = await self.call("getUpdates", **params)
        return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[Telegram]:
    server = Telegram(clock=clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def account(telegram: Telegram) -> BotAccount:
    return telegram.add_bot(TOKEN, "branch_bot", "支部助手")


@pytest.fixture
def wang(telegram: Telegram, account: BotAccount) -> Phone:
    return telegram.add_user("王芳", username="wangfang", phone="+8613900000001", note="书记")


@pytest.fixture
def li(telegram: Telegram, account: BotAccount) -> Phone:
    return telegram.add_user("李强", language_code="en")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with opened_session() as opened:
        yield opened


@pytest.fixture
def api(telegram: Telegram, account: BotAccount, session: aiohttp.ClientSession) -> Api:
    return Api(session, telegram.url, account.token)


@pytest.fixture
async def started(wang: Phone, api: Api) -> Phone:
    """A person who has pressed START; that update is confirmed."""
    await start(wang, api)
    return wang


def opened_session() -> aiohttp.ClientSession:
    """Of a client that does not wait for ever."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))


async def start(phone: Phone, api: Api) -> None:
    """START is pressed and the update confirmed."""
    await phone.start()
    [update] = await api.updates()
    await api.updates(offset=update["update_id"] + 1)


def picture(width: int = 120, height: int = 80) -> bytes:
    """A PNG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    """An inline keyboard of (text, data) buttons."""
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}
