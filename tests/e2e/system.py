"""The whole server on loopback: the local Telegram, the real bot over HTTP, and a clock that the test sets."""

import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app import Server
from bot.domain.clock import to_ms
from bot.sandbox.model import PrivateChat
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.secret_key import ensure
from bot.services.installation import sample
from bot.services.people import roster
from bot.settings import Settings, load
from bot.storage.connection import Row
from tests.clock import Standing
from tests.pace import unhurried

TOKEN = "70000001:AAexampleexampleexampleexampleexam"
BOT_NAME = "zhibu_test_bot"
ROOT = Path(__file__).parent.parent.parent


class System:
    """`people` maps a roster number to that person's phone, bound already. `server` is the one that serves now."""

    def __init__(self, telegram: Telegram, server: Server, clock: Standing) -> None:
        self.telegram, self.server, self.clock = telegram, server, clock
        self.people: dict[str, Phone] = {}

    @property
    def settings(self) -> Settings:
        return self.server.settings

    async def rows(self, sql: str, *args: int | str) -> list[Row]:
        async with self.server.uow.reading() as cx:
            return await cx.fetch(sql, *args)

    async def import_roster(self, data: bytes, name: str = "roster.csv") -> None:
        await roster.apply(self.server.uow, None, roster.RosterFile(data, name, self.settings.zone))

    async def bind(self, *numbers: str, language: str = "zh") -> None:
        """Phones for people of the roster, bound without the ceremony (which has its own tests)."""
        marks = ", ".join(f"${place}" for place, _ in enumerate(numbers, 1))
        found = await self.rows(f"SELECT id, number, name, phone FROM person WHERE number IN ({marks})", *numbers)
        at = to_ms(self.clock.now())
        async with self.server.uow.begin() as work:
            for row in found:
                code = "en" if language == "en" else "zh-hans"
                phone = self.telegram.add_user(row["name"], phone=row["phone"], language_code=code)
                self.people[row["number"]] = phone
                await work.execute(
                    "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, $3, $4, 'link')",
                    phone.id,
                    row["id"],
                    language,
                    at,
                )
            await work.commit()

    async def settle(self, people: bytes, *numbers: str) -> None:
        """A roster whose people of these numbers are bound and have opened their chats."""
        await self.import_roster(people)
        await self.bind(*numbers)
        await self.open_chats()

    async def open_chats(self) -> None:
        """Everyone bound has once pressed Start, as Telegram wants before a bot may write."""
        for phone in self.people.values():
            mark = phone.mark()
            await phone.start()
            await phone.wait_for(lambda message: True, after=mark)


def has_started(phone: Phone) -> None:
    """That person has pressed Start some day."""
    chat = phone.chat()
    assert isinstance(chat, PrivateChat)
    chat.started = True


@asynccontextmanager
async def running(
    url: str, folder: Path, clock: Standing | None = None, *, hurried: bool = True, **overrides: object
) -> AsyncIterator[System]:
    """Everything started; stopped cleanly at the end, the calls that the bot made written down for the checker.

    `hurried`: the pace of sending keeps its limits on a time of its own, and nobody waits for it.
    """
    clock = clock or Standing()
    telegram = Telegram(clock=clock.seconds)
    await telegram.start()
    telegram.add_bot(TOKEN, BOT_NAME, "支部助手")
    settings = ensure(load(**(base_settings(url, folder, telegram.url) | overrides)))
    server = Server(settings, clock)
    await server.start()
    if hurried:
        server.sender._pace = unhurried()
    system = System(telegram, server, clock)
    try:
        yield system
    finally:
        await system.server.stop()
        await telegram.stop()
        write_down(telegram)


def base_settings(url: str, folder: Path, telegram_url: str) -> dict[str, object]:
    return {
        "_env_file": None,
        "token": SecretStr(TOKEN),
        "base_url": telegram_url,
        "database_url": url,
        "data_dir": folder / "data",
        "ballot_key_dir": folder.parent / "keys" / folder.name,
        "config_dir": ROOT / "config",
        "web_listen": "127.0.0.1:0",
    }


def write_down(telegram: Telegram) -> None:
    folder = os.environ.get("BOT_TEST_CALLS")
    if not folder:
        return
    test = re.sub(r"\W+", "_", os.environ.get("PYTEST_CURRENT_TEST", "calls").partition(" ")[0])
    path = Path(folder) / f"{test}.json"
    path.write_text(json.dumps(telegram.calls, ensure_ascii=False, default=str), encoding="utf-8")


__all__ = ["BOT_NAME", "TOKEN", "System", "running", "sample"]
