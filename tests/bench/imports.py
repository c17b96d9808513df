"""Importing the roster of a university: SQLite against PostgreSQL, where its programs are installed."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

import psycopg
from port_for import get_port

from bot.services.installation import sample
from bot.services.people import roster
from bot.services.unit_of_work import UnitOfWork
from bot.storage.migrate import migrate
from tests.bench.size import Size
from tests.bench.table import Table, compared, figure
from tests.bench.turns import Spent, Turn, here, in_turns, typical
from tests.clock import Standing
from tests.conftest import PostgresServer, open_database

NAMES = ("SQLite", "PostgreSQL")
ZONE = ZoneInfo("Asia/Shanghai")
MISSING = "PostgreSQL's server programs are not installed here: SQLite alone is measured."


async def measure(size: Size, folder: Path) -> Table:
    lines = sample.university()[: size.roster_lines]
    data = sample.as_csv(lines)
    title = f"a roster of {len(lines)} people into an empty database; CPU of the importing process alone"
    columns = ("roster import", "time, s", "CPU, s")
    with _postgres() as port:
        if port is None:
            [spent] = await in_turns([_sqlite(folder, data)], size.rounds)
            one = typical(spent)
            return Table(title, columns, ((NAMES[0], figure(one.seconds), figure(one.cpu)),), MISSING)
        spents = await in_turns([_sqlite(folder, data), _postgresql(port, data)], size.rounds)
    return Table(title, columns, tuple(compared(NAMES, spents, 1.0)))


@contextmanager
def _postgres() -> Iterator[int | None]:
    """The port of a throw-away server with a migrated template; None without its programs."""
    folder = Path(mkdtemp(prefix="zhibu-bench-"))
    folder.chmod(0o755)
    server = PostgresServer(folder, get_port(None) or 0)
    if not (server.programs / "initdb").exists():
        folder.rmdir()
        yield None
        return
    server.start()
    try:
        yield server.port
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _sqlite(folder: Path, data: bytes) -> Turn:
    template = f"sqlite+aiosqlite:///{folder / 'template.db'}"
    numbers = count()

    async def turn() -> Spent:
        if not (folder / "template.db").exists():
            await asyncio.to_thread(migrate, template)
        path = folder / f"roster{next(numbers)}.db"
        shutil.copy(folder / "template.db", path)
        return await _import(f"sqlite+aiosqlite:///{path}", data)

    return turn


def _postgresql(port: int, data: bytes) -> Turn:
    address = f"127.0.0.1:{port}"
    numbers = count()

    async def turn() -> Spent:
        number = next(numbers)
        if not number:
            await asyncio.to_thread(_create, address, "template", "template1")
            await asyncio.to_thread(migrate, f"postgresql+asyncpg://postgres@{address}/template")
        await asyncio.to_thread(_create, address, f"roster{number}", "template")
        return await _import(f"postgresql+asyncpg://postgres@{address}/roster{number}", data)

    return turn


def _create(address: str, name: str, template: str) -> None:
    with psycopg.connect(f"postgresql://postgres@{address}/postgres", autocommit=True) as raw:
        raw.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


async def _import(url: str, data: bytes) -> Spent:
    database = open_database(url)
    await database.open()
    uow = UnitOfWork(database, Standing())
    try:
        return await here(1, lambda: roster.apply(uow, None, roster.RosterFile(data, "roster.csv", ZONE)))
    finally:
        await database.close()
