"""The Bot API client over real connections: uploads, failures, proxies, and a token that is never said."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.gateway.backoff import Backoff
from bot.gateway.client import build_bot, server_time, until_reached
from bot.sandbox.server import Telegram
from tests.gateway.rig import TOKEN, Rig, hides

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[int]:
    """A plain TCP server on loopback; its port."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


@asynccontextmanager
async def opened(bot: Bot) -> AsyncIterator[Bot]:
    """The client alone, without asking Telegram who the bot is."""
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.gather(pipe(reader, there_writer), pipe(there_reader, writer))


async def socks5(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As much of RFC 1928 as a client without a password needs."""
    methods = (await reader.readexactly(2))[1]
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    kind = (await reader.readexactly(4))[3]
    await reader.readexactly(4 if kind == 1 else (await reader.readexactly(1))[0])
    port = int.from_bytes(await reader.readexactly(2), "big")
    writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
    await joined(reader, writer, port)


async def http_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    verb, target, _ = head.split("\r\n")[0].split(" ")
    assert verb == "CONNECT"
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await joined(reader, writer, int(target.rpartition(":")[2]))


async def test_a_file_with_a_chinese_name_arrives_whole(rig: Rig) -> None:
    phone = rig.telegram.add_user("林小满")
    await phone.start()
    body = bytes(range(256)) * 4000
    await rig.bot.send_document(phone.id, InputFile(body, filename="第一支部 名册.xlsx"), caption="名册 & “表”")
    message = await phone.wait_for(lambda message: "document" in message.raw)
    assert message.raw["document"]["file_name"] == "第一支部 名册.xlsx"
    assert message.raw["caption"] == "名册 & “表”"
    assert await phone.download(message) == body


async def test_a_file_can_be_fetched(rig: Rig) -> None:
    phone = rig.telegram.add_user("林小满")
    message = await phone.send_document("a.bin", b"content")
    found = await rig.bot.get_file(message.raw["document"]["file_id"])
    assert bytes(await found.download_as_bytearray()) == b"content"


async def test_many_calls_share_the_connections(telegram: Telegram) -> None:
    telegram.add_bot(TOKEN, "branch_bot")
    async with opened(build_bot(TOKEN, telegram.url, connections=4)) as bot:
        answers = await asyncio.gather(*(bot.get_me() for _ in range(60)))
    assert {answer.id for answer in answers} == {4242}


@pytest.mark.parametrize(("scheme", "serve"), [("socks5", socks5), ("http", http_proxy)])
async def test_calls_go_through_the_proxy(telegram: Telegram, scheme: str, serve: Serve) -> None:
    telegram.add_bot(TOKEN, "branch_bot")
    used = []

    async def noted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        used.append(1)
        await serve(reader, writer)

    async with (
        listening(noted) as port,
        opened(build_bot(TOKEN, telegram.url, proxy=f"{scheme}://127.0.0.1:{port}")) as bot,
    ):
        assert (await bot.get_me()).id == 4242
    assert used


async def test_a_slow_answer_is_timed_out(rig: Rig) -> None:
    rig.telegram.faults.slow(5, "getMe")
    with pytest.raises(TimedOut):
        await rig.bot.get_me(read_timeout=0.05)


async def test_a_lost_connection_is_a_network_error(rig: Rig) -> None:
    rig.telegram.faults.drop_connection("getMe")
    with pytest.raises(NetworkError) as caught:
        await rig.bot.get_me()
    assert type(caught.value) is NetworkError
    assert hides(repr(caught.value))


async def test_telegrams_refusals_keep_their_kind(rig: Rig) -> None:
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await rig.bot.send_message(5, "x")
    async with opened(build_bot("1:wrong", rig.telegram.url)) as stranger:
        with pytest.raises(InvalidToken):
            await stranger.get_me()


async def echoing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A proxy's page that quotes the address it could not reach."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = b"200 OK" if b"getMe" in head else b"502 Bad Gateway"
    page = b"{<html>cannot reach " + head.split(b" ")[1] + b"</html>"
    length = str(len(page)).encode()
    writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: " + length + b"\r\nConnection: close\r\n\r\n" + page)
    await writer.drain()
    writer.close()


async def test_the_token_is_in_no_error_and_in_no_log(
    rig: Rig, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    said: list[str] = []

    async def attempt(bot: Bot, call: str) -> None:
        with pytest.raises(TelegramError) as caught:
            await getattr(bot, call)()
        error: BaseException | None = caught.value
        while error is not None:
            said.append(f"{error!r} {error}")
            error = error.__cause__

    with caplog.at_level(logging.DEBUG):
        async with listening(echoing) as port:
            for address in (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{unused_tcp_port}", "http://[bad", "what"):
                async with opened(build_bot(TOKEN, address)) as bot:
                    await attempt(bot, "get_me")
                    await attempt(bot, "get_webhook_info")
        async with opened(build_bot(TOKEN, rig.telegram.url, proxy=f"socks5://127.0.0.1:{unused_tcp_port}")) as bot:
            await attempt(bot, "get_me")
        rig.telegram.faults.drop_connection("getMe")
        await attempt(rig.bot, "get_me")
    assert len(said) >= 10
    assert hides("\n".join(said))
    assert hides(caplog.text + "\n".join(str(record.__dict__) for record in caplog.records))


async def test_a_bot_that_is_refused_or_printed_does_not_say_its_token(rig: Rig) -> None:
    stranger = build_bot("1:very-secret-part", rig.telegram.url)
    with pytest.raises(InvalidToken) as caught:
        await stranger.initialize()
    await stranger.shutdown()
    assert hides(f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}")
    assert hides(f"{rig.bot!r} {rig.bot}")
    assert "4242" in repr(rig.bot)


async def test_a_start_waits_for_telegram_and_says_so_once(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.telegram.faults.drop_connection("getMe", 4)
    await until_reached(rig.bot.get_me, Backoff(0.001, 0.01))
    assert sum("cannot be reached" in record.message for record in caplog.records) == 1
    async with opened(build_bot("1:wrong", rig.telegram.url)) as stranger:
        with pytest.raises(InvalidToken):
            await until_reached(stranger.get_me, Backoff(0.001, 0.01))


def dated(*headers: bytes) -> Serve:
    """A server that answers anything with those headers."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"\r\n".join([b"HTTP/1.1 404 Not Found", b"Content-Length: 0", *headers, b"", b""]))
        await writer.drain()
        writer.close()

    return serve


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([b"Date: Wed, 25 Nov 2026 06:00:00 GMT"], datetime(2026, 11, 25, 6, tzinfo=UTC)),
        ([b"Date: yesterday"], None),
        ([], None),
    ],
)
async def test_the_servers_clock_is_read_from_any_answer(headers: list[bytes], expected: datetime | None) -> None:
    async with listening(dated(*headers)) as port:
        assert await server_time(f"http://127.0.0.1:{port}") == expected


async def test_a_clock_that_cannot_be_reached_is_a_network_error_without_the_proxys_password(
    unused_tcp_port: int,
) -> None:
    for proxy in (None, f"socks5://user:secret@127.0.0.1:{unused_tcp_port}"):
        with pytest.raises(NetworkError) as caught:
            await server_time(f"http://127.0.0.1:{unused_tcp_port}", proxy)
        assert "secret" not in str(caught.value)
        assert caught.value.__cause__ is None
