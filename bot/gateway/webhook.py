"""Receive updates over a webhook: 200 is answered only when one is finished, otherwise Telegram delivers it again."""

import asyncio
import contextlib
import hmac
import json
import logging
from typing import Any

from aiohttp import web
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.gateway.intake import Intake
from bot.gateway.kinds import HANDLED

log = logging.getLogger(__name__)

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 50.0
"""Seconds after which an update that is not finished is answered 503; Telegram itself gives up after about a minute."""
CONNECTIONS = 40
CAREFUL_SECONDS = 60.0
"""The longest time, in seconds, that updates run one by one after an unclean stop, for new ones keep arriving."""


class Webhook:
    """The handler of `POST /telegram`. `secret` is the value that `set_webhook` gave to Telegram."""

    def __init__(self, bot: Bot, intake: Intake, secret: str, *, patience: float = PATIENCE) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would take updates from anybody")
        self._bot = bot
        self._intake = intake
        self._secret = secret.encode()
        self._patience = patience
        self._careful_until = asyncio.get_running_loop().time() + CAREFUL_SECONDS

    async def handle(self, request: web.Request) -> web.Response:
        """Answer 403 without the secret, 400 for a body that is no update, 503 while the update is not finished, 200
        when it is."""
        given = request.headers.get(HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        update = self._read(await request.read())
        if update is None:
            return web.Response(status=400)
        done = self._intake.accept(update)
        await asyncio.wait([done], timeout=self._patience)
        if not done.done() or done.cancelled():
            return web.Response(status=503)
        if self._intake.careful:
            await self._calm_when_caught_up()
        return web.Response()

    async def _calm_when_caught_up(self) -> None:
        """End careful processing when Telegram counts only this update as pending, so that all before the stop are
        finished."""
        with contextlib.suppress(TelegramError):
            info = await self._bot.get_webhook_info()
            if info.pending_update_count <= 1 or asyncio.get_running_loop().time() > self._careful_until:
                self._intake.calm()

    def _read(self, body: bytes) -> Update | None:
        try:
            data: Any = json.loads(body)
            return Update.de_json(data, self._bot)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.error("the webhook got something that is no update: %s", type(error).__name__)
            return None


async def set_webhook(bot: Bot, url: str, secret: str, connections: int = CONNECTIONS) -> None:
    """Ask Telegram to deliver updates to `url`. Repeating it is harmless; the bot itself never deletes a webhook."""
    await bot.set_webhook(url, secret_token=secret, max_connections=connections, allowed_updates=HANDLED)
