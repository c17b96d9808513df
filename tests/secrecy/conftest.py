"""Elections that many attacks look at, played once for each database."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PostgresServer
from tests.secrecy import urns
from tests.secrecy.urns import Urn

pytest.register_assert_rewrite("tests.secrecy.chance")


@dataclass(frozen=True, slots=True)
class Urns:
    plain: Urn
    ours: Urn


@pytest.fixture(scope="session")
def sqlite_urns(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Urns:
    folder = tmp_path_factory.mktemp("sqlite-urns")
    shutil.copy(sqlite_template, folder / "bot.db")
    url = f"sqlite+aiosqlite:///{folder / 'bot.db'}"
    return Urns(urns.plain(url, folder), asyncio.run(urns.ours(url, folder)))


@pytest.fixture(scope="session")
def postgres_urns(
    postgres_server: PostgresServer, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Urns]:
    folder = tmp_path_factory.mktemp("postgres-urns")
    with postgres_server.database("zhibu_urns", postgres_template) as url:
        yield Urns(urns.plain(url, folder), asyncio.run(urns.ours(url, folder)))


@pytest.fixture(params=["sqlite", "postgres"])
def both(request: pytest.FixtureRequest) -> Urns:
    """On each database, one after the other."""
    found: Urns = request.getfixturevalue(f"{request.param}_urns")
    return found
