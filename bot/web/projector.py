"""Serve the projector page: a one-time link sets a cookie, and the page then asks for the current code and count."""

from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.domain.clock import Clock, to_ms
from bot.domain.errors import DomainError
from bot.services.attendance import projector as board
from bot.services.attendance.projector import Codes, Shown
from bot.services.unit_of_work import UnitOfWork
from bot.texts.speech import Speech
from bot.views.attendance import projector as view

COOKIE = "board"
PAGE = Path(__file__).parent / "page" / "board.html"
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
WORDS = ("heading", "how", "present", "expected", "lost", "closed")


class Board:
    """The routes of the projector page. `link` is the bot's `https://t.me/<name>`; `public` is the address under which
    people reach the web pages."""

    def __init__(self, uow: UnitOfWork, clock: Clock, say: Speech, codes: Codes, link: str, public: str) -> None:
        self._uow, self._clock, self._say, self._codes, self._link = uow, clock, say, codes, link
        self._prefix = urlsplit(public).path.rstrip("/")
        self._secure = public.startswith("https:")
        self._page = PAGE.read_text(encoding="utf-8")

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/board/state", self._state)
        app.router.add_get("/board/{token}", self._open, allow_head=False)
        app.router.add_get("/board", self._show)

    async def _open(self, request: web.Request) -> web.Response:
        """Open the page by its one-time link. HEAD, which link previews send, is not routed here, for it would use the
        link up.

        The cookie is Lax: the link is followed from a page of Telegram's, after which a browser would not send a Strict
        one.
        """
        try:
            cookie = await board.open_once(self._uow, request.match_info["token"], self._clock.now(), self._codes.zone)
        except DomainError:
            raise web.HTTPNotFound from None
        answer = web.Response(status=302, headers={"Location": f"{self._prefix}/board", **HEADERS})
        path = f"{self._prefix}/board"
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="Lax", secure=self._secure, path=path)
        return answer

    async def _show(self, request: web.Request) -> web.Response:
        shown = await self._shown(request)
        body = self._page.replace("{title}", _escaped(self._say.title(shown.meeting.title))).replace(
            "{lang}", self._say.language
        )
        body = body.replace("{state}", f"{self._prefix}/board/state")
        body = body.replace("{note}", _escaped(self._say("board-page-note", seconds=str(self._codes.seconds))))
        for word in WORDS:
            body = body.replace(f"{{{word}}}", _escaped(self._say(f"board-page-{word}")))
        return web.Response(text=body, content_type="text/html", headers=HEADERS)

    async def _state(self, request: web.Request) -> web.Response:
        shown = await self._shown(request)
        return web.json_response(self._facts(shown), headers=HEADERS)

    def _facts(self, shown: Shown) -> dict[str, object]:
        say, one = self._say, shown.session
        several = say("board-page-session", number=str(one.number), count=str(shown.sessions))
        return {
            "qr": view.svg(f"{self._link}?start={shown.payload}"),
            "changes_in": max(0, to_ms(shown.changes_at) - to_ms(self._clock.now())),
            "present": shown.present,
            "expected": shown.expected,
            "when": say.span(one.starts, one.ends),
            "place": shown.meeting.place,
            "session": several if shown.sessions > 1 else "",
            "closed": self._clock.now() >= one.ends,
        }

    async def _shown(self, request: web.Request) -> Shown:
        """Load what the page shows; 404 without a valid cookie."""
        try:
            return await board.page(self._uow, request.cookies.get(COOKIE, ""), self._clock.now(), self._codes)
        except DomainError:
            raise web.HTTPNotFound from None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
