"""Show the bot's projector page beside the phones, at the same origin: a reverse proxy that changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

PER_CONNECTION = frozenset(
    {
        "connection",
        "host",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
NO_LIMIT = aiohttp.ClientTimeout(total=None, sock_connect=5)


class Screen:
    """The routes `/screen/<path>` and `/board`, which pass everything on to the bot's web server."""

    def __init__(self, address: Callable[[], str | None]) -> None:
        self._address = address
        self._session: aiohttp.ClientSession | None = None

    def add_routes(self, app: web.Application) -> None:
        """Register the routes; redirects and cookies of the projector page name `/board`."""
        app.router.add_route("*", "/screen{path:/.*}", self.serve)
        app.router.add_route("*", "/{path:board(?:/.*)?}", self.serve)

    async def close(self) -> None:
        """End open connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Pass on one request, streamed both ways; 502 when the bot's web server cannot be reached."""
        address = self._address()
        if address is None:
            raise web.HTTPNotFound
        if self._session is None:
            self._session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, timeout=NO_LIMIT
            )
        url = f"{address.rstrip('/')}/{request.match_info['path'].lstrip('/')}"
        try:
            return await self._pass_on(self._session, request, url)
        except aiohttp.ClientError:
            return web.Response(status=502, text="大屏页面还没有启动。 The projector page is not running yet.")

    async def _pass_on(self, session: aiohttp.ClientSession, request: web.Request, url: str) -> web.StreamResponse:
        async with session.request(
            request.method,
            url,
            params=request.query,
            headers=_end_to_end(request.headers),
            data=await request.read() or None,
            allow_redirects=False,
        ) as upstream:
            response = web.StreamResponse(status=upstream.status, reason=upstream.reason)
            response.headers.extend(_end_to_end(upstream.headers))
            await response.prepare(request)
            async for chunk in upstream.content.iter_any():
                await response.write(chunk)
            await response.write_eof()
            return response


def _end_to_end(headers: Mapping[str, str]) -> CIMultiDict[str]:
    return CIMultiDict([(name, value) for name, value in headers.items() if name.lower() not in PER_CONNECTION])
