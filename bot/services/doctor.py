"""Whether the installation is well: a line a thing, as codes and facts."""

import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.domain.errors import StorageUnavailable
from bot.services import schema
from bot.settings import Settings
from bot.storage import house
from bot.storage.connection import Connection, Database

CLOCK_SECONDS = 30.0
"""How far this machine's clock may be from the Bot API's."""
LOOPBACK = ("127.", "localhost", "[::1]", "::1")

GetMe = Callable[[], Awaitable[str]]
ServerTime = Callable[[], Awaitable[datetime | None]]


@dataclass(frozen=True, slots=True)
class Check:
    """`ok` None: worth a look, or could not be examined. `detail`: a code, then facts."""

    name: str
    ok: bool | None
    detail: str


async def examine(
    settings: Settings, database: Database, get_me: GetMe, server_time: ServerTime | None = None
) -> list[Check]:
    """`database` not yet open. `get_me` gives the bot's user name or raises; `server_time` the Bot API's clock."""
    found = [Check("settings", True, f"{settings.mode} {database.dialect}"), _data_dir(settings.data_dir)]
    found += await _database(settings, database)
    found += [await _token(settings, get_me), await _clock(server_time)]
    return [*found, _web(settings), _ballot_keys(settings.ballot_key_dir)]


def _data_dir(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Check("data_dir", True, f"writable {folder}")
    except OSError as error:
        return Check("data_dir", False, f"not_writable {folder}: {error.strerror}")


async def _database(settings: Settings, database: Database) -> list[Check]:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        return [Check("database", False, f"missing {path}: run `migrate`")]
    try:
        await database.open()
    except StorageUnavailable as error:
        return [Check("database", False, f"unreachable {error}")]
    try:
        async with database.reading() as cx:
            return [Check("database", True, f"reachable {database.dialect}"), *await _inside(cx)]
    except StorageUnavailable as error:
        return [Check("database", False, f"unreachable {error}")]
    finally:
        with suppress(StorageUnavailable):
            await database.close()


async def _inside(cx: Connection) -> list[Check]:
    has, needs = await house.revision(cx), schema.expected()
    if has != needs:
        return [Check("schema", False, f"has {has or 'none'}, needs {needs}: run `migrate`")]
    counts = await house.figures(cx)
    return [
        Check("schema", True, has),
        Check("parked_updates", None if counts["updates_parked"] else True, str(counts["updates_parked"])),
        Check("undelivered", None if counts["outbox_parked"] else True, str(counts["outbox_parked"])),
        Check("queued", True, str(counts["outbox_queued"])),
    ]


async def _token(settings: Settings, get_me: GetMe) -> Check:
    if not settings.token.get_secret_value():
        return Check("token", False, "missing BOT_TOKEN")
    try:
        return Check("token", True, f"@{await get_me()}")
    except Exception as error:
        return Check("token", False, f"refused_or_unreachable {type(error).__name__}")


async def _clock(server_time: ServerTime | None) -> Check:
    try:
        there = await server_time() if server_time is not None else None
    except Exception as error:
        return Check("clock", None, f"not_compared {type(error).__name__}")
    if there is None:
        return Check("clock", None, "not_compared")
    off = (datetime.now(UTC) - there).total_seconds()
    return Check("clock", abs(off) <= CLOCK_SECONDS, f"off_by {off:+.1f} s")


def _web(settings: Settings) -> Check:
    address = urlsplit(settings.web_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        return Check("web", False, f"not_an_address {settings.web_url}")
    if settings.mode == "webhook" and urlsplit(settings.webhook_url).scheme != "https":
        return Check("web", False, "webhook_needs_https")
    near = address.netloc.startswith(LOOPBACK)
    return Check("web", None if near else True, f"{'this_machine_only' if near else 'public'} {settings.web_url}")


def _ballot_keys(folder: Path) -> Check:
    if not folder.exists():
        return Check("ballot_keys", True, f"none_yet {folder}")
    mode = folder.stat().st_mode & 0o777
    return Check("ballot_keys", mode == 0o700, f"mode {mode:o} {folder}")
