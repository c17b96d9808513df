"""The command line as an operator uses it, on a database of its own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.sandbox.server import Telegram
from bot.services.installation import sample

TOKEN = "4242:test-token"
Run = Callable[..., Result]


def command(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a database in it, named by the environment."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{home / 'bot.db'}")
    monkeypatch.setenv("BOT_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("BOT_BALLOT_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("BOT_CONFIG_DIR", str(Path(__file__).parents[2] / "config"))
    return home


@pytest.fixture
def run(installation: Path, sqlite_template: Path) -> Run:
    """`run("roster", "import", …)`; the database is there."""
    shutil.copy(sqlite_template, installation / "bot.db")
    return command


@pytest.fixture
def roster(run: Run, installation: Path) -> Path:
    """The sample branch, imported."""
    path = installation / "roster.csv"
    path.write_bytes(sample.school_csv())
    assert run("roster", "import", str(path), "--yes").exit_code == 0
    return path


@pytest.fixture
async def bot_api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Telegram]:
    """A Bot API that knows the installation's token."""
    server = Telegram()
    await server.start()
    server.add_bot(TOKEN, "branch_bot")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_BASE_URL", server.url)
    yield server
    await server.stop()


async def beside(run: Run, *words: str) -> Result:
    """While this loop serves the Bot API."""
    return await asyncio.to_thread(run, *words)
