"""SQLite: transactions write in turn, each in its own savepoint; those that arrive together share one commit."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.domain.errors import CommitFailed
from bot.storage.connection import Connection, DatabaseTransaction, Dialect
from bot.storage.sqlite_connection import SqliteConnection, private, translated

BUSY_MS = 5_000
SHARED_AT_MOST = 32
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA secure_delete = ON",
)


class Batch:
    """The transactions that become durable by one COMMIT."""

    def __init__(self) -> None:
        self.size = 0
        self.durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class SqliteTransaction(SqliteConnection):
    """A transaction, which alone uses the writer between its SAVEPOINT and RELEASE."""

    def __init__(self, raw: aiosqlite.Connection, database: "SqliteDatabase") -> None:
        super().__init__(raw)
        self._database = database
        self.open = True

    async def commit(self) -> None:
        if not self.open:
            raise RuntimeError("this transaction has ended")
        self.open = False
        # A cancelled caller does not stop it half-way: what is released is committed, and its update id is recorded.
        await asyncio.shield(self._database.join())


class SqliteDatabase:
    """A database file with one connection that writes and one that reads."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._batch: Batch | None = None
        self._alone = 0
        self._flushing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        private(self.path)
        with translated():
            self._writer = await self._connect()
            self._reader = await self._connect()
            await self._reader.execute("PRAGMA query_only = ON")
        self._reading = asyncio.Lock()

    async def _connect(self) -> aiosqlite.Connection:
        raw = await aiosqlite.connect(self.path, isolation_level=None)
        raw.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            await raw.execute(pragma)
        return raw

    async def close(self) -> None:
        async with self._turn:
            await self._commit()
        await self._writer.close()
        await self._reader.close()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        async with self._reading:
            yield SqliteConnection(self._reader)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        await self._take_turn()
        one = SqliteTransaction(self._writer, self)
        try:
            await self._begin()
        except BaseException:
            self._flushing = asyncio.create_task(self._take_back())
            raise
        try:
            yield one
        finally:
            if one.open:
                one.open = False
                await asyncio.shield(self._abandon())

    async def forget_deleted(self) -> bool:
        """Truncate the write-ahead log. It does not wait for readers in other processes, for writers would have to wait
        with it."""
        async with self._turn, self._reading:
            await self._commit()
            try:
                await self._writer.execute("PRAGMA busy_timeout = 0")
                rows = list(await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)"))
            finally:
                await self._writer.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        return bool(rows[0][0] == 0)

    async def _take_turn(self) -> None:
        self._waiting += 1
        try:
            await self._turn.acquire()
        except asyncio.CancelledError:
            # Others may wait for this transaction to make the common commit.
            self._flushing = asyncio.create_task(self._flush())
            raise
        finally:
            self._waiting -= 1

    async def _flush(self) -> None:
        async with self._turn:
            if not self._waiting:
                await self._commit()

    async def _begin(self) -> None:
        if self._batch is not None and not self._writer.in_transaction:
            self._fail("the transaction was rolled back")
        with translated():
            if self._batch is None:
                await self._writer.execute("BEGIN IMMEDIATE")
                self._batch = Batch()
            await self._writer.execute("SAVEPOINT one")

    async def _take_back(self) -> None:
        """Undo what was begun for a caller that was cancelled, for a cancelled statement still reaches the database."""
        try:
            if self._batch is not None:
                await self._undo()
            else:
                await self._writer.rollback()
        finally:
            self._turn.release()

    async def _abandon(self) -> None:
        """Undo one savepoint and let the others of the batch go on."""
        try:
            await self._undo()
        finally:
            self._turn.release()

    async def join(self) -> None:
        """Hand on the turn, and return when the common commit is durable."""
        batch = self._batch
        if batch is None:
            raise RuntimeError("no transaction is open")
        try:
            await self._release()
            batch.size += 1
            alone, self._alone = self._alone > 0, max(0, self._alone - 1)
            if not self._waiting or batch.size >= SHARED_AT_MOST or alone:
                await self._commit()
        finally:
            self._turn.release()
        await batch.durable

    async def _release(self) -> None:
        try:
            with translated():
                await self._writer.execute("RELEASE one")
        except BaseException:
            await self._undo()
            raise

    async def _undo(self) -> None:
        """Undo the savepoint. A full disk rolls everything back by itself: then the whole batch fails, and nobody waits
        for it."""
        try:
            await self._writer.execute("ROLLBACK TO one")
            await self._writer.execute("RELEASE one")
        except sqlite3.Error as error:
            if self._writer.in_transaction:
                await self._writer.rollback()
            self._fail(str(error))
        if not self._waiting:
            await self._commit()

    async def _commit(self) -> None:
        if self._batch is None:
            return
        try:
            await self._writer.execute("COMMIT")
        except sqlite3.Error as error:
            if self._writer.in_transaction:
                await self._writer.rollback()
            self._fail(str(error))
            return
        batch, self._batch = self._batch, None
        batch.durable.set_result(None)

    def _fail(self, reason: str) -> None:
        """Fail a batch of which nothing was kept; as many of the next transactions as shared it commit alone."""
        batch, self._batch = self._batch, None
        if batch is not None:
            self._alone = batch.size
            batch.durable.set_exception(CommitFailed(reason))
            batch.durable.exception()  # nobody may be left to read it
