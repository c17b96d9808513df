"""An installation to be backed up and put back: what it holds, what is added later, what a refusal leaves."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.services.installation import backup
from bot.settings import Settings, load
from bot.storage.connection import Database
from bot.storage.installation.backup import RESTORED
from tests.conftest import open_database
from tests.world import World

PUT = "INSERT INTO state (key, value) VALUES ($1, 'x')"


def settings_of(database_url: str, tmp_path: Path) -> Settings:
    keys = tmp_path.parent / f"{tmp_path.name}-keys"
    return load(_env_file=None, database_url=database_url, data_dir=tmp_path / "data", ballot_key_dir=keys)


async def put(database: Database, *keys: str) -> None:
    await World(database).run_all(PUT, [(key,) for key in keys])


async def keys(url: str) -> list[str]:
    """But for the mark of a restored database."""
    database = open_database(url)
    await database.open()
    rows = await World(database).rows("SELECT key FROM state WHERE key <> $1 ORDER BY key", RESTORED)
    await database.close()
    return [str(row["key"]) for row in rows]


async def filled(settings: Settings) -> None:
    database = open_database(settings.database_url)
    await database.open()
    await put(database, "before")
    await database.close()
    attach(settings, "a/one.jpg", b"one")


def attach(settings: Settings, name: str, data: bytes) -> Path:
    path = settings.data_dir / "attachments" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


async def later(settings: Settings) -> None:
    """What happens after the backup."""
    database = open_database(settings.database_url)
    await database.open()
    await put(database, "after")
    await database.close()


async def refused(code: str, settings: Settings, path: Path) -> DomainError:
    """The restore is refused with that code, and nothing is other than it was."""
    held = await keys(settings.database_url)
    with pytest.raises(DomainError) as error:
        await asyncio.to_thread(backup.restore, settings, path)
    assert error.value.code == code
    assert await keys(settings.database_url) == held
    return error.value


def kept_keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT key FROM state WHERE key <> ? ORDER BY key", (RESTORED,))
        return [str(key) for (key,) in rows]
