"""The projector page through the local Telegram: same origin, nothing changed."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.server import Telegram


async def once(request: web.Request) -> web.StreamResponse:
    response = web.Response(status=302, headers={"Location": "/board"})
    response.set_cookie("board", request.match_info["token"], httponly=True)
    response.set_cookie("second", "2")
    return response


async def board(request: web.Request) -> web.StreamResponse:
    return web.json_response({"cookie": request.cookies.get("board"), "query": request.query_string})


async def post(request: web.Request) -> web.StreamResponse:
    return web.Response(body=await request.read(), content_type="application/octet-stream")


async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b"data: 1\n\n")
    await asyncio.Event().wait()
    return response


@pytest.fixture
async def web_part() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/board/events", stream)
    app.router.add_get("/board/{token}", once)
    app.router.add_get("/board", board)
    app.router.add_post("/board", post)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_cookies_and_redirects_pass_untouched(
    telegram: Telegram, web_part: str, session: aiohttp.ClientSession
) -> None:
    telegram.screen = web_part
    async with session.get(f"{telegram.url}/screen/board/t0k", allow_redirects=False) as response:
        assert response.status == 302
        assert response.headers["Location"] == "/board"
        cookies = response.headers.getall("Set-Cookie")
        assert len(cookies) == 2
        assert "HttpOnly" in cookies[0]
    for path in ("/screen/board?x=1", "/board?x=1"):
        async with session.get(telegram.url + path, headers={"Cookie": "board=t0k"}) as response:
            assert await response.json() == {"cookie": "t0k", "query": "x=1"}
    async with session.post(f"{telegram.url}/screen/board", data=b"body") as response:
        assert await response.read() == b"body"


async def test_events_are_streamed_through(telegram: Telegram, web_part: str, session: aiohttp.ClientSession) -> None:
    telegram.screen = web_part
    async with session.get(f"{telegram.url}/screen/board/events") as response, asyncio.timeout(5):
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b"data: 1\n"


async def test_without_a_web_part(telegram: Telegram, session: aiohttp.ClientSession, unused_tcp_port: int) -> None:
    async with session.get(f"{telegram.url}/screen/board") as response:
        assert response.status == 404
    telegram.screen = f"http://127.0.0.1:{unused_tcp_port}"
    async with session.get(f"{telegram.url}/screen/board") as response:
        assert response.status == 502
