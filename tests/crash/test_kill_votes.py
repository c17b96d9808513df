"""Killed at random moments while halls vote: returned = ballots, always, and each is counted once."""

import random
from pathlib import Path

from rich.console import Console

from tests.crash.size import SMALL as SMALL_SIZE
from tests.crash.size import Size
from tests.secrecy import load
from tests.secrecy.load_scene import UNIVERSITY, raised

SMALL = load.Size(branches=4, members=10, kills=3, most=12)
FULL = load.Size(UNIVERSITY, members=3017, kills=20, most=220, seconds=1800)


async def test_killed_while_people_vote(database_url: str, tmp_path: Path, size: Size, seed: int) -> None:
    wanted, chance = SMALL if size is SMALL_SIZE else FULL, random.Random(seed)
    async with raised(database_url, tmp_path, wanted, chance) as hall:
        await hall.play(chance)
        ballots = await hall.balanced()
        counts = await hall.closed()
    console = Console(width=110)
    seen = {"seconds": round(hall.seconds), "kills": hall.killed, "voters": len(hall.voters), "ballots": ballots}
    for name, value in ({"seed": seed} | seen).items():
        console.print(f"{name:<48} {value:>12}", highlight=False)
    assert hall.killed == wanted.kills
    assert ballots == len(hall.voters)
    assert counts == hall.intended()
