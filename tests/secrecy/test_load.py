"""A whole university votes at once: 3,017 people in 160 ratings, over HTTP, the last tap of each twice."""

import random
from pathlib import Path

from tests.secrecy.load import Size
from tests.secrecy.load_scene import UNIVERSITY, raised

MEMBERS = 3017


async def test_everyone_of_a_university_votes_once(sqlite_url: str, tmp_path: Path) -> None:
    chance = random.Random(20120312)
    async with raised(sqlite_url, tmp_path, Size(UNIVERSITY, MEMBERS), chance) as load:
        assert (len(load.voters), len(load.intended())) == (MEMBERS, UNIVERSITY)
        await load.play(chance)
        assert await load.balanced() == MEMBERS
        assert await load.closed() == load.intended()
