"""The local Telegram and a bot against it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.server import Telegram
from bot.storage.sqlite import SqliteDatabase
from tests.gateway.rig import Rig


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    started = Telegram()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def rig(telegram: Telegram, sqlite_url: str) -> AsyncIterator[Rig]:
    database = SqliteDatabase(Path(sqlite_url.removeprefix("sqlite+aiosqlite:///")))
    await database.open()
    made = Rig(telegram, database)
    await made.bot.initialize()
    yield made
    if made.running is not None:
        await made.polling.stop(1.0)
    await made.bot.shutdown()
    await database.close()
