"""Keys that nothing needs any more, ratings of a restored database, envelopes in SQLite's log."""

import asyncio
import json
import os
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.rating.model import State, VoidReason
from bot.services.installation import backup
from bot.services.rating import recover, worker
from bot.services.rating import voiding as rating_void
from bot.settings import Settings, load
from bot.storage.installation import state
from bot.storage.rating import store as ratings
from bot.storage.sqlite import BUSY_MS
from tests.secrecy.ours import RULES, Cast, Ours, raised
from tests.services.attendance.attendance_branch import ACCOUNTS


@pytest.fixture
async def ours(database_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    async with raised(database_url, tmp_path, 6) as found:
        yield found


async def turn(ours: Ours) -> None:
    await worker.turn(ours.uow, ours.keys, RULES, ours.zone)


async def voted(ours: Ours, title: str = "年度测评") -> int:
    rating = await ours.opened(title=title)
    await ours.all_vote(rating, [Cast(person, (0,)) for person in ours.electors])
    return rating


async def void(ours: Ours, rating: int, words: str = "") -> None:
    """As another worker does, that holds no keys."""
    async with ours.uow.begin() as work:
        found = await ratings.lock(work, rating)
        assert found is not None
        await rating_void.void(work, found, VoidReason.COMMITTEE, ACCOUNTS + ours.chief, words)
        await work.commit()


async def test_voiding_leaves_nothing_to_count_and_the_next_turn_no_key(ours: Ours) -> None:
    rating, other = await voted(ours), await ours.opened(title="另一件事")
    await void(ours, rating, "名单不对")
    assert await ours.rows("SELECT * FROM envelope") == []
    flags = await ours.rows("SELECT voted, paper, account_id FROM elector WHERE rating_id = $1", rating)
    assert {tuple(row.values()) for row in flags} == {(None, None, None)}
    assert ours.keys.ratings() == {rating, other}
    await turn(ours)
    assert ours.keys.ratings() == {other}
    told = await ours.messages("rating.void")
    assert {one["chat_id"] - ACCOUNTS for one in told} == {*ours.electors, ours.supervisor, ours.chief}
    assert {json.loads(one["data"])["words"] for one in told} == {"名单不对"}
    waiting = [one["key"] for one in await ours.messages("rating.invite")]
    assert all(key.startswith(f"rating.invite:{other}:") for key in waiting)
    (entry,) = await ours.rows("SELECT data FROM audit WHERE kind = 'rating.void'")
    assert json.loads(entry["data"]) == {"rating": rating, "reason": "committee"}


async def test_a_key_that_is_still_needed_stays(ours: Ours) -> None:
    rating = await voted(ours)
    await ours.ended(rating)
    assert await ours.state(rating) is State.ENDED
    await turn(ours)
    assert ours.keys.ratings() == {rating}


async def test_a_key_of_a_rating_that_is_not_known_here_is_left_alone(ours: Ours) -> None:
    ours.keys.make(999)
    await turn(ours)
    assert ours.keys.ratings() == {999}


def settings_of(ours: Ours, database_url: str, tmp_path: Path) -> Settings:
    root = ours.keys.folder.parent
    return load(_env_file=None, database_url=database_url, data_dir=tmp_path / "data", ballot_key_dir=root)


async def test_a_restore_voids_what_was_open_and_destroys_every_key(
    ours: Ours, database_url: str, tmp_path: Path
) -> None:
    settings = settings_of(ours, database_url, tmp_path)
    open_then, closed_then = await voted(ours), await voted(ours, "早先的事")
    await ours.closed(closed_then)
    await ours.run("UPDATE rating SET state = 'open' WHERE id = $1", open_then)
    path = tmp_path / "b.zip"
    await asyncio.to_thread(backup.backup, settings, path)
    later = await ours.opened(title="后来的事")
    await ours.uow.database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    await ours.uow.database.open()
    assert await ours.state(open_then) is State.OPEN
    assert ours.keys.ratings() == {open_then, later}
    assert await recover.restored(ours.uow, None) == 1  # a worker without keys
    assert await recover.restored(ours.uow, None) == 0
    assert ours.keys.ratings() == {open_then, later}
    await worker.start(ours.uow, ours.keys, RULES, ours.zone)
    assert (await ours.state(open_then), await ours.state(closed_then)) == (State.VOID, State.CLOSED)
    assert ours.keys.ratings() == set()
    assert await ours.rows("SELECT * FROM envelope") == []
    told = await ours.messages("rating.void")
    assert {one["chat_id"] - ACCOUNTS for one in told} >= set(ours.electors)
    assert {json.loads(one["data"])["reason"] for one in told} == {"restored"}
    ours.keys.make(later)
    await worker.start(ours.uow, ours.keys, RULES, ours.zone)
    assert ours.keys.ratings() == {later}


async def test_what_was_opened_since_the_backup_is_void_and_the_rest_begins_anew(
    ours: Ours, database_url: str, tmp_path: Path
) -> None:
    """Prepared in the backup: the key alone shows that people have voted since."""
    settings, path = settings_of(ours, database_url, tmp_path), tmp_path / "b.zip"
    submitted, opening, waits, asked = [await ours.prepared(title=title) for title in "甲乙丙丁"]
    await ours.run("UPDATE rating SET state = 'submitted' WHERE id = $1", submitted)
    await ours.run("UPDATE rating SET state = 'submitted' WHERE id = $1", waits)
    await asyncio.to_thread(backup.backup, settings, path)
    for rating in (submitted, opening):
        ours.keys.make(rating)
    await ours.uow.database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    await ours.uow.database.open()
    assert await recover.restored(ours.uow, None) == 0  # a worker without keys
    assert await recover.restored(ours.uow, ours.keys) == 2
    states = [await ours.state(rating) for rating in (submitted, opening, waits, asked)]
    assert states == [State.VOID, State.VOID, State.SUBMITTED, State.SUBMITTED]
    assert ours.keys.ratings() == set()
    told = await ours.messages("rating.void")
    assert {one["chat_id"] - ACCOUNTS for one in told} >= {ours.chief, ours.secretary}
    assert {json.loads(one["data"])["rating"] for one in told} == {submitted, opening}
    assert await recover.restored(ours.uow, ours.keys) == 0


@pytest.mark.parametrize("named", [False, True])
async def test_a_backup_without_a_name_leaves_the_house_its_keys(
    ours: Ours, database_url: str, tmp_path: Path, named: bool
) -> None:
    """`named`: of another house, whose keys are its own."""
    settings, path = settings_of(ours, database_url, tmp_path), tmp_path / "b.zip"
    own = ours.keys.folder.name
    await ours.run("UPDATE state SET value = 'another' WHERE key = $1 RETURNING 0 AS id", recover.INSTALLATION)
    if not named:
        await ours.run("DELETE FROM state WHERE key = $1 RETURNING 0 AS id", recover.INSTALLATION)
    await asyncio.to_thread(backup.backup, settings, path)
    await ours.run("DELETE FROM state WHERE key = $1 RETURNING 0 AS id", recover.INSTALLATION)
    await ours.run("INSERT INTO state (key, value) VALUES ($1, $2) RETURNING 0 AS id", recover.INSTALLATION, own)
    await ours.uow.database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    await ours.uow.database.open()
    found = await recover.folder(ours.uow, ours.keys.folder.parent)
    assert found.folder.name == ("another" if named else own)


def test_only_the_owner_opens_what_is_made_for_keys(tmp_path: Path) -> None:
    """Whatever the process's mask; and other files there are no keys."""
    before = os.umask(0)
    try:
        keys = recover.KeyFolder(tmp_path / "keys", "house")
        keys.make(7)
    finally:
        os.umask(before)
    assert [one.stat().st_mode & 0o777 for one in (keys.folder.parent, keys.folder)] == [0o700, 0o700]
    for name in ("notes.key", "7 copy.key", "²".join(("", ".key"))):
        (keys.folder / name).write_bytes(b"")
    assert keys.ratings() == {7}


async def test_no_key_is_ever_in_a_backup(ours: Ours, database_url: str, tmp_path: Path) -> None:
    rating = await voted(ours)
    path = tmp_path / "b.zip"
    await asyncio.to_thread(backup.backup, settings_of(ours, database_url, tmp_path), path)
    secret = (ours.keys.folder / f"{rating}.key").read_bytes()
    unpacked = tmp_path / "unpacked"
    await asyncio.to_thread(zipfile.ZipFile(path).extractall, unpacked)
    files = [file.read_bytes() for file in unpacked.rglob("*") if file.is_file()]
    assert files
    assert not any(secret in one or secret.hex().encode() in one for one in files)


@pytest.fixture
async def on_sqlite(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    async with raised(sqlite_url, tmp_path, 6) as found:
        yield found


async def log_noted(ours: Ours) -> bool:
    async with ours.uow.reading() as cx:
        return await state.get(cx, rating_void.CHECKPOINT) is not None


async def test_a_closing_leaves_no_envelope_in_the_log(on_sqlite: Ours, tmp_path: Path) -> None:
    rating = await voted(on_sqlite)
    boxes = [bytes(row["box"]) for row in await on_sqlite.rows("SELECT box FROM envelope")]
    log, database = tmp_path / "bot.db-wal", tmp_path / "bot.db"
    assert all(one[32:64] in log.read_bytes() + database.read_bytes() for one in boxes)
    await on_sqlite.closed(rating)
    await turn(on_sqlite)
    assert not any(one[32:64] in log.read_bytes() + database.read_bytes() for one in boxes)
    assert not await log_noted(on_sqlite)


async def test_a_reader_makes_the_log_wait_but_not_the_voters(on_sqlite: Ours, tmp_path: Path) -> None:
    rating = await voted(on_sqlite)
    boxes = [bytes(row["box"]) for row in await on_sqlite.rows("SELECT box FROM envelope")]
    log = tmp_path / "bot.db-wal"
    with closing(sqlite3.connect(tmp_path / "bot.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM envelope").fetchone()
        await on_sqlite.closed(rating)
        await asyncio.wait_for(turn(on_sqlite), 0.8 * BUSY_MS / 1000)  # a writer waits for that long
        assert await log_noted(on_sqlite)
        assert any(one[32:64] in log.read_bytes() for one in boxes)
        other = await on_sqlite.opened(title="另一件事")
        await on_sqlite.vote(other, Cast(on_sqlite.electors[0], (0,)))
    await turn(on_sqlite)
    assert not await log_noted(on_sqlite)
    assert not any(one[32:64] in log.read_bytes() for one in boxes)
