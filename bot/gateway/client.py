"""The client of the Bot API: PTB's request interface over one aiohttp session. No message or log of it contains the
token."""

import asyncio
import contextlib
import json
import logging
import re
import warnings
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from aiohttp_socks import ProxyConnector
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBDeprecationWarning

from bot.gateway.backoff import Backoff

log = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org"
CONNECTIONS = 64
READ, WRITE, WRITE_FILES, CONNECT, POOL = 15.0, 15.0, 60.0, 10.0, 30.0
"""Time limits in seconds where PTB's caller sets none."""
PROBE_SECONDS = 2.0
"""Between two questions whether Telegram answers."""
TOKEN_IN_ADDRESS = re.compile(r"/bot([^/]+)")
UNSET = BaseRequest.DEFAULT_NONE


class AiohttpRequest(BaseRequest):
    """PTB's requests over aiohttp. `proxy` is an http:// or socks5:// address, with user and password where the proxy
    asks for them; `connections` is the most at one time."""

    __slots__ = ("_connections", "_proxy", "_session")

    def __init__(self, proxy: str | None = None, connections: int = CONNECTIONS) -> None:
        self._proxy = proxy
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds; PTB adds the length of a long poll to it."""
        return READ

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is not None and not self._session.closed:
            return
        self._session = _session(self._proxy, self._connections)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = UNSET,
        write_timeout: object = UNSET,
        connect_timeout: object = UNSET,
        pool_timeout: object = UNSET,
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer. Raises TimedOut or NetworkError, whose text names the kind of
        failure and never the address."""
        if self._session is None or self._session.closed:
            raise RuntimeError("the client of the Bot API is not open")
        files = request_data is not None and request_data.contains_files
        timeout = _timeout(
            _given(read_timeout, READ),
            _given(write_timeout, WRITE_FILES if files else WRITE),
            _given(connect_timeout, CONNECT),
            _given(pool_timeout, POOL),
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, _readable(url, answer.status, await answer.read())
        except TimeoutError:
            raise TimedOut from None
        except Exception as error:  # whatever a proxy or a broken line raises may quote the address
            raise NetworkError(f"{type(error).__name__} while talking to Telegram") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Parse Telegram's JSON. Any other body is not logged, for the error page of a proxy may quote the address."""
        try:
            return json.loads(payload.decode(errors="replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None


def _session(proxy: str | None, connections: int) -> aiohttp.ClientSession:
    connector = ProxyConnector.from_url(proxy, limit=connections) if proxy else aiohttp.TCPConnector(limit=connections)
    headers = {"User-Agent": BaseRequest.USER_AGENT}
    return aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=aiohttp.DummyCookieJar())


def _given(value: object, otherwise: float) -> float | None:
    if value is None:
        return None
    return float(value) if isinstance(value, int | float) else otherwise


def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """Put PTB's four limits into aiohttp's: it has none for writing, so the whole call gets the sum of all four."""
    reach = None if connect is None or pool is None else connect + pool
    total = None if read is None or write is None or reach is None else read + write + reach
    return aiohttp.ClientTimeout(total=total, connect=reach, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None:
        return None
    # Telegram takes a file's name as it stands, Chinese included, not percent-encoded.
    form = aiohttp.FormData(quote_fields=False)
    for name, text in data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _readable(url: str, status: int, body: bytes) -> bytes:
    """Take the token out of the body of a failure, which PTB quotes in its errors."""
    found = TOKEN_IN_ADDRESS.search(url)
    return body.replace(found[1].encode(), b"<token>") if found and status >= 300 else body


class DiscreetBot(Bot):
    """PTB's bot without the token in its text form or in the error for a token that Telegram refuses."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}[{self.token.partition(':')[0]}]"

    async def initialize(self) -> None:
        """Ask Telegram who this bot is. Raises InvalidToken, whose text does not contain the token."""
        with contextlib.suppress(InvalidToken):
            await super().initialize()
            return
        raise InvalidToken("Telegram does not know this token")


def build_bot(token: str, base_url: str = TELEGRAM, proxy: str | None = None, connections: int = CONNECTIONS) -> Bot:
    """Build a bot over one session; `base_url` is the server's address without `/bot<token>`."""
    # At DEBUG PTB logs its addresses, which hold the token, and all parameters.
    library = logging.getLogger("telegram")
    if library.getEffectiveLevel() < logging.INFO:
        library.setLevel(logging.INFO)
    # PTB warns that the type of retry_after will change; `seconds_of` understands both.
    warnings.filterwarnings("ignore", ".*retry_after", PTBDeprecationWarning)
    request = AiohttpRequest(proxy, connections)
    base = base_url.rstrip("/")
    return DiscreetBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def server_time(base_url: str, proxy: str | None = None) -> datetime | None:
    """Read the clock of the Bot API server, to the second, from the `Date` of any answer; None where the answer has
    none.

    It needs no token. Raises NetworkError.
    """
    limit = aiohttp.ClientTimeout(total=CONNECT)
    try:
        async with (
            _session(proxy, 1) as session,
            session.head(base_url, timeout=limit, allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
    except Exception as error:  # whatever a proxy raises may quote its address, with a password
        raise NetworkError(f"{type(error).__name__} while asking Telegram for the time") from None


class TelegramProbe:
    """Whether Telegram answers this bot, asked at most every few seconds."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._asked, self._answered = float("-inf"), False

    async def answers(self) -> bool:
        """Ask, or repeat the answer of a moment ago."""
        now = asyncio.get_running_loop().time()
        if now - self._asked > PROBE_SECONDS:
            self._asked = now
            try:
                self._answered = bool(await self._bot.get_me())
            except TelegramError:
                self._answered = False
        return self._answered


async def until_reached(attempt: Callable[[], Awaitable[object]], backoff: Backoff | None = None) -> None:
    """Repeat `attempt` (such as `application.initialize`) until Telegram answers; the operator is told once in the log.

    Raises what Telegram itself refuses, above all InvalidToken.
    """
    pauses = backoff or Backoff()
    while True:
        try:
            await attempt()
        except RetryAfter as error:
            await pauses.wait(seconds_of(error))
        except NetworkError as error:
            if type(error) not in (NetworkError, TimedOut):
                raise
            if not pauses.tries:
                log.warning("连不上 Telegram，正在重试。 Telegram cannot be reached, trying again: %s", error)
            await pauses.wait()
        else:
            if pauses.tries:
                log.info("已连上 Telegram。 Telegram is reached.")
            return


def seconds_of(error: RetryAfter) -> float:
    """Return how many seconds Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
