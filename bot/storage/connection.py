"""The one door to a database: asyncpg's shape, the same for SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Literal, Protocol

Row = Mapping[str, Any]
Value = int | float | str | bytes | bool | None
Dialect = Literal["sqlite", "postgresql"]


class Connection(Protocol):
    """Runs SQL whose parameters are `$1`, `$2`, …"""

    @property
    def dialect(self) -> Dialect: ...

    async def fetch(self, sql: str, *args: Value) -> list[Row]: ...

    async def fetchrow(self, sql: str, *args: Value) -> Row | None: ...

    async def execute(self, sql: str, *args: Value) -> int:
        """How many rows were touched."""

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None: ...


class DatabaseTransaction(Connection, Protocol):
    async def commit(self) -> None:
        """Returns when everything is durable; after it no statement is accepted. Without it, leaving rolls back."""


class Database(Protocol):
    """Raises StorageUnavailable when it cannot be reached, Conflict when a constraint refuses."""

    @property
    def dialect(self) -> Dialect: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    def transaction(self) -> AbstractAsyncContextManager[DatabaseTransaction]: ...

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """What is committed, without waiting for writers."""

    async def forget_deleted(self) -> bool:
        """Nothing of ballots that was deleted before is left in the write-ahead log or in dead rows; False while a
        reader still needs it."""


class Conflict(Exception):
    """A unique, foreign key or check constraint refused the row."""


def marks(count: int, after: int = 0) -> str:
    """`$2, $3`: so many parameters after the first ones."""
    return ", ".join(f"${number}" for number in range(after + 1, after + count + 1))
