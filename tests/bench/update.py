"""One /checkin through the whole server against a bare PTB handler that only answers; each a process of its own."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.storage.migrate import migrate
from tests.bench.child import Child
from tests.bench.size import Size
from tests.bench.table import MILLI, Table, compared, figure
from tests.bench.turns import Spent, Turn, in_turns
from tests.conftest import open_database
from tests.world import ACCOUNTS, World
from tests.world.branch import usual_branch
from tests.world.meeting import call_meeting

SERVER = "70000004:AAexampleexampleexampleexampleexam"
BARE = "70000005:AAexampleexampleexampleexampleexam"
NAMES = ("a bare PTB handler that only answers", "the whole server, recorded on disk")
MIB = 1024 * 1024


async def measure(size: Size, folder: Path) -> Table:
    database = folder / "server.db"
    accounts = await _assembly(database, size.updates * (size.rounds + 1))
    telegram = await Child.start("tests.bench.telegram", f"{BARE},{SERVER}", ",".join(map(str, accounts)))
    bots: list[Child] = []
    try:
        url = (await telegram.ask())["url"]
        bots.append(await Child.start("tests.bench.bare", BARE, url))
        bots.append(await Child.start("tests.bench.server", SERVER, url, str(database)))
        turns = [_turns(telegram, place, bot, size.updates) for place, bot in enumerate(bots)]
        spent = await in_turns(turns, size.rounds)
        peaks = [(await bot.ask())["peak"] for bot in bots]
    finally:
        for child in (*bots, telegram):
            await child.stop()
    memory = (*(f"{peak / MIB:.0f}" for peak in peaks), f"× {figure(peaks[1] / peaks[0])}")
    rows = [(*row, cell) for row, cell in zip(compared(NAMES, spent, MILLI), memory, strict=True)]
    columns = ("/checkin by polling", "time per update, ms", "CPU per update, ms", "peak memory, MiB")
    title = f"{size.updates} people at once a turn; CPU and memory of the serving process alone"
    return Table(title, columns, tuple(rows), "The bare handler has PTB's own polling and client over httpx.")


async def _assembly(path: Path, people: int) -> list[int]:
    """A meeting that takes check-ins now; the accounts of its members."""
    url = f"sqlite+aiosqlite:///{path}"
    await asyncio.to_thread(migrate, url)
    database = open_database(url)
    await database.open()
    world = World(database)
    branch = await usual_branch(world, members=people)
    await call_meeting(world, branch.id, branch.members, starts=datetime.now(UTC))
    await database.close()
    return [ACCOUNTS + person for person in branch.members]


def _turns(telegram: Child, place: int, bot: Child, updates: int) -> Turn:
    """Each turn other people type /checkin to that bot, all at once, and see its answers."""
    first = 0

    async def turn() -> Spent:
        nonlocal first
        before, began = (await bot.ask())["cpu"], time.perf_counter()
        await telegram.ask(type="/checkin", bot=place, people=[first, first + updates])
        seconds, first = time.perf_counter() - began, first + updates
        return Spent(seconds / updates, ((await bot.ask())["cpu"] - before) / updates)

    return turn
