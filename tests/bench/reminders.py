"""Reminders due at one moment, at the true pace, measured where they arrive: the whole server and the local Telegram,
each a process of its own."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.storage.migrate import migrate
from tests.bench.child import Child
from tests.bench.table import Table
from tests.conftest import open_database
from tests.crowd import FIRST_ACCOUNT, crowd

TOKEN = "70000006:AAexampleexampleexampleexampleexam"
PACE = 30
QUIET_SECONDS = 5.0
"""Nothing more comes when nothing has come for so long."""
ORDER = "SELECT chat_id FROM outbox WHERE kind = 'reminder.checkin' ORDER BY id"


@dataclass(frozen=True, slots=True)
class Arrived:
    """`heard`: when (in seconds) which chat got it, in order; `queued`: the chats as they were handed over."""

    heard: list[tuple[float, int]]
    queued: list[int]

    @property
    def seconds(self) -> float:
        """From the first to the last."""
        return self.heard[-1][0] - self.heard[0][0]

    @property
    def fullest(self) -> int:
        """The most that came within any one second."""
        return fullest([at for at, _ in self.heard])


def fullest(moments: Sequence[float], within: float = 1.0) -> int:
    most = first = 0
    for last, at in enumerate(moments):
        while at - moments[first] >= within:
            first += 1
        most = max(most, last - first + 1)
    return most


async def send(people: int, folder: Path) -> Arrived:
    path = folder / "reminders.db"
    await asyncio.to_thread(migrate, f"sqlite+aiosqlite:///{path}")
    database = open_database(f"sqlite+aiosqlite:///{path}")
    await database.open()
    accounts = await crowd(database, people, datetime.now(UTC))
    telegram = await Child.start("tests.bench.telegram", TOKEN, ",".join(map(str, accounts)))
    try:
        url = (await telegram.ask())["url"]
        server = await Child.start("tests.bench.server", TOKEN, url, str(path))
        heard = await _all_heard(telegram, people)
        await server.stop()
        async with database.reading() as cx:
            queued = [row["chat_id"] for row in await cx.fetch(ORDER)]
    finally:
        await telegram.stop()
        await database.close()
    return Arrived(heard, queued)


async def _all_heard(telegram: Child, people: int) -> list[tuple[float, int]]:
    """Also what comes besides, twice or too many."""
    heard: list[tuple[float, int]] = []
    quiet = 0.0
    async with asyncio.timeout(60 + 2 * people / PACE):
        while quiet < QUIET_SECONDS:
            await asyncio.sleep(0.5)
            before, heard = len(heard), [(at, chat) for at, chat in (await telegram.ask(heard=True))["heard"]]
            heard = [one for one in heard if one[1] >= FIRST_ACCOUNT]
            quiet = quiet + 0.5 if heard and len(heard) == before else 0.0
    return heard


async def measure(people: int, folder: Path) -> Table:
    arrived = await send(people, folder)
    best = people / PACE
    chats = {chat for _, chat in arrived.heard}
    rows = (
        ("arrived, people", f"{len(arrived.heard)}, {len(chats)}", f"{people}, {people}"),
        ("from the first to the last, s", f"{arrived.seconds:.1f}", f"{best:.1f} (× {arrived.seconds / best:.3f})"),
        ("fullest one-second window", str(arrived.fullest), f"at most {PACE}"),
    )
    columns = ("reminders due at one moment, SQLite", "seen where they arrive", "wanted")
    return Table(f"{people} reminders at {PACE} a second, one process on SQLite", columns, rows)
