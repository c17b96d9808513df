"""A connection to a SQLite file: parameters by name, and errors as those of the storage layer."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiosqlite

from bot.domain.errors import StorageUnavailable
from bot.storage.connection import Conflict, Dialect, Row, Value

BUSY = re.compile(r"locked|busy|unable to open|disk I/O|is full", re.IGNORECASE)


def private(path: Path) -> None:
    """Create a database file that only its owner can read; SQLite gives its WAL files the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)


@contextmanager
def translated() -> Iterator[None]:
    """Turn SQLite's errors into those of the storage layer."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from None
    except sqlite3.OperationalError as error:
        if BUSY.search(str(error)):
            raise StorageUnavailable(str(error)) from None
        raise


def named(args: Sequence[Value]) -> dict[str, Value]:
    """Bind parameters by name, for SQLite numbers `$1`, `$2`, … by their first appearance."""
    return {str(place): value for place, value in enumerate(args, 1)}


class SqliteConnection:
    """A connection to the database file."""

    dialect: Dialect = "sqlite"

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        with translated():
            return [dict(row) for row in await self._raw.execute_fetchall(sql, named(args))]

    async def fetchrow(self, sql: str, *args: Value) -> Row | None:
        rows = await self.fetch(sql, *args)
        return rows[0] if rows else None

    async def execute(self, sql: str, *args: Value) -> int:
        with translated():
            cursor = await self._raw.execute(sql, named(args))
            return max(cursor.rowcount, 0)

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        with translated():
            await self._raw.executemany(sql, [named(row) for row in rows])
