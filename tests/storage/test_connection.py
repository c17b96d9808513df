"""The one door to a database behaves the same on SQLite and PostgreSQL."""

import asyncio
import sqlite3
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.storage.connection import Conflict, Database
from bot.storage.postgresql import translated
from bot.storage.sqlite import SqliteDatabase
from tests.conftest import open_database

ADD = "INSERT INTO state (key, value) VALUES ($1, $2)"
GET = "SELECT value FROM state WHERE key = $1"


async def value(database: Database, key: str) -> str | None:
    async with database.reading() as cx:
        row = await cx.fetchrow(GET, key)
    return row["value"] if row else None


async def test_leaving_without_commit_keeps_nothing(database: Database) -> None:
    async with database.transaction() as cx:
        await cx.execute(ADD, "a", "1")
    assert await value(database, "a") is None


async def test_an_error_keeps_nothing_and_the_next_goes_on(database: Database) -> None:
    with suppress(ZeroDivisionError):
        async with database.transaction() as cx:
            await cx.execute(ADD, "a", "1")
            raise ZeroDivisionError
    async with database.transaction() as cx:
        await cx.execute(ADD, "b", "2")
        await cx.commit()
    assert (await value(database, "a"), await value(database, "b")) == (None, "2")


async def test_parameters_out_of_order_and_repeated(database: Database) -> None:
    async with database.reading() as cx:
        row = await cx.fetchrow(
            "SELECT CAST($2 AS TEXT) AS b, CAST($1 AS TEXT) AS a, CAST($2 AS TEXT) || CAST($1 AS TEXT) AS c", "x", "y"
        )
    assert row == {"a": "x", "b": "y", "c": "yx"}


async def test_counts_of_touched_rows_and_many_at_once(database: Database) -> None:
    async with database.transaction() as cx:
        await cx.executemany(ADD, [(f"k{n}", "v") for n in range(5)])
        assert await cx.execute("UPDATE state SET value = 'w' WHERE key <> $1", "k0") == 4
        assert await cx.execute("DELETE FROM state WHERE key = $1", "nobody") == 0
        await cx.commit()
    assert await value(database, "k0") == "v"
    assert await value(database, "k4") == "w"


async def test_a_broken_constraint_is_a_conflict_and_undoes_its_own_only(database: Database) -> None:
    async with database.transaction() as cx:
        await cx.execute(ADD, "a", "1")
        await cx.commit()
    async with database.transaction() as cx:
        await cx.execute(ADD, "b", "1")
        with pytest.raises(Conflict):
            await cx.execute(ADD, "a", "2")
    assert (await value(database, "a"), await value(database, "b")) == ("1", None)


async def test_side_by_side_each_succeeds_or_fails_alone(database: Database) -> None:
    """Every third fails after its write; the others, which share commits with it on SQLite, stay."""

    async def one(number: int) -> None:
        async with database.transaction() as cx:
            await cx.execute(ADD, f"n{number}", "x")
            if number % 3 == 0:
                raise ZeroDivisionError
            await cx.commit()
        assert await value(database, f"n{number}") == "x"

    await asyncio.gather(*(one(number) for number in range(100)), return_exceptions=True)
    async with database.reading() as cx:
        rows = await cx.fetch("SELECT key FROM state")
    assert {row["key"] for row in rows} == {f"n{number}" for number in range(100) if number % 3}


async def test_cancelled_waiters_do_not_leave_a_commit_hanging(database: Database) -> None:
    async def one(number: int) -> None:
        async with database.transaction() as cx:
            await cx.execute(ADD, f"n{number}", "x")
            await cx.commit()

    tasks = [asyncio.create_task(one(number)) for number in range(40)]
    await asyncio.sleep(0)
    for task in tasks[1::2]:
        task.cancel()
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 10)
    kept = [number for number in range(40) if await value(database, f"n{number}")]
    finished = [number for number, task in enumerate(tasks) if not task.cancelled()]
    assert set(finished) <= set(kept)


async def test_cancelled_while_beginning_leaves_nothing_begun(sqlite_url: str) -> None:
    """Another process holds the file: whoever gives up waiting for it must not leave a transaction behind."""
    path = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))
    database, other = SqliteDatabase(path), sqlite3.connect(path, isolation_level=None)
    await database.open()

    async def one(key: str) -> None:
        async with database.transaction() as cx:
            await cx.execute(ADD, key, "x")
            await cx.commit()

    other.execute("BEGIN IMMEDIATE")
    with suppress(TimeoutError):
        await asyncio.wait_for(one("given up"), 0.05)
    other.execute("COMMIT")
    await asyncio.wait_for(one("next"), 10)
    assert (await value(database, "given up"), await value(database, "next")) == (None, "x")
    await database.close()
    other.close()


async def test_a_commit_that_fails_fails_all_who_shared_it_and_each_succeeds_alone(sqlite_url: str) -> None:
    """A deferred foreign key is only seen by COMMIT: one bad update spoils the batch, then each is tried alone."""
    database = open_database(sqlite_url)
    await database.open()

    async def one(number: int, post_of: int | None) -> str:
        try:
            async with database.transaction() as cx:
                if post_of is not None:
                    await cx.execute("PRAGMA defer_foreign_keys = ON")
                    await cx.execute("INSERT INTO wrong_link (account_id, at) VALUES (1, 1)")
                    await cx.execute(
                        "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at)"
                        " VALUES ($1, '', '', '', $1, 0)",
                        post_of,
                    )
                await cx.execute(ADD, f"n{number}", "x")
                await cx.commit()
        except CommitFailed:
            return "again"
        return "kept"

    outcome = await asyncio.gather(*(one(n, 999 if n == 3 else None) for n in range(6)))
    assert "again" in outcome
    retried = [await one(n, None) for n, what in enumerate(outcome) if what == "again" and n != 3]
    assert set(retried) <= {"kept"}
    assert {n for n in range(6) if await value(database, f"n{n}")} == {0, 1, 2, 4, 5}
    assert isinstance(database, SqliteDatabase)
    await database.close()


async def test_a_full_disk_fails_whoever_shared_the_commit_and_hangs_nobody(sqlite_url: str) -> None:
    """SQLite then rolls everything back by itself, the savepoints of others included."""
    database = open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    await database.open()
    async with database.transaction() as cx:
        await cx.execute("PRAGMA max_page_count = 1")  # SQLite makes it the present size

    async def one(number: int, size: int) -> str:
        try:
            async with database.transaction() as cx:
                await cx.execute(ADD, f"n{number}", "x" * size)
                await cx.commit()
        except (CommitFailed, StorageUnavailable) as error:
            return type(error).__name__
        return "kept"

    async with asyncio.timeout(10):
        outcome = await asyncio.gather(*(one(n, 5_000_000 if n == 2 else 1) for n in range(5)))
    assert outcome[2] == "StorageUnavailable"
    kept = {n for n in range(5) if await value(database, f"n{n}")}
    assert kept == {n for n, what in enumerate(outcome) if what == "kept"}
    assert await asyncio.wait_for(one(9, 1), 5) == "kept"
    await database.close()


async def test_what_a_constraint_refuses_is_not_quoted(database: Database) -> None:
    async with database.transaction() as cx:
        await cx.execute(ADD, "a secret of somebody", "1")
        with pytest.raises(Conflict) as refusal:
            await cx.execute(ADD, "a secret of somebody", "2")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "error",
    [asyncpg.DiskFullError, asyncpg.OutOfMemoryError, asyncpg.TooManyConnectionsError, asyncpg.CrashShutdownError],
)
async def test_what_a_server_lacks_for_a_while_is_waited_for(error: type[Exception]) -> None:
    """As on SQLite, where a full disk is waited for too."""
    with pytest.raises(StorageUnavailable, match=error.__name__), translated():
        raise error("no")
