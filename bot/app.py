"""Compose the serving process from its parts: settings, database, Telegram application, scheduler, web; start and stop
it."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import structlog
from telegram.ext import Application, ContextTypes

from bot import handlers
from bot.domain.clock import Clock, SystemClock
from bot.domain.rectification.message import EvidencePiece
from bot.gateway.client import TelegramProbe, build_bot, until_reached
from bot.gateway.intake import Intake
from bot.gateway.pace import Limits, Pace
from bot.gateway.polling import Polling
from bot.gateway.sender import Call, Sender
from bot.gateway.webhook import Webhook, set_webhook
from bot.handlers.attendance.projector import codes
from bot.handlers.context import RUNTIME, App, Context, Runtime
from bot.handlers.show import message_call
from bot.installation import installation_of
from bot.jobs import ServerJobs, of_key_holder
from bot.scheduling.composer import Composer
from bot.scheduling.outbox import Delivery
from bot.scheduling.reminder import Reminding
from bot.scheduling.table import Job, Scheduler
from bot.services.files import attachment
from bot.services.installation import lifecycle, schema, serving_lock
from bot.services.installation.lifecycle import LastRun
from bot.services.installation.serving_lock import ServingLock
from bot.services.outbox import Claimed
from bot.services.questions import dues
from bot.services.rating import recover as rating_recovery
from bot.services.rating import worker as rating_worker
from bot.settings import Settings
from bot.storage.connection import Database
from bot.storage.leader import Leader
from bot.storage.postgresql import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views import menu
from bot.web.projector import Board
from bot.web.server import Web

log = structlog.get_logger(__name__)
IN_HAND_SECONDS = 6.0


def open_database(settings: Settings, name: str = "zhibu") -> Database:
    """Make the database that the settings name, not yet opened; `name` is shown in PostgreSQL's list of sessions."""
    if settings.sqlite_path is not None:
        return SqliteDatabase(settings.sqlite_path)
    return PostgresDatabase(settings.database_url.replace("+asyncpg", ""), name=name)


class Server:
    """One serving process. `start` returns when it serves; `run` returns when it was told to stop.

    `lock` is the lock on a SQLite file where it was taken before; the server releases it.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None, lock: ServingLock | None = None) -> None:
        self.settings = settings
        self._lock = lock
        self.clock = clock or SystemClock()
        self._worker = lifecycle.worker_name()
        self.database = open_database(settings, self._worker)
        self.uow = UnitOfWork(self.database, self.clock)
        self.leader = Leader(self.database)
        self.installation = installation_of(settings.config_dir)
        self.texts = Texts(settings.zone, self.installation.meetings.names())
        keep = timedelta(days=settings.retention.sent_messages)
        self.reminding = Reminding(self.uow, self.clock, settings.zone, self.installation, keep)
        dues.rules(settings.config_dir)  # a mistake in this file stops the start
        self._stopping = asyncio.Event()
        self._serving: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Return when the server serves. A start that fails leaves nothing open that would keep the process alive."""
        async with AsyncExitStack() as undo:
            await self._start(undo)
            undo.pop_all()

    async def _start(self, undo: AsyncExitStack) -> None:
        await self._open(undo)
        await self._reach_telegram(undo)
        before = await self._recover(undo)
        self.intake = Intake(self.application, self.uow, self.bot.id, careful=not before.clean)
        composer = Composer(self._render, self.settings.language, self._prepare)
        self.delivery = Delivery(self.uow, self.sender, composer, self.clock, leads=self.leader.leads)
        undo.push_async_callback(self.delivery.stop, 0.0)
        self.scheduler = Scheduler(self._jobs(), self.leader.leads)
        undo.push_async_callback(self.scheduler.stop, 0.0)
        self.web = self._web()
        undo.push_async_callback(self.web.stop)
        await self._serve()
        log.info("serving", bot=self.bot.username, mode=self.settings.mode, web=self.settings.web_url)

    async def _open(self, undo: AsyncExitStack) -> None:
        """Lock a SQLite file, open the database, and check its schema."""
        if self._lock is None and self.settings.sqlite_path is not None:
            self._lock = serving_lock.take(self.settings.sqlite_path)
        undo.callback(self._unlock)
        await self.database.open()
        undo.push_async_callback(self.database.close)
        await schema.require(self.uow)

    async def _reach_telegram(self, undo: AsyncExitStack) -> None:
        """Build the bot and its application, and wait until Telegram answers."""
        settings = self.settings
        proxy = settings.proxy.get_secret_value() or None
        self.bot = build_bot(settings.token.get_secret_value(), settings.base_url, proxy)
        undo.push_async_callback(self.bot.shutdown)
        self.probe = TelegramProbe(self.bot)
        self.sender = Sender(self.bot, Pace(Limits(settings.pace.per_second, settings.pace.per_group_minute)))
        self.application = self._application()
        await until_reached(self.application.initialize)

    async def _recover(self, undo: AsyncExitStack) -> LastRun:
        """Find the ballot keys, go on with ratings that were under way, and note the start; how the last run ended."""
        settings, rules = self.settings, self.installation
        self.keys = await rating_recovery.folder(self.uow, settings.ballot_key_dir) if settings.holds_keys else None
        runtime = Runtime(self.uow, self.clock, settings, rules, self.texts, self.sender, self.keys)
        self.application.bot_data[RUNTIME] = runtime
        await rating_worker.start(self.uow, self.keys, rules.rating, settings.zone)
        before = await lifecycle.record_start(self.uow, self._worker, keys=self.keys is not None)
        if before.other_holders:
            log.error("several_key_holders", others=before.other_holders)
        if before.clean:
            undo.push_async_callback(lifecycle.record_stop, self.uow, self._worker)
        return before

    def _application(self) -> App:
        application: App = (
            Application.builder()
            .bot(self.bot)
            .updater(None)
            .job_queue(None)
            .context_types(ContextTypes(context=Context))
            .build()
        )
        handlers.register(application)
        return application

    async def _prepare(self, row: Claimed) -> dict[str, Any] | None:
        """Return a row's data as they stand at the moment it is sent."""
        if row.kind == EvidencePiece.kind:
            return await attachment.with_contents(attachment.folder_of(self.settings.data_dir), row.data)
        return await self.reminding.prepare(row)

    def _render(self, kind: str, data: dict[str, Any], language: str, chat_id: int) -> Call:
        return message_call(kind, data, self.texts.speech(language), chat_id)

    def _jobs(self) -> list[Job]:
        settings, rules = self.settings, self.installation
        found = [
            *self.reminding.jobs(),
            *ServerJobs(self.uow, settings, self.clock, rules.meetings, self.sender, self.texts).jobs(),
        ]
        if self.keys is not None:
            found += of_key_holder(self.uow, settings, self.keys, rules.rating)
        return found

    async def _set_menus(self) -> None:
        for scope, code, commands in menu.defaults(self.texts, self.settings.language):
            await self.bot.set_my_commands(commands, scope=scope, language_code=code)

    def _web(self) -> Web:
        settings = self.settings
        web = Web(self.uow, self.probe.answers)
        link = f"https://t.me/{self.bot.username}"
        say = self.texts.speech(settings.language)
        Board(
            self.uow, self.clock, say, codes(settings, self.installation.meetings), link, settings.web_url
        ).add_routes(web.app)
        return web

    async def _serve(self) -> None:
        settings = self.settings
        self.polling: Polling | None = None
        if settings.mode == "webhook":
            hook = Webhook(self.bot, self.intake, settings.webhook_secret.get_secret_value())
            self.web.app.router.add_post("/telegram", hook.handle)
        await self.web.start(settings.web_listen)
        self._serving.append(asyncio.create_task(self.delivery.run()))
        self.scheduler.start()
        await until_reached(self._set_menus)
        if settings.mode == "webhook":
            await until_reached(
                lambda: set_webhook(self.bot, settings.webhook_url, settings.webhook_secret.get_secret_value())
            )
        else:
            self.polling = Polling(self.bot, self.intake)
            self._serving.append(asyncio.create_task(self.polling.run()))

    def ask_to_stop(self) -> None:
        """Let `run` end, as after a signal."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until asked to stop. Raises InvalidToken when Telegram does not know the token."""
        stopping = asyncio.create_task(self._stopping.wait())
        if not await self._started_before(stopping):
            return
        await asyncio.wait([stopping, *self._serving], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        broken = [task for task in self._serving if task.done() and not task.cancelled()]
        await self.stop()
        for task in broken:
            task.result()

    async def _started_before(self, stopping: "asyncio.Task[bool]") -> bool:
        """Start; False when the process was told to stop while it was still waiting for Telegram."""
        starting = asyncio.create_task(self.start())
        await asyncio.wait([stopping, starting], return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
            return False
        starting.result()
        return True

    async def stop(self) -> None:
        """Finish the work in hand, within ten seconds in all, and close everything."""
        last = self.polling.stop(IN_HAND_SECONDS) if self.polling is not None else self.intake.finish(IN_HAND_SECONDS)
        # A message that is being sent is not cut off, for it would be sent again at the next start.
        await asyncio.gather(self.scheduler.stop(IN_HAND_SECONDS), last, self.delivery.stop(IN_HAND_SECONDS))
        await self.sender.stop(1.0)
        await self.web.stop()
        await self.leader.resign()
        await lifecycle.record_stop(self.uow, self._worker)
        await self.application.shutdown()
        await self.database.close()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None
