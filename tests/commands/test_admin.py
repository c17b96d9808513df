"""admin list and admin revoke, as after a lost phone; and what every command says without a database."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.clock import SystemClock
from bot.domain.people.binding import BindingTerms
from bot.domain.request import Request
from bot.services.people import binding, invite
from bot.storage.sqlite import SqliteDatabase
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import ZONE
from tests.commands.conftest import Run, command

PHONE, OTHER = 7_000_000_001, 42
FIRST = "P000001"


async def becomes_administrator(database: Path, account: int, number: str = "") -> None:
    """By the link that `admin-link` prints; somebody of the roster by a personal one before."""
    opened = SqliteDatabase(database)
    await opened.open()
    uow, terms = UnitOfWork(opened, SystemClock()), BindingTerms(ZONE, timedelta(hours=1), wrong_links=5)
    tokens = [await invite.create_for_number(uow, number, terms)] if number else []
    for token in [*tokens, await invite.create_admin_link(uow, timedelta(hours=1))]:
        await binding.by_link(uow, Request(1, account, datetime.now(UTC), ZONE), token, "", terms)
    await opened.close()


@pytest.fixture
def administrators(roster: Path, installation: Path) -> None:
    asyncio.run(becomes_administrator(installation / "bot.db", PHONE, FIRST))
    asyncio.run(becomes_administrator(installation / "bot.db", OTHER))


def named(installation: Path) -> str:
    with closing(sqlite3.connect(installation / "bot.db")) as raw:
        return str(raw.execute("SELECT name FROM person WHERE number = ?", (FIRST,)).fetchone()[0])


def test_who_runs_the_installation_is_listed_with_day_and_name(
    run: Run, administrators: None, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.now(ZONE)
    first, other = run("admin", "list").output.splitlines()
    assert first.split(maxsplit=1)[0] == str(PHONE)
    assert f"{today.year}年{today.month}月{today.day}日" in first
    assert first.endswith(named(installation))
    assert other.split(maxsplit=1)[0] == str(OTHER)
    assert other.endswith("（不在名册上）")
    monkeypatch.setenv("BOT_LANGUAGE", "en")
    assert run("admin", "list").output.splitlines()[1].endswith("(not on the roster)")


def test_one_is_withdrawn_and_after_the_last_the_way_back_is_named(run: Run, administrators: None) -> None:
    assert "已经不是管理员" in run("admin", "revoke", str(PHONE)).output
    assert [line.split()[0] for line in run("admin", "list").output.splitlines()] == [str(OTHER)]
    assert "admin-link" in run("admin", "revoke", str(OTHER)).output
    nobody = run("admin", "list")
    assert nobody.exit_code == 0
    assert "现在没有管理员" in nobody.output
    assert "python -m bot admin-link" in nobody.output


@pytest.mark.parametrize("account", ["12", "0", "99999999999999999999999"])
def test_a_number_that_is_nobodys_is_refused_in_one_line(run: Run, administrators: None, account: str) -> None:
    done = run("admin", "revoke", account)
    assert done.exit_code == 1
    [said] = done.output.splitlines()
    assert account in said
    assert "python -m bot admin list" in said
    assert len(run("admin", "list").output.splitlines()) == 2


@pytest.mark.parametrize("words", [("admin", "list"), ("unit", "list"), ("audit", "verify"), ("roster", "export", "x")])
def test_without_a_database_every_command_names_the_way_and_makes_none(
    installation: Path, words: tuple[str, ...]
) -> None:
    done = command(*words)
    assert done.exit_code == 1
    [said] = done.output.splitlines()
    assert f"没有 {installation / 'bot.db'} 这个文件" in said
    assert "python -m bot migrate" in said
    assert not (installation / "bot.db").exists()


def test_an_older_schema_is_named_with_the_way_to_the_newer(run: Run, installation: Path) -> None:
    with closing(sqlite3.connect(installation / "bot.db")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '20200101_older'")
        raw.commit()
    done = run("admin", "list")
    assert done.exit_code == 1
    [said] = done.output.splitlines()
    assert "20200101_older" in said
    assert "python -m bot migrate" in said
