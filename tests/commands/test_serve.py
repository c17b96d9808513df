"""run: what it does before it serves, and what stops it in one line."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.server import Telegram
from bot.services.installation import serving_lock
from bot.services.installation.schema import expected
from bot.storage.migrate import migrate
from tests.commands.conftest import command
from tests.conftest import open_database
from tests.process import TOKEN, BotProcess

SECONDS = 60


def starts(home: Path) -> "subprocess.CompletedProcess[str]":
    """`run` with a token, until it ends by itself."""
    environment = os.environ | {"BOT_TOKEN": "4242:test-token", "BOT_BASE_URL": "http://127.0.0.1:1"}
    command = [sys.executable, "-m", "bot", "run"]
    return subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )


def schema(database: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()


def test_a_second_run_beside_a_serving_bot_touches_nothing(installation: Path) -> None:
    """The schema of the version that serves stays as it is: the lock comes before the migration."""
    database = installation / "bot.db"
    migrate(f"sqlite+aiosqlite:///{database}")
    migrate(f"sqlite+aiosqlite:///{database}", "base")
    before = schema(database)
    lock = serving_lock.take(database)
    done = starts(installation)
    lock.release()
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"已经有一个机器人进程在用这个数据库（{database}）。请先停掉它，再试一次。"]
    assert schema(database) == before
    assert not (installation / "data").exists()


def test_a_migration_that_fails_is_one_line(installation: Path) -> None:
    (installation / "bot.db").write_bytes(b"this is no database, and long enough to be seen as none" * 20)
    done = starts(installation)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "数据库升级失败" in done.stderr


@pytest.mark.parametrize("wrong", ["host", "name", "user"])
def test_a_database_that_cannot_be_reached_is_one_line(
    installation: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    place = {"host": "postgres@127.0.0.1:1/none", "user": postgres_url.partition("//")[2].replace("postgres@", "no@")}
    place["name"] = postgres_url.partition("//")[2].replace("zhibu_test", "none")
    monkeypatch.setenv("BOT_DATABASE_URL", f"postgresql+asyncpg://{place[wrong]}")
    done = starts(installation)
    assert done.returncode == 1
    [said] = done.stderr.splitlines()
    assert "连不上数据库" in said


def test_migrate_says_why_it_cannot_in_one_line(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And which schema it has made, where it can."""
    assert command("migrate").output == f"{expected()}\n"
    assert schema(installation / "bot.db")
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql+asyncpg://postgres:s3cret@127.0.0.1:1/none")
    done = command("migrate")
    assert done.exit_code == 1
    [said] = done.output.splitlines()
    assert "数据库升级失败" in said
    assert "Connection refused" in said
    assert "s3cret" not in said


async def test_a_web_address_that_is_taken_is_one_line(database_url: str, tmp_path: Path) -> None:
    """As of a second worker on one machine; the start that failed is no unclean stop."""
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, "zhibu_test_bot")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = BotProcess(database_url, tmp_path, telegram, port)
        bot.start()
        code = await bot.ended()
    await telegram.stop()
    [said] = bot.log.read_text(encoding="utf-8").splitlines()
    assert code == 1
    assert said.startswith(f"网页地址 127.0.0.1:{port} 用不了（")
    assert "BOT_WEB_LISTEN" in said
    assert await marks(database_url) == []


async def marks(url: str) -> list[str]:
    """Of processes that serve, or did until they were cut off."""
    database = open_database(url)
    await database.open()
    async with database.reading() as cx:
        found = [str(row["key"]) for row in await cx.fetch("SELECT key FROM state WHERE key LIKE 'serving%'")]
    await database.close()
    return found
