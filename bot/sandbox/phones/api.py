"""Serve the page of phones over HTTP: the page itself, the phones, their events, actions and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.errors import ApiError, PhoneError
from bot.sandbox.params import read_params
from bot.sandbox.phone import Phone
from bot.sandbox.phones.actions import ACTIONS, Wish
from bot.sandbox.phones.events import PageEvents
from bot.sandbox.phones.view import phones_json
from bot.sandbox.world import World

PAGE = Path(__file__).parents[1] / "page"
SHOWN_INLINE = ("image/png", "image/jpeg", "image/webp", "audio/ogg")


class PageApi:
    """The routes of the page, for one world."""

    def __init__(self, world: World, phones: dict[int, Phone], zone: Callable[[], str | None]) -> None:
        self.events = PageEvents(world)
        self._world = world
        self._phones = phones
        self._zone = zone

    def add_routes(self, app: web.Application) -> None:
        """Register the page's addresses."""
        app.router.add_get("/", self.index)
        app.router.add_get("/page/{name:.+}", self.asset)
        app.router.add_get("/phones", self.phones)
        app.router.add_get("/phones/events", self.events.serve)
        app.router.add_get("/phones/files/{file_id}", self.file)
        app.router.add_post("/phones/{user_id:-?\\d+}/{action}", self.act)

    async def index(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        return _page_file("index.html")

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """A file that the page uses."""
        return _page_file(request.match_info["name"])

    async def phones(self, request: web.Request) -> web.StreamResponse:
        """Everything on every phone."""
        return web.json_response(phones_json(self._world, self._zone()), headers={"Cache-Control": "no-store"})

    async def act(self, request: web.Request) -> web.StreamResponse:
        """One action on one phone: `{"ok": true, …}`, or 400 with a sentence."""
        try:
            answer = await self._act(request)
        except (ApiError, PhoneError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True, **answer})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file of a message; only pictures and sound open in the page, the rest is downloaded."""
        try:
            stored = self._world.files.by_id(request.match_info["file_id"])
        except ApiError:
            raise web.HTTPNotFound from None
        inline = stored.mime in SHOWN_INLINE
        kind = "inline" if inline else "attachment"
        headers = {
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(stored.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        mime = stored.mime if inline else "application/octet-stream"
        return web.Response(body=stored.data, content_type=mime, headers=headers)

    async def _act(self, request: web.Request) -> dict[str, object]:
        phone = self._phones.get(int(request.match_info["user_id"]))
        action = ACTIONS.get(request.match_info["action"])
        if phone is None or action is None:
            raise PhoneError("没有这部手机或这个动作。 There is no such phone or action.")
        return await action(Wish(self._world, self._phones, phone, await read_params(request)))


def _page_file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
