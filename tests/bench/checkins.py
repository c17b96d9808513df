"""Check-ins on SQLite: those that arrive together share a commit, those that come one by one do not."""

import asyncio
from pathlib import Path

from bot.services.attendance import checkin
from bot.storage.migrate import migrate
from tests.bench.size import AT_ONCE, Size
from tests.bench.table import MILLI, Table, compared
from tests.bench.turns import Spent, here, in_turns
from tests.conftest import open_database
from tests.services.attendance.attendance_branch import Branch, Called, branch

NAMES = (f"{AT_ONCE} at a time, one commit", "one at a time")


async def measure(size: Size, folder: Path) -> Table:
    url = f"sqlite+aiosqlite:///{folder / 'checkins.db'}"
    await asyncio.to_thread(migrate, url)
    database = open_database(url)
    await database.open()
    try:
        crowd = await branch(database, members=size.check_ins)
        spent = await in_turns([lambda: _turn(crowd, AT_ONCE), lambda: _turn(crowd, 1)], size.rounds)
    finally:
        await database.close()
    rows = compared(NAMES, spent, MILLI)
    columns = ("check-ins by button, SQLite", "time per check-in, ms", "CPU per check-in, ms")
    return Table(f"{size.check_ins} check-ins a turn, each on the disk before it is answered", columns, tuple(rows))


async def _turn(crowd: Branch, at_once: int) -> Spent:
    """All members check in to a meeting of this turn."""
    called = await crowd.hall.meeting(crowd.unit, crowd.members)

    async def everyone() -> None:
        for first in range(0, len(crowd.members), at_once):
            await asyncio.gather(*(_tap(crowd, one, called) for one in crowd.members[first : first + at_once]))

    return await here(len(crowd.members), everyone)


async def _tap(crowd: Branch, person: int, called: Called) -> None:
    hall = crowd.hall
    await checkin.by_button(hall.uow, hall.ask(person), hall.settings, called.session)
