"""Elections that many attacks look at, played once for each database."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PostgresServer
from tests.secrecy.elections import Elections, plain_elections, product_elections

pytest.register_assert_rewrite("tests.secrecy.chance")


@dataclass(frozen=True, slots=True)
class Designs:
    plain: Elections
    product: Elections


@pytest.fixture(scope="session")
def sqlite_designs(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Designs:
    folder = tmp_path_factory.mktemp("sqlite-elections")
    shutil.copy(sqlite_template, folder / "bot.db")
    url = f"sqlite+aiosqlite:///{folder / 'bot.db'}"
    return Designs(plain_elections(url, folder), asyncio.run(product_elections(url, folder)))


@pytest.fixture(scope="session")
def postgres_designs(
    postgres_server: PostgresServer, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Designs]:
    folder = tmp_path_factory.mktemp("postgres-elections")
    with postgres_server.database("zhibu_designs", postgres_template) as url:
        yield Designs(plain_elections(url, folder), asyncio.run(product_elections(url, folder)))


@pytest.fixture(params=["sqlite", "postgres"])
def both(request: pytest.FixtureRequest) -> Designs:
    """On each database, one after the other."""
    found: Designs = request.getfixturevalue(f"{request.param}_designs")
    return found
