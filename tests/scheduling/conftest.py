"""A bot against the local Telegram, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot

from bot.domain.message import Message
from bot.gateway.backoff import Backoff
from bot.gateway.client import build_bot
from bot.gateway.pace import Limits, Pace
from bot.gateway.sender import Call, Sender
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.scheduling.composer import Composer, Prepare, Render, as_posted
from bot.scheduling.outbox import Delivery
from bot.storage.connection import Database
from bot.storage.outbox import OutboundMessage
from bot.storage.unit_of_work import UnitOfWork
from tests.gateway.rig import TOKEN
from tests.scheduling.refusing import Refusing


class Note(Message, kind="note"):
    text: str


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


def render(kind: str, data: dict[str, Any], language: str, chat_id: int) -> Call:
    """The text as it is given, with the reader's language before it."""
    return Call("send_message", chat_id, {"text": f"{language} {data['text']}"})


@dataclass
class Office:
    telegram: Telegram
    bot: Bot
    database: Refusing
    clock: HandClock
    uow: UnitOfWork
    sender: Sender

    def delivery(self, prepare: Prepare = as_posted, render: Render = render, **more: Any) -> Delivery:
        composer = Composer(render, "zh", prepare)
        return Delivery(self.uow, self.sender, composer, self.clock, backoff=Backoff(0.02, 0.1), **more)

    async def post(self, chat_id: int, *texts: str, **more: Any) -> None:
        async with self.uow.begin() as work:
            for text in texts:
                await work.post(OutboundMessage(f"{chat_id}:{text}", chat_id, Note(text=text), **more))
            await work.commit()

    async def phone(self, name: str) -> Phone:
        phone = self.telegram.add_user(name)
        await phone.start()
        return phone

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        async with self.uow.reading() as cx:
            return [dict(row) for row in await cx.fetch(sql)]

    def sends(self, phone: Phone) -> int:
        """How often Telegram was asked to send something to it."""
        wanted = ("sendmessage", str(phone.id))
        return [(call["method"].lower(), str(call["params"].get("chat_id"))) for call in self.telegram.calls].count(
            wanted
        )

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.rows("SELECT state FROM outbox ORDER BY id")]


def heard(phone: Phone) -> list[str]:
    """What the bot said to a phone, without the language."""
    return [message.text.partition(" ")[2] for message in phone.messages() if message.sender_id == 4242]


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, "branch_bot")
    bot = build_bot(TOKEN, telegram.url)
    await bot.initialize()
    clock = HandClock()
    refusing = Refusing(database)
    pace = Pace(Limits(a_second=1000, group_a_minute=1000, chat_seconds=0.0))
    made = Office(
        telegram, bot, refusing, clock, UnitOfWork(refusing, clock), Sender(bot, pace, backoff=Backoff(0.01, 0.1))
    )
    yield made
    await made.sender.stop(0.5)
    await bot.shutdown()
    await telegram.stop()
