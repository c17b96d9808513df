"""The simulation as a whole: so many months are played, and what has arrived is handed back."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.domain.clock import from_ms
from tests.simulation.checks import Month, Played
from tests.simulation.plot import YEAR, Plot
from tests.simulation.world import World, opened

INVITED = """
SELECT DISTINCT person.number, session.starts FROM invitee JOIN person ON person.id = invitee.person_id
JOIN session ON session.meeting_id = invitee.meeting_id"""


async def play(months: int, folder: Path) -> Played:
    """From January on; `folder` is empty and stays for whoever wants to look."""
    async with opened(folder) as world:
        Plot(world).write()
        last = date(YEAR + months // 12, months % 12 + 1, 1) - timedelta(days=1)
        await world.run(world.local(last, "23:59"))
        first = datetime(YEAR, 1, 1, tzinfo=world.zone).astimezone(UTC)
        letters = [one for one in await world.letters() if one.at >= first]
        named = [(YEAR, month) for month in range(1, months + 1)]
        return Played(
            letters, world.done, await _days(world), named, world.system.server.installation.reminders, world.zone
        )


async def _days(world: World) -> dict[tuple[str, Month], int]:
    """On how many days of each month everyone was invited somewhere."""
    found: defaultdict[tuple[str, Month], set[date]] = defaultdict(set)
    for row in await world.system.rows(INVITED):
        day = from_ms(row["starts"]).astimezone(world.zone).date()
        found[row["number"], (day.year, day.month)].add(day)
    return {key: len(days) for key, days in found.items()}
