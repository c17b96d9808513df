"""Serve health checks and metrics, and the routes that others add (the webhook, the projector page)."""

import os
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.domain.errors import DomainError, StorageUnavailable
from bot.services.installation import lifecycle
from bot.services.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)
Ready = Callable[[], Awaitable[bool]]


class Web:
    """The web server. `telegram_answers` asks the Bot API; `/readyz` answers 503 without it or without the database."""

    def __init__(self, uow: UnitOfWork, telegram_answers: Ready) -> None:
        self._uow = uow
        self._telegram_answers = telegram_answers
        self._runner: web.AppRunner | None = None
        self.app = web.Application()
        self.app.router.add_get("/healthz", self._healthz)
        self.app.router.add_get("/readyz", self._readyz)
        self.app.router.add_get("/metrics", self._metrics)

    async def start(self, listen: str) -> None:
        """Listen on host:port; port 0 chooses a free one. DomainError("web_address_taken", listen, reason)."""
        host, _, port = listen.rpartition(":")
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, int(port)).start()
        except OSError as error:
            number = error.errno or 0  # asyncio's own text repeats the address; a name that is not known has none
            reason = os.strerror(number) if number > 0 else str(error.strerror)
            raise DomainError("web_address_taken", listen=listen, reason=reason) from None

    @property
    def port(self) -> int:
        return int(self._runner.addresses[0][1]) if self._runner is not None else 0

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        missing = []
        try:
            await lifecycle.row_counts(self._uow)
        except StorageUnavailable:
            missing.append("database")
        if not await self._telegram_answers():
            missing.append("telegram")
        return web.Response(text=", ".join(missing) + "\n" if missing else "ok\n", status=503 if missing else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        registry = CollectorRegistry()
        for name, value in (await lifecycle.row_counts(self._uow)).items():
            Gauge(f"zhibu_{name}", name.replace("_", " "), registry=registry).set(value)
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
