"""Check-ins on SQLite: those that arrive together share a commit, those that come one by one do not."""

import asyncio
from pathlib import Path

from bot.storage.migrate import migrate
from tests.bench.size import AT_ONCE, Size
from tests.bench.table import MILLI, Table, compared
from tests.bench.turns import Spent, here, in_turns
from tests.conftest import open_database
from tests.services.attendance.presence import tap
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.meeting import call_meeting

NAMES = (f"{AT_ONCE} at a time, one commit", "one at a time")


async def measure(size: Size, folder: Path) -> Table:
    url = f"sqlite+aiosqlite:///{folder / 'checkins.db'}"
    await asyncio.to_thread(migrate, url)
    database = open_database(url)
    await database.open()
    try:
        world = World(database)
        branch = await usual_branch(world, members=size.check_ins)
        turns = [lambda: _turn(world, branch, AT_ONCE), lambda: _turn(world, branch, 1)]
        spent = await in_turns(turns, size.rounds)
    finally:
        await database.close()
    rows = compared(NAMES, spent, MILLI)
    columns = ("check-ins by button, SQLite", "time per check-in, ms", "CPU per check-in, ms")
    return Table(f"{size.check_ins} check-ins a turn, each on the disk before it is answered", columns, tuple(rows))


async def _turn(world: World, branch: Branch, at_once: int) -> Spent:
    """All members check in to a meeting of this turn."""
    called = await call_meeting(world, branch.id, branch.members)

    async def everyone() -> None:
        for first in range(0, len(branch.members), at_once):
            await asyncio.gather(*(tap(world, called, one) for one in branch.members[first : first + at_once]))

    return await here(len(branch.members), everyone)
