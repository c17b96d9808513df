"""`system`: the sample branch on SQLite, everyone on the roster, nobody bound yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.installation import sample
from tests.e2e.system import System, running


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.import_roster(sample.school_csv())
        yield one
