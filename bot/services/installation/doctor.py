"""The checks of `zhibu doctor`: each a code with what fills its sentence."""

import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.domain.errors import StorageUnavailable
from bot.services.installation import doctor_rating, schema
from bot.services.installation.doctor_rating import Check
from bot.settings import Settings
from bot.storage.connection import Connection, Database
from bot.storage.installation import monitoring

__all__ = ["Check", "examine"]

CLOCK_SECONDS = 30.0
"""How far this machine's clock may be from the Bot API's."""
LOOPBACK = ("127.", "localhost", "[::1]", "::1")

GetMe = Callable[[], Awaitable[str]]
ServerTime = Callable[[], Awaitable[datetime | None]]


async def examine(settings: Settings, database: Database, get_me: GetMe, server_time: ServerTime) -> list[Check]:
    """Check the whole installation.

    `database` is not open yet; `get_me` gives the bot's user name, `server_time` the Bot API's clock; or they raise.
    """
    facts = {"mode": settings.mode, "dialect": database.dialect}
    found = [Check("settings", True, "read", facts), _data_dir(settings.data_dir)]
    found += await _database(settings, database)
    found += [await _token(settings, get_me), await _clock(server_time)]
    return [*found, _web(settings), *doctor_rating.outside(settings.ballot_key_dir)]


def _data_dir(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Check("data_dir", True, "writable", {"folder": str(folder)})
    except OSError as error:
        facts = {"folder": str(folder), "reason": error.strerror or type(error).__name__}
        return Check("data_dir", False, "not_writable", facts)


async def _database(settings: Settings, database: Database) -> list[Check]:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        return [Check("database", False, "missing", {"path": str(path)})]
    try:
        await database.open()
    except StorageUnavailable as error:
        return [Check("database", False, f"unreachable {error}")]
    try:
        async with database.reading() as cx:
            here = Check("database", True, "reachable", {"dialect": database.dialect})
            return [here, *await _inside(settings, cx)]
    except StorageUnavailable as error:
        return [Check("database", False, f"unreachable {error}")]
    finally:
        with suppress(StorageUnavailable):
            await database.close()


async def _inside(settings: Settings, cx: Connection) -> list[Check]:
    has, needs = await monitoring.revision(cx), schema.expected()
    if has != needs:
        return [Check("schema", False, "other" if has else "none", {"has": has or "", "needs": needs})]
    counts = await monitoring.row_counts(cx)
    return [
        Check("schema", True, "current", {"has": has}),
        _counted("parked_updates", counts["updates_parked"]),
        _counted("undelivered", counts["outbox_parked"]),
        Check("queued", True, "counted", {"count": str(counts["outbox_queued"])}),
        *await doctor_rating.inside(settings, cx),
    ]


def _counted(name: str, count: int) -> Check:
    """Check a count that should be none, but does not stop the bot."""
    return Check(name, None if count else True, "counted", {"count": str(count)})


async def _token(settings: Settings, get_me: GetMe) -> Check:
    if not settings.token.get_secret_value():
        return Check("token", False, "missing")
    try:
        return Check("token", True, "known", {"name": await get_me()})
    except Exception as error:
        return Check("token", False, "refused", {"reason": type(error).__name__})


async def _clock(server_time: ServerTime) -> Check:
    try:
        there = await server_time()
    except Exception:
        return Check("clock", None, "not_compared")
    if there is None:
        return Check("clock", None, "not_compared")
    off = (datetime.now(UTC) - there).total_seconds()
    well = abs(off) <= CLOCK_SECONDS
    return Check("clock", well, "off_by" if well else "wrong", {"seconds": f"{off:+.0f}"})


def _web(settings: Settings) -> Check:
    address = urlsplit(settings.web_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        return Check("web", False, "not_an_address", {"url": settings.web_url})
    if settings.mode == "webhook" and urlsplit(settings.webhook_url).scheme != "https":
        return Check("web", False, "webhook_needs_https")
    near = address.netloc.startswith(LOOPBACK)
    code = "this_machine_only" if near else "public"
    return Check("web", None if near else True, code, {"url": settings.web_url})
