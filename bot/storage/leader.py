"""Elect one leader among several workers, by an advisory lock that is held as long as its connection lives."""

import asyncio
import contextlib
from contextlib import AsyncExitStack

from bot.domain.errors import StorageUnavailable
from bot.storage.connection import Connection, Database

LOCK = 0x7A68_6962_75
"""The number of the advisory lock in PostgreSQL."""
TRY = "SELECT pg_try_advisory_lock($1) AS held"


class Leader:
    """The leadership of this worker, which keeps one connection of the pool while it leads. On SQLite the only process
    leads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stack: AsyncExitStack | None = None
        self._connection: Connection | None = None
        self._asking = asyncio.Lock()

    async def leads(self) -> bool:
        """Tell whether this worker leads now; it takes the lead where nobody has it. False without a database."""
        if self._database.dialect == "sqlite":
            return True
        async with self._asking:
            try:
                return await self._still() or await self._take()
            except StorageUnavailable:
                await self._let_go()
                return False

    async def resign(self) -> None:
        """Let another worker lead."""
        async with self._asking:
            await self._let_go()

    async def _still(self) -> bool:
        if self._connection is None:
            return False
        await self._connection.fetchrow("SELECT 1 AS alive")
        return True

    async def _take(self) -> bool:
        stack = AsyncExitStack()
        connection = await stack.enter_async_context(self._database.reading())
        try:
            row = await connection.fetchrow(TRY, LOCK)
        except BaseException:
            await stack.aclose()
            raise
        if row is None or not row["held"]:
            await stack.aclose()
            return False
        self._stack, self._connection = stack, connection
        return True

    async def _let_go(self) -> None:
        stack, self._stack, self._connection = self._stack, None, None
        if stack is not None:
            # A connection given back to the pool loses its advisory locks.
            with contextlib.suppress(StorageUnavailable):
                await stack.aclose()
