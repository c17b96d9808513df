"""Run a use case in one transaction: leaving the block rolls back, and the commit is explicit and happens once."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from datetime import datetime

from bot.domain.clock import Clock, to_ms
from bot.domain.message import Message
from bot.domain.request import Request
from bot.storage import outbox, seen_update
from bot.storage.connection import Connection, Database, DatabaseTransaction, Dialect, Row, Value
from bot.storage.outbox import NORMAL, OutboundMessage
from bot.storage.waiting import waiting

_inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)


def inside_transaction() -> bool:
    """Tell whether the running task is between begin and commit, where Telegram must not be awaited."""
    return _inside.get()


class Transaction:
    """A database transaction together with what belongs to one request: its moment, its update, the messages it causes.

    `is_redelivery` is true for an update whose effect is stored already: everything may be read and decided as
    usual, but `commit` keeps nothing, so that a second delivery changes nothing.
    """

    def __init__(
        self, transaction: DatabaseTransaction, now: datetime, request: Request | None, *, is_redelivery: bool
    ) -> None:
        self._transaction = transaction
        self._request = request
        self.now = now
        self.is_redelivery = is_redelivery
        self.posted = False
        self.committed = False

    @property
    def dialect(self) -> Dialect:
        return self._transaction.dialect

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        return await self._transaction.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: Value) -> Row | None:
        return await self._transaction.fetchrow(sql, *args)

    async def execute(self, sql: str, *args: Value) -> int:
        return await self._transaction.execute(sql, *args)

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        await self._transaction.executemany(sql, rows)

    async def post(self, message: OutboundMessage) -> bool:
        """Queue a message with this transaction; False where its key is there already."""
        added = await outbox.add(self._transaction, message, self.now)
        self.posted = self.posted or added
        return added

    async def post_many(self, messages: Sequence[OutboundMessage]) -> None:
        """Queue an announcement to many; messages whose key is there already are passed over."""
        if messages:
            await outbox.add_many(self._transaction, messages, self.now)
            self.posted = True

    async def tell(
        self, chats: Iterable[int], mark: str, message: Message, due: datetime | None = None, priority: int = NORMAL
    ) -> None:
        """Queue a message to each of the chats, to each once for the message's kind and the mark."""
        key = f"{message.kind}:{mark}"
        await self.post_many([OutboundMessage(f"{key}:{id}", id, message, due, priority) for id in chats])

    async def commit(self) -> None:
        """Make everything durable, or nothing where the update is a redelivery."""
        if self.is_redelivery:
            self.posted = False
            return
        try:
            with waiting():
                await self._transaction.commit()
            self.committed = True
            if self._request is not None:
                self._request.spent = self._request.update_id is not None
        finally:
            _inside.set(False)


class UnitOfWork:
    """The transactions of a database. `mail` is set after every commit that queued a message, to wake the delivery."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.mail = asyncio.Event()

    @asynccontextmanager
    async def begin(self, request: Request | None = None) -> AsyncIterator[Transaction]:
        """Begin a transaction. RuntimeError for a second writing transaction of one update."""
        if request is not None and request.spent:
            raise RuntimeError("one update, one writing transaction")
        async with AsyncExitStack() as stack:
            with waiting():
                transaction = await stack.enter_async_context(self.database.transaction())
            token, work = _inside.set(True), None
            try:
                is_redelivery = False
                if request is not None and request.update_id is not None:
                    is_redelivery = not await seen_update.mark(
                        transaction, request.bot_id, request.update_id, to_ms(request.now)
                    )
                now = request.now if request else self.clock.now()
                work = Transaction(transaction, now, request, is_redelivery=is_redelivery)
                yield work
            finally:
                _inside.reset(token)
                if work is not None and work.posted:
                    self.mail.set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        async with self.database.reading() as connection:
            yield connection
