"""Serve the Bot API over HTTP: token, method, parameters, faults, and the record of every call."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Dropped, Faults
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.table import find_method
from bot.sandbox.model import BotAccount
from bot.sandbox.params import read_params
from bot.sandbox.record import CallRecord
from bot.sandbox.world import World

TOKEN = re.compile(r"\d+:\S+")


class BotApi:
    """The routes `/bot<token>/<method>` and `/file/bot<token>/<path>`; `record` keeps every call with a known token."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.record = CallRecord()
        self._world = world
        self._faults = faults

    def add_routes(self, app: web.Application) -> None:
        """Register the two routes."""
        app.router.add_route("*", "/bot{token}/{method}", self.answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call in Telegram's envelope."""
        try:
            result = await self._carry_out(request)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code, headers=_headers(error))
        except Dropped:
            return _hang_up(request)
        return web.json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Send a file by the path that getFile gave."""
        try:
            await self._faults.before("getfile", None)
            self._bot(request.match_info["token"])
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        except Dropped:
            return _hang_up(request)
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return web.json_response(ApiError(404, "Not Found").as_json(), status=404)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _carry_out(self, request: web.Request) -> Any:
        bot = self._bot(request.match_info["token"])
        name = request.match_info["method"]
        params = await read_params(request)
        self.record.add(name, params)
        method = find_method(name)
        chat_id = params.chat_id()
        await self._faults.before(name.lower(), chat_id)
        result = await method(Call(self._world, bot, params))
        self._faults.after(name.lower(), chat_id)
        return result

    def _bot(self, token: str) -> BotAccount:
        if not TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token not in self._world.bots:
            raise ApiError(401, "Unauthorized")
        return self._world.bots[token]


def _headers(error: ApiError) -> dict[str, str]:
    retry_after = error.parameters.get("retry_after")
    return {"Retry-After": str(retry_after)} if retry_after is not None else {}


def _hang_up(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
