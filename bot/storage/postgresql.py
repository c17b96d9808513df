"""PostgreSQL through asyncpg: a pool of connections, with one transaction on each."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import asyncpg

from bot.domain.errors import StorageUnavailable
from bot.storage.connection import Conflict, Connection, DatabaseTransaction, Dialect, Row, Value

CLEAR_BALLOTS = "VACUUM elector, envelope"
# Whether VACUUM has left no dead rows, by its own statistics, in these tables and in those of their long values. Where
# the server keeps no statistics, it is not known and the answer is no.
CLEARED = """
SELECT current_setting('track_counts')::boolean AND COALESCE(SUM(pg_stat_get_dead_tuples(kept)), 0) = 0 AS cleared
FROM (SELECT unnest(ARRAY[oid, reltoastrelid]) AS kept FROM pg_class
  WHERE oid IN ('elector'::regclass, 'envelope'::regclass)) AS tables WHERE kept <> 0"""
UNREACHABLE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server closed the connection while it was idle
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientResourcesError,  # too many connections, no memory, a full disk: as on SQLite
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn asyncpg's errors into those of the storage layer, whose texts quote no value."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        # The error's message quotes the row.
        raise Conflict(error.constraint_name or type(error).__name__) from None
    except asyncpg.DataError as error:
        raise ValueError(type(error).__name__) from None
    except UNREACHABLE as error:
        if isinstance(error, ValueError):  # a wrong parameter, which asyncpg also calls an interface error, quoting it
            raise ValueError("a parameter of the wrong type") from None
        raise StorageUnavailable(type(error).__name__) from None


class PostgresConnection:
    """A connection of the pool."""

    dialect: Dialect = "postgresql"

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        with translated():
            return [dict(row) for row in await self._raw.fetch(sql, *args)]

    async def fetchrow(self, sql: str, *args: Value) -> Row | None:
        with translated():
            row = await self._raw.fetchrow(sql, *args)
        return None if row is None else dict(row)

    async def execute(self, sql: str, *args: Value) -> int:
        with translated():
            status: str = await self._raw.execute(sql, *args)
        count = status.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        with translated():
            await self._raw.executemany(sql, rows)


class PostgresTransaction(PostgresConnection):
    """A transaction on a connection of the pool."""

    def __init__(self, raw: Any, transaction: Any) -> None:
        super().__init__(raw)
        self._transaction = transaction
        self.open = True

    async def commit(self) -> None:
        if not self.open:
            raise RuntimeError("this transaction has ended")
        self.open = False
        with translated():
            await self._transaction.commit()


class PostgresDatabase:
    """A pool of connections. `name`, at most 63 bytes, is shown in the server's list of sessions."""

    dialect: Dialect = "postgresql"

    def __init__(self, dsn: str, connections: int = 10, name: str = "zhibu") -> None:
        self._dsn = dsn
        self._name = name
        self._connections = connections
        self._pool: Any = None

    async def open(self) -> None:
        with translated():
            self._pool = await asyncpg.create_pool(
                self._dsn,
                min_size=1,
                max_size=self._connections,
                server_settings={"application_name": self._name},
            )

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()

    @asynccontextmanager
    async def _acquired(self) -> AsyncIterator[Any]:
        with translated():
            raw = await self._pool.acquire()
        try:
            yield raw
        finally:
            with translated():
                await self._pool.release(raw)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        async with self._acquired() as raw:
            yield PostgresConnection(raw)

    async def forget_deleted(self) -> bool:
        """False while dead rows of ballots are left, because an open snapshot still sees them or new votes came
        meanwhile."""
        async with self._acquired() as raw:
            with translated():
                await raw.execute(CLEAR_BALLOTS)
                return bool(await raw.fetchval(CLEARED))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        async with self._acquired() as raw:
            transaction = raw.transaction()
            with translated():
                await transaction.start()
            one = PostgresTransaction(raw, transaction)
            try:
                yield one
            finally:
                if one.open:
                    one.open = False
                    with translated():
                        await transaction.rollback()
