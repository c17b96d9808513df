"""Killed at random moments while people vote: returned = ballots, always, and each is counted once."""

import random
from pathlib import Path

from rich.console import Console

from tests.crash.size import SMALL as SMALL_SIZE
from tests.crash.size import Size
from tests.secrecy import load
from tests.secrecy.load_branches import UNIVERSITY, loaded

SMALL = load.Size(branches=4, members=10, kills=3, most=12)
FULL = load.Size(UNIVERSITY, members=3017, kills=20, most=220, seconds=1800)


async def test_killed_while_people_vote(database_url: str, tmp_path: Path, size: Size, seed: int) -> None:
    wanted, chance = SMALL if size is SMALL_SIZE else FULL, random.Random(seed)
    async with loaded(database_url, tmp_path, wanted, chance) as found:
        await found.play(chance)
        ballots = await found.balanced()
        counts = await found.closed()
    console = Console(width=110)
    seen = {"seconds": round(found.seconds), "kills": found.killed, "voters": len(found.voters), "ballots": ballots}
    for name, value in ({"seed": seed} | seen).items():
        console.print(f"{name:<48} {value:>12}", highlight=False)
    assert found.killed == wanted.kills
    assert ballots == len(found.voters)
    assert counts == found.intended()
