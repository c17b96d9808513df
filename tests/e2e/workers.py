"""Several workers: two servers on one PostgreSQL, one local Telegram, and before them a balancer that takes turns."""

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from port_for import get_port
from pydantic import SecretStr

from bot.app import Server
from bot.gateway.sender import Call, Sender
from bot.gateway.webhook import HEADER, PATH
from bot.sandbox.server import Telegram
from bot.secret_key import ensure
from bot.settings import load
from tests.clock import Standing
from tests.e2e.system import BOT_NAME, TOKEN, System, base_settings, write_down

SECRET = "between-telegram-and-us"


class Going(Standing):
    """A clock that goes on from where it was put."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return self.moment + timedelta(seconds=time.monotonic() - self._begun)

    def seconds(self) -> float:
        return self.now().timestamp()


class Balancer:
    """Hands each update to the next worker, a repeated one to the other. `finished`: update id -> workers that did.

    `loses`: the first answer 200 to each update is lost on its way to Telegram, which delivers again.
    `doubles`: each update goes to both workers at the same moment.
    """

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.finished: dict[int, list[int]] = defaultdict(list)
        self.loses = self.doubles = False
        self._turns = cycle((0, 1))
        self._last: dict[int, int] = {}

    async def start(self) -> str:
        """The address of the webhook."""
        self._session = aiohttp.ClientSession()
        app = web.Application()
        app.router.add_post(PATH, self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}{PATH}"

    async def stop(self) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, secret = await request.read(), request.headers.get(HEADER, "")
        update = int(json.loads(body)["update_id"])
        hands = [self._hand(update, body, secret, worker) for worker in self._chosen(update)]
        return web.Response(status=max(await asyncio.gather(*hands)))

    def _chosen(self, update: int) -> tuple[int, ...]:
        if self.doubles:
            return (0, 1)
        self._last[update] = 1 - self._last[update] if update in self._last else next(self._turns)
        return (self._last[update],)

    async def _hand(self, update: int, body: bytes, secret: str, worker: int) -> int:
        """The status for Telegram."""
        try:
            async with self._session.post(self._address(worker), data=body, headers={HEADER: secret}) as answer:
                status = answer.status
        except aiohttp.ClientError:
            return 502
        if status == 200:
            self.finished[update].append(worker)
        return 502 if self.loses and len(self.finished[update]) == 1 else status

    def _address(self, worker: int) -> str:
        return f"http://127.0.0.1:{self.ports[worker]}{PATH}"


class Workers:
    """`system.server` is the worker whose database the test looks through. `delivered`: by which worker how often."""

    def __init__(
        self, system: System, servers: list[Server], balancer: Balancer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.system, self.servers, self.balancer = system, servers, balancer
        self.serving = list(servers)
        self.delivered: Counter[Sender] = Counter()
        self._watch(monkeypatch)

    def _watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        deliver = Sender.deliver

        async def noted(sender: Sender, call: Call, *, paced: bool = True) -> object:
            self.delivered[sender] += 1
            return await deliver(sender, call, paced=paced)

        monkeypatch.setattr(Sender, "deliver", noted)

    async def leading(self) -> list[Server]:
        return [server for server in self.serving if await server.leader.leads()]

    async def stop(self, server: Server) -> None:
        """That worker stops as on SIGTERM; the test looks through another."""
        self.serving.remove(server)
        if self.serving:
            self.system.server = self.serving[0]
        await server.stop()


@asynccontextmanager
async def two_workers(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **more: object
) -> AsyncIterator[Workers]:
    """Both serve; everything is stopped at the end, the calls that the bot made written down for the checker."""
    clock, balancer = Going(), Balancer()
    telegram = Telegram(clock=clock.seconds)
    await telegram.start()
    telegram.add_bot(TOKEN, BOT_NAME, "支部助手")
    overrides = {
        "mode": "webhook",
        "webhook_url": await balancer.start(),
        "webhook_secret": SecretStr(SECRET),
        **more,
    }
    settings = ensure(load(**(base_settings(url, folder, telegram.url) | overrides)))
    addresses = [f"127.0.0.1:{get_port(None)}" for _ in range(2)]
    servers = [Server(settings.model_copy(update={"web_listen": one}), clock) for one in addresses]
    for server in servers:
        await server.start()
        balancer.ports.append(server.web.port)
    workers = Workers(System(telegram, servers[0], clock), servers, balancer, monkeypatch)
    try:
        yield workers
    finally:
        for server in list(workers.serving):
            await workers.stop(server)
        await telegram.stop()
        await balancer.stop()
        write_down(telegram)
