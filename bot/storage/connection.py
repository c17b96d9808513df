"""The interface to a database, in asyncpg's shape and the same for SQLite and PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from typing import Any, Literal, Protocol

Row = Mapping[str, Any]
Value = int | float | str | bytes | bool | None
Dialect = Literal["sqlite", "postgresql"]


class Connection(Protocol):
    """A connection that runs SQL with the parameters `$1`, `$2`, …"""

    @property
    def dialect(self) -> Dialect: ...

    async def fetch(self, sql: str, *args: Value) -> list[Row]: ...

    async def fetchrow(self, sql: str, *args: Value) -> Row | None: ...

    async def execute(self, sql: str, *args: Value) -> int:
        """Run a statement and return how many rows it touched."""

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None: ...


class DatabaseTransaction(Connection, Protocol):
    """A connection inside a transaction, which rolls back when it is left without a commit."""

    async def commit(self) -> None:
        """Return when everything is durable; no statement is accepted afterwards."""


class Database(Protocol):
    """A database. Raises StorageUnavailable when it cannot be reached, Conflict when a constraint refuses a row."""

    @property
    def dialect(self) -> Dialect: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    def transaction(self) -> AbstractAsyncContextManager[DatabaseTransaction]: ...

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """Read what is committed, without waiting for writers."""

    async def forget_deleted(self) -> bool:
        """Remove what is left of deleted ballots in the write-ahead log or in dead rows; False while a reader still
        needs it."""


class Conflict(Exception):
    """A unique, foreign key or check constraint refused the row."""


def marks(count: int, after: int = 0) -> str:
    """List `count` parameters of SQL, such as `$2, $3`, numbered after the first `after` ones."""
    return ", ".join(f"${number}" for number in range(after + 1, after + count + 1))


def under(count: int, after: int = 0) -> str:
    """Ask for units whose path is LIKE one of `count` parameters, numbered after the first `after` ones; none where
    there are none."""
    return " OR ".join(f"unit.path LIKE ${number}" for number in range(after + 1, after + count + 1)) or "FALSE"


def literals(values: Iterable[StrEnum]) -> str:
    """List the values as texts of SQL, such as `'deputy', 'secretary'`."""
    return ", ".join(f"'{one.value}'" for one in sorted(values))
