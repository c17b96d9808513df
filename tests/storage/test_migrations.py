"""Migrations go up, down and up again on both databases, and end at what the metadata says."""

import re
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from bot.services.installation.schema import expected
from bot.storage.migrate import engine_for, migrate, newest
from bot.storage.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/empty.db"
    url: str = request.getfixturevalue("postgres_url")
    dsn = url.replace("+asyncpg", "")
    with psycopg.connect(re.sub(r"/[^/]+$", "/postgres", dsn), autocommit=True) as raw:
        raw.execute("DROP DATABASE IF EXISTS zhibu_empty")
        raw.execute("CREATE DATABASE zhibu_empty")
    return re.sub(r"/[^/]+$", "/zhibu_empty", url)


def tables(url: str) -> set[str]:
    engine = engine_for(url)
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if engine.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(text(query))}
    engine.dispose()
    return found - {"alembic_version"}


def test_up_down_up(empty_url: str) -> None:
    assert migrate(empty_url) == newest()
    assert tables(empty_url) == set(metadata.tables)
    assert migrate(empty_url, "base") == "base"
    assert tables(empty_url) == set()
    assert migrate(empty_url) == newest()
    assert tables(empty_url) == set(metadata.tables)


def test_the_migrated_schema_is_the_metadata(empty_url: str) -> None:
    migrate(empty_url)
    engine = engine_for(empty_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_the_serving_code_knows_the_newest_revision_by_its_file_name() -> None:
    assert expected() == newest()


def test_a_new_sqlite_database_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "bot.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_no_message_gets_the_id_of_one_that_is_gone(empty_url: str) -> None:
    migrate(empty_url)
    engine = engine_for(empty_url)
    insert = (
        "INSERT INTO outbox (key, chat_id, kind, data, due_at, priority, state, attempts) "
        "VALUES ('k', 1, 'note', '{}', 1, 5, 'queued', 0) RETURNING id"
    )
    with engine.begin() as connection:
        gone = connection.execute(text(insert)).scalar_one()
        connection.execute(text("DELETE FROM outbox"))
        assert connection.execute(text(insert)).scalar_one() > gone
    engine.dispose()
