"""A bot against the local Telegram, as small as it can be: what the tests of the gateway share."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.domain.clock import SystemClock
from bot.domain.errors import DomainError, StorageUnavailable
from bot.domain.request import Request
from bot.gateway import outcome
from bot.gateway.backoff import Backoff
from bot.gateway.client import build_bot
from bot.gateway.intake import Intake
from bot.gateway.polling import Polling
from bot.sandbox.server import Telegram
from bot.storage.connection import Database, DatabaseTransaction
from bot.storage.installation import state
from bot.storage.unit_of_work import UnitOfWork

TOKEN = "4242:AAH-very-secret-part_of-the-token"
Handle = Callable[[Update], Awaitable[None]]


def application_for(bot: Bot, handle: Handle) -> Application[Any, Any, Any, Any, Any, Any]:
    """Hands every update to `handle`; errors are treated as the real application treats them."""

    async def callback(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        await handle(update)

    async def on_error(_: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if isinstance(context.error, Exception) and not isinstance(context.error, DomainError):
            outcome.failed(context.error, "R-1")

    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(TypeHandler(Update, callback))
    application.add_error_handler(on_error)
    return application


class Counter:
    """An effect that can be counted: each update adds one to a row."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    async def add(self, update: Update, bot_id: int = 4242) -> int:
        now = self.uow.clock.now()
        async with self.uow.begin(
            Request(bot_id, 1, now, ZoneInfo("Asia/Shanghai"), update_id=update.update_id)
        ) as work:
            value = int(await state.get(work, "counter") or "0")
            await state.put(work, "counter", str(value + 1))
            await work.commit()
        return value if work.is_redelivery else value + 1

    async def value(self) -> int:
        async with self.uow.reading() as cx:
            return int(await state.get(cx, "counter") or "0")


class Together:
    """A handler that counts how many updates it has in hand at once; each waits for the database."""

    def __init__(self, rig: "Rig") -> None:
        self.rig = rig
        self.now = self.most = 0

    async def handle(self, update: Update) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await self.rig.counter.value()
        self.now -= 1


class Flaky:
    """A database that cannot be reached as often as asked, then the real one."""

    def __init__(self, real: Database) -> None:
        self.real = real
        self.dialect = real.dialect
        self.away = 0
        self.error: Exception = StorageUnavailable("away")

    async def open(self) -> None:
        await self.real.open()

    async def close(self) -> None:
        await self.real.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        self._maybe_away()
        async with self.real.transaction() as transaction:
            yield transaction

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Any]:
        self._maybe_away()
        async with self.real.reading() as connection:
            yield connection

    async def forget_deleted(self) -> bool:
        return await self.real.forget_deleted()

    def _maybe_away(self) -> None:
        if self.away > 0:
            self.away -= 1
            raise self.error


class Rig:
    """Telegram, a bot, a database, and the gateway started and stopped (or killed) at will."""

    def __init__(self, telegram: Telegram, database: Database) -> None:
        self.telegram = telegram
        self.account = telegram.add_bot(TOKEN, "branch_bot")
        self.database = Flaky(database)
        self.uow = UnitOfWork(self.database, SystemClock())
        self.counter = Counter(self.uow)
        self.bot = build_bot(TOKEN, telegram.url)
        self.seen: list[str] = []
        self.fast = Backoff(0.01, 0.1)
        self.running: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many updates Telegram still keeps."""
        return len(self.account.updates)

    @property
    def looks(self) -> int:
        return sum(call["method"].lower() == "getupdates" for call in self.telegram.calls)

    async def start(self, handle: Handle, *, careful: bool = False, seconds: float = 30.0, **more: Any) -> None:
        self.application = application_for(self.bot, handle)
        await self.application.initialize()
        self.intake = Intake(
            self.application, self.uow, 4242, careful=careful, seconds=seconds, backoff=self.fast, **more
        )
        self.polling = Polling(self.bot, self.intake, long=20, backoff=self.fast)
        self.running = asyncio.create_task(self.polling.run())

    async def kill(self) -> None:
        """As a process dies: nothing is finished and nothing is confirmed."""
        assert self.polling._poll is not None
        self.polling._poll.cancel()
        for task in tuple(self.intake._tasks):
            task.cancel()
        await asyncio.gather(self.polling._poll, *self.intake._tasks, return_exceptions=True)

    async def stop(self) -> None:
        await self.polling.stop(2.0)


async def administrator(uow: UnitOfWork, account: int) -> None:
    async with uow.begin() as work:
        await work.execute("INSERT INTO account (id, administrator_since) VALUES ($1, $2)", account, 1)
        await work.commit()


async def rows(uow: UnitOfWork, sql: str) -> list[dict[str, Any]]:
    async with uow.reading() as cx:
        return [dict(row) for row in await cx.fetch(sql)]


def hides(text: str) -> bool:
    """Neither the token nor its secret half is in the text."""
    return not re.search(r"very-secret-part", text)
