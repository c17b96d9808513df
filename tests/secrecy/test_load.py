"""A whole university votes at once: 3,017 people in 160 ratings, over HTTP, the last tap of each twice."""

import random
from pathlib import Path

import pytest

from tests.secrecy.load import Size
from tests.secrecy.load_branches import UNIVERSITY, loaded

FULL = Size(UNIVERSITY, members=3017)
PART = Size(branches=20, members=10)


async def everyone_votes_once(url: str, folder: Path, size: Size) -> int:
    """How many they were."""
    chance = random.Random(20120312)
    async with loaded(url, folder, size, chance) as load:
        assert len(load.intended()) == size.branches
        await load.play(chance)
        assert await load.balanced() == len(load.voters)
        assert await load.closed() == load.intended()
        return len(load.voters)


async def test_everyone_of_a_university_votes_once(sqlite_url: str, tmp_path: Path) -> None:
    assert await everyone_votes_once(sqlite_url, tmp_path, FULL) == FULL.members


async def test_everyone_votes_once_on_postgresql(
    postgres_url: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Twenty branches; the whole university with `--full-kill`."""
    size = FULL if pytestconfig.getoption("--full-kill", default=False) else PART
    voters = await everyone_votes_once(postgres_url, tmp_path, size)
    assert voters == (FULL.members if size is FULL else PART.branches * PART.members)
