"""Keys that nothing needs any more, ratings of a restored database, envelopes in SQLite's log."""

import asyncio
import os
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.rating.model import State, Subject, VoidReason
from bot.services.installation import backup
from bot.services.rating import recover, worker
from bot.services.rating import voiding as rating_void
from bot.settings import Settings, load
from bot.storage.installation import state
from bot.storage.rating import store
from bot.storage.sqlite import BUSY_MS
from tests.clock import ZONE
from tests.conftest import open_database
from tests.installation import INSTALLATION
from tests.services.rating.agreements import end_and_count
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch, usual_branch
from tests.world.messages import messages
from tests.world.record import audit_entries


async def voted(ratings: Ratings, of: Subject = Subject.UNIT) -> int:
    """All have."""
    rating = await ratings.opened(of)
    await ratings.vote(rating, *ratings.electors)
    return rating


async def void(ratings: Ratings, rating: int, words: str = "") -> None:
    """As another worker does, that holds no keys."""
    async with ratings.world.uow.begin() as work:
        found = await store.lock(work, rating)
        assert found is not None
        await rating_void.void(work, found, VoidReason.COMMITTEE, ACCOUNTS + ratings.branch.above, words)
        await work.commit()


async def test_voiding_leaves_nothing_to_count_and_the_next_turn_no_key(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating, other = await voted(ratings), await ratings.opened(Subject.MOTION, title="另一件事")
    await void(ratings, rating, "名单不对")
    assert await world.rows("SELECT * FROM envelope") == []
    flags = await world.rows("SELECT voted, paper, account_id FROM elector WHERE rating_id = $1", rating)
    assert {tuple(row.values()) for row in flags} == {(None, None, None)}
    assert ratings.keys.ratings() == {rating, other}
    await ratings.turn()
    assert ratings.keys.ratings() == {other}
    told = await messages(world, "rating.void")
    assert {one.chat - ACCOUNTS for one in told} == {*ratings.electors, ratings.supervisor, branch.above}
    assert {one.data["words"] for one in told} == {"名单不对"}
    waiting = await world.rows("SELECT key FROM outbox WHERE kind = 'rating.invite'")
    assert all(one["key"].startswith(f"rating.invite:{other}:") for one in waiting)
    assert await audit_entries(world, "rating.void") == [("rating.void", {"rating": rating, "reason": "committee"})]


async def test_a_key_that_is_still_needed_stays(ratings: Ratings) -> None:
    rating = await voted(ratings)
    await ratings.turn(hours=6)
    assert (await ratings.get(rating)).state is State.ENDED
    await ratings.turn()
    assert ratings.keys.ratings() == {rating}


async def test_a_key_of_a_rating_that_is_not_known_here_is_left_alone(ratings: Ratings) -> None:
    ratings.keys.make(999)
    await ratings.turn()
    assert ratings.keys.ratings() == {999}


def settings_of(ratings: Ratings, database_url: str, tmp_path: Path) -> Settings:
    root = ratings.keys.folder.parent
    return load(_env_file=None, database_url=database_url, data_dir=tmp_path / "data", ballot_key_dir=root)


async def test_a_restore_voids_what_was_open_and_destroys_every_key(
    world: World, ratings: Ratings, database_url: str, tmp_path: Path
) -> None:
    settings = settings_of(ratings, database_url, tmp_path)
    open_then, closed_then = await voted(ratings), await voted(ratings, Subject.MOTION)
    await end_and_count(ratings, closed_then)
    await world.run("UPDATE rating SET state = 'open' WHERE id = $1", open_then)
    path = tmp_path / "b.zip"
    await asyncio.to_thread(backup.backup, settings, path)
    later = await ratings.opened(Subject.MOTION, title="后来的事")
    await world.uow.database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    await world.uow.database.open()
    assert (await ratings.get(open_then)).state is State.OPEN
    assert ratings.keys.ratings() == {open_then, later}
    assert await recover.restored(world.uow, None) == 1  # a worker without keys
    assert await recover.restored(world.uow, None) == 0
    assert ratings.keys.ratings() == {open_then, later}
    await worker.start(world.uow, ratings.keys, INSTALLATION.rating, ZONE)
    assert ((await ratings.get(open_then)).state, (await ratings.get(closed_then)).state) == (State.VOID, State.CLOSED)
    assert ratings.keys.ratings() == set()
    assert await world.rows("SELECT * FROM envelope") == []
    told = await messages(world, "rating.void")
    assert {one.chat - ACCOUNTS for one in told} >= set(ratings.electors)
    assert {one.data["reason"] for one in told} == {"restored"}
    ratings.keys.make(later)
    await worker.start(world.uow, ratings.keys, INSTALLATION.rating, ZONE)
    assert ratings.keys.ratings() == {later}


async def test_what_was_opened_since_the_backup_is_void_and_the_rest_begins_anew(
    world: World, branch: Branch, ratings: Ratings, database_url: str, tmp_path: Path
) -> None:
    """Prepared in the backup: the key alone shows that people have voted since."""
    settings, path = settings_of(ratings, database_url, tmp_path), tmp_path / "b.zip"
    submitted, opening, waits, asked = [await ratings.submitted(Subject.MOTION, title=title) for title in "甲乙丙丁"]
    await world.run("UPDATE rating SET state = 'opening' WHERE id IN ($1, $2)", opening, asked)
    await asyncio.to_thread(backup.backup, settings, path)
    for rating in (submitted, opening):
        ratings.keys.make(rating)
    await world.uow.database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    await world.uow.database.open()
    assert await recover.restored(world.uow, None) == 0  # a worker without keys
    assert await recover.restored(world.uow, ratings.keys) == 2
    states = [(await ratings.get(rating)).state for rating in (submitted, opening, waits, asked)]
    assert states == [State.VOID, State.VOID, State.SUBMITTED, State.SUBMITTED]
    assert ratings.keys.ratings() == set()
    told = await messages(world, "rating.void")
    assert {one.chat - ACCOUNTS for one in told} >= {branch.above, branch.secretary}
    assert {one.data["rating"] for one in told} == {submitted, opening}
    assert await recover.restored(world.uow, ratings.keys) == 0


@pytest.mark.parametrize("named", [False, True])
async def test_a_backup_without_a_name_leaves_the_house_its_keys(
    world: World, ratings: Ratings, database_url: str, tmp_path: Path, named: bool
) -> None:
    """`named`: of another house, whose keys are its own."""
    settings, path = settings_of(ratings, database_url, tmp_path), tmp_path / "b.zip"
    own = ratings.keys.folder.name
    await world.run("UPDATE state SET value = 'another' WHERE key = $1", recover.INSTALLATION)
    if not named:
        await world.run("DELETE FROM state WHERE key = $1", recover.INSTALLATION)
    await asyncio.to_thread(backup.backup, settings, path)
    await world.run("DELETE FROM state WHERE key = $1", recover.INSTALLATION)
    await world.run("INSERT INTO state (key, value) VALUES ($1, $2)", recover.INSTALLATION, own)
    await world.uow.database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    await world.uow.database.open()
    found = await recover.folder(world.uow, ratings.keys.folder.parent)
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


async def test_no_key_is_ever_in_a_backup(ratings: Ratings, database_url: str, tmp_path: Path) -> None:
    rating = await voted(ratings)
    path = tmp_path / "b.zip"
    await asyncio.to_thread(backup.backup, settings_of(ratings, database_url, tmp_path), path)
    secret = (ratings.keys.folder / f"{rating}.key").read_bytes()
    unpacked = tmp_path / "unpacked"
    await asyncio.to_thread(zipfile.ZipFile(path).extractall, unpacked)
    files = [file.read_bytes() for file in unpacked.rglob("*") if file.is_file()]
    assert files
    assert not any(secret in one or secret.hex().encode() in one for one in files)


@pytest.fixture
async def on_sqlite(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Ratings]:
    database = open_database(sqlite_url)
    await database.open()
    world = World(database)
    keys = await recover.folder(world.uow, tmp_path.parent / "keys")
    yield Ratings(world, await usual_branch(world), keys)
    await database.close()


async def log_noted(ratings: Ratings) -> bool:
    async with ratings.world.uow.reading() as cx:
        return await state.get(cx, rating_void.CHECKPOINT) is not None


async def test_a_closing_leaves_no_envelope_in_the_log(on_sqlite: Ratings, tmp_path: Path) -> None:
    rating = await voted(on_sqlite)
    boxes = [bytes(row["box"]) for row in await on_sqlite.world.rows("SELECT box FROM envelope")]
    log, database = tmp_path / "bot.db-wal", tmp_path / "bot.db"
    assert all(one[32:64] in log.read_bytes() + database.read_bytes() for one in boxes)
    await end_and_count(on_sqlite, rating)
    await on_sqlite.turn()
    assert not any(one[32:64] in log.read_bytes() + database.read_bytes() for one in boxes)
    assert not await log_noted(on_sqlite)


async def test_a_reader_makes_the_log_wait_but_not_the_voters(on_sqlite: Ratings, tmp_path: Path) -> None:
    rating = await voted(on_sqlite)
    boxes = [bytes(row["box"]) for row in await on_sqlite.world.rows("SELECT box FROM envelope")]
    log = tmp_path / "bot.db-wal"
    with closing(sqlite3.connect(tmp_path / "bot.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM envelope").fetchone()
        await end_and_count(on_sqlite, rating)
        await asyncio.wait_for(on_sqlite.turn(), 0.8 * BUSY_MS / 1000)  # a writer waits for that long
        assert await log_noted(on_sqlite)
        assert any(one[32:64] in log.read_bytes() for one in boxes)
        other = await on_sqlite.opened(Subject.MOTION, title="另一件事")
        await on_sqlite.vote(other, on_sqlite.electors[0])
    await on_sqlite.turn()
    assert not await log_noted(on_sqlite)
    assert not any(one[32:64] in log.read_bytes() for one in boxes)
