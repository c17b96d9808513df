"""`stage`: the sample branch on SQLite, everyone on the roster, nobody bound yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.installation import sample
from tests.e2e.stage import Stage, raised


@pytest.fixture
async def stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    async with raised(sqlite_url, tmp_path) as one:
        await one.import_roster(sample.school_csv())
        yield one
