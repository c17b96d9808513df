"""What every test can ask for: both databases, empty and migrated."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from port_for import get_port

from bot.storage.connection import Database
from bot.storage.migrate import migrate
from bot.storage.postgresql import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase

PLENTY = 2 << 30
# Property tests judge results, not the speed of a machine that is busy with other things.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class PostgresServer:
    """A throw-away server on loopback, started as user postgres because initdb refuses root."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.programs = found[-1] if found else Path(str(shutil.which("initdb"))).parent

    def _as_postgres(self, program: str, *args: str) -> None:
        command = [str(self.programs / program), *args]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=self.folder)

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        self._as_postgres("initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        self._as_postgres("pg_ctl", "-D", data, "-l", str(self.folder / "log"), "-w", "-o", options, "start")
        self._hand = psycopg.connect(f"postgresql://postgres@127.0.0.1:{self.port}/postgres", autocommit=True)

    def create(self, name: str, template: str = "template1") -> str:
        """An address as BOT_DATABASE_URL has it."""
        # Servers before 15 always copied files, and know no word for it; through the log it takes half as long again.
        way = "STRATEGY FILE_COPY" if self._hand.info.server_version >= 150000 else ""
        self._hand.execute(f"CREATE DATABASE {name} TEMPLATE {template} {way}".encode())
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def database(self, name: str, template: str) -> Iterator[str]:
        """The same for a while; whoever is still connected at the end is cut off."""
        try:
            yield self.create(name, template)
        finally:
            self._hand.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def stop(self) -> None:
        self._hand.close()
        self._as_postgres("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


def fast_folder() -> Path | None:
    """Memory, where there is plenty: a database of its own for each test is mostly files made and unlinked."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > PLENTY else None


if MEMORY := fast_folder():
    # SQLite waits for the disk at each commit, which no test asks about: power does not fail here.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """A folder whose parent is this test's own as well: ballot keys lie beside it."""
    made = tmp_path / "home"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def unused_tcp_port() -> int:
    """Outside the range that port 0 draws from, so that nothing running beside this test is given it."""
    return get_port(None) or 0


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One for each process that runs tests: names of databases meet nobody else's."""
    folder = Path(tempfile.mkdtemp(prefix="zhibu-pg-", dir=MEMORY))
    folder.chmod(0o755)
    server = PostgresServer(folder, get_port(None) or 0)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """A migrated database that others are copied from."""
    name = "zhibu_template"
    migrate(postgres_server.create(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "bot.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A fresh migrated PostgreSQL database, as BOT_DATABASE_URL names it."""
    with postgres_server.database("zhibu_test", postgres_template) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh migrated SQLite database, as BOT_DATABASE_URL names it."""
    path = tmp_path / "bot.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return str(request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    await opened.open()
    yield opened
    await opened.close()


def open_database(url: str) -> Database:
    if url.startswith("sqlite"):
        return SqliteDatabase(Path(url.removeprefix("sqlite+aiosqlite:///")))
    return PostgresDatabase(url.replace("+asyncpg", ""))
