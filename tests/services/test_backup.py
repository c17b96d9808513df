"""Backup beside a serving bot, and putting it back: whole, or not at all."""

import asyncio
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.services import attachment, backup, schema, serving_lock
from bot.settings import Settings, load
from bot.storage.connection import Database
from bot.storage.leader import Leader
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.conftest import open_database

AT = Standing(datetime(2026, 3, 12, 6, 5, tzinfo=UTC))
PUT = "INSERT INTO state (key, value) VALUES ($1, 'x')"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    keys = tmp_path.parent / f"{tmp_path.name}-keys"
    return load(_env_file=None, database_url=database_url, data_dir=tmp_path / "data", ballot_key_dir=keys)


async def put(database: Database, *keys: str) -> None:
    async with UnitOfWork(database, Standing()).begin() as work:
        for key in keys:
            await work.execute(PUT, key)
        await work.commit()


async def keys(url: str) -> list[str]:
    database = open_database(url)
    await database.open()
    async with database.reading() as cx:
        found = [str(row["key"]) for row in await cx.fetch("SELECT key FROM state ORDER BY key")]
    await database.close()
    return found


async def filled(settings: Settings) -> None:
    database = open_database(settings.database_url)
    await database.open()
    await put(database, "before")
    await database.close()
    attach(settings, "a/one.jpg", b"one")


def attach(settings: Settings, name: str, data: bytes) -> Path:
    path = settings.data_dir / "attachments" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


async def later(settings: Settings) -> None:
    """What happens after the backup."""
    database = open_database(settings.database_url)
    await database.open()
    await put(database, "after")
    await database.close()


async def refused(code: str, settings: Settings, path: Path) -> DomainError:
    """The restore is refused with that code, and nothing is other than it was."""
    held = await keys(settings.database_url)
    with pytest.raises(DomainError) as error:
        await asyncio.to_thread(backup.restore, settings, path)
    assert error.value.code == code
    assert await keys(settings.database_url) == held
    return error.value


async def test_what_was_backed_up_comes_back(settings: Settings, tmp_path: Path) -> None:
    await filled(settings)
    path = tmp_path / "b.zip"
    seen: list[tuple[int, int]] = []
    backup.backup(settings, path, lambda done, total: seen.append((done, total)))
    await later(settings)
    attach(settings, "a/one.jpg", b"one").unlink()
    new = attach(settings, "b/two.jpg", b"two")
    backup.restore(settings, path)
    assert await keys(settings.database_url) == ["before"]
    assert (settings.data_dir / "attachments/a/one.jpg").read_bytes() == b"one"
    assert new.read_bytes() == b"two"
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] > 0
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


async def test_attachments_come_back_private_and_what_is_still_being_written_stays_out(
    settings: Settings, tmp_path: Path
) -> None:
    folder, path = settings.data_dir / "attachments", tmp_path / "b.zip"
    name = attachment.keep(folder, b"evidence", Standing().now())
    (folder / f"{attachment.DRAFT}half").write_bytes(b"evi")
    backup.backup(settings, path)
    shutil.rmtree(folder)
    backup.restore(settings, path)
    assert [one.name for one in folder.iterdir()] == [name]
    assert attachment.read(folder, name) == b"evidence"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / name).stat().st_mode & 0o777 == 0o600


async def test_the_file_says_what_it_holds_and_no_keys_are_in_it(settings: Settings, tmp_path: Path) -> None:
    await filled(settings)
    (settings.data_dir / "secret-key").write_text("s3cret")
    settings.ballot_key_dir.mkdir(mode=0o700)
    (settings.ballot_key_dir / "7").write_text("private")
    path = tmp_path / "b.zip"
    made = backup.backup(settings, path)
    with zipfile.ZipFile(path) as file:
        assert set(file.namelist()) == {"manifest.json", "database", "attachments/a/one.jpg"}
        manifest = json.loads(file.read("manifest.json"))
    assert manifest["schema"] == made.schema == schema.expected()
    assert path.stat().st_mode & 0o077 == 0
    assert not any(name.startswith(".backup") for name in os.listdir(tmp_path))


async def test_a_backup_taken_while_others_write_is_one_moment(settings: Settings, tmp_path: Path) -> None:
    database = open_database(settings.database_url)
    await database.open()
    path, written, enough, taken = tmp_path / "b.zip", 0, asyncio.Event(), asyncio.Event()

    async def write() -> None:
        nonlocal written
        while not taken.is_set() or written < 40:
            # Two rows a transaction: a copy that holds one without the other is torn.
            await put(database, f"{written:06}a", f"{written:06}b")
            written += 1
            if written == 20:
                enough.set()

    async def take() -> int:
        await enough.wait()
        await asyncio.to_thread(backup.backup, settings, path)
        taken.set()
        return written

    async with asyncio.timeout(60):
        _, at_end = await asyncio.gather(write(), take())
    await database.close()
    await asyncio.to_thread(backup.restore, settings, path)
    held = await keys(settings.database_url)
    assert 20 <= len(held) // 2 <= at_end + 1
    assert held == [f"{number:06}{half}" for number in range(len(held) // 2) for half in "ab"]


async def test_the_old_database_is_kept_beside(settings: Settings, tmp_path: Path) -> None:
    await filled(settings)
    path = tmp_path / "b.zip"
    backup.backup(settings, path)
    await later(settings)
    kept = backup.restore(settings, path, clock=AT).kept
    assert kept is not None
    home, name = settings.data_dir, "database"
    if settings.sqlite_path is not None:
        home, name = settings.sqlite_path.parent, settings.sqlite_path.name
        assert kept_keys(kept) == ["after", "before"]
        assert settings.sqlite_path.stat().st_mode & 0o077 == 0
    else:
        assert kept.read_bytes().startswith(b"PGDMP")
    assert kept == home / f"{name}.before-restore-20260312-140500", "of the unit's clock"
    assert kept.stat().st_mode & 0o077 == 0


def kept_keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [str(key) for (key,) in raw.execute("SELECT key FROM state ORDER BY key")]


async def test_each_restore_keeps_what_it_replaced_and_overwrites_none(settings: Settings, tmp_path: Path) -> None:
    """Also two within one second, and the attachments that had other contents."""
    await filled(settings)
    path = tmp_path / "b.zip"
    backup.backup(settings, path)
    await later(settings)
    written = [attach(settings, "a/one.jpg", b"two").read_bytes()]
    first = backup.restore(settings, path, clock=AT).kept
    written.append(attach(settings, "a/one.jpg", b"three").read_bytes())
    second = backup.restore(settings, path, clock=AT).kept
    assert first is not None
    assert second is not None
    assert first != second
    if settings.sqlite_path is not None:
        assert (kept_keys(first), kept_keys(second)) == (["after", "before"], ["before"])
    else:
        assert first.read_bytes() != second.read_bytes()
    others = sorted((settings.data_dir / "attachments/a").glob("one.jpg.before-restore-*"))
    assert [one.read_bytes() for one in others] == written


@pytest.mark.parametrize("damage", ["cut", "bits", "not_a_zip", "empty", "missing", "extra", "escaping"])
async def test_a_damaged_file_is_refused_and_nothing_changes(settings: Settings, tmp_path: Path, damage: str) -> None:
    await filled(settings)
    path = tmp_path / "b.zip"
    backup.backup(settings, path)
    harm(path, damage)
    await later(settings)
    await refused("backup_damaged", settings, path)
    assert (settings.data_dir / "attachments/a/one.jpg").read_bytes() == b"one"


def harm(path: Path, damage: str) -> None:
    data = bytearray(path.read_bytes())
    if damage == "cut":
        path.write_bytes(data[: len(data) * 2 // 3])
    elif damage == "bits":
        # Many: one alone can be a distance between two equal stretches, and change nothing that is packed.
        middle = slice(len(data) // 3, len(data) // 3 + 64)
        data[middle] = bytes(byte ^ 0xFF for byte in data[middle])
        path.write_bytes(data)
    elif damage == "not_a_zip":
        path.write_bytes(b"<html>404</html>")
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        rewrite(path, damage)


def rewrite(path: Path, damage: str) -> None:
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    if damage == "missing":
        del members["attachments/a/one.jpg"]
    elif damage == "extra":
        members["attachments/x.sh"] = b"rm"
    else:
        manifest = json.loads(members["manifest.json"])
        manifest["members"]["attachments/../../x"] = manifest["members"]["attachments/a/one.jpg"]
        members |= {"manifest.json": json.dumps(manifest).encode(), "attachments/../../x": b"one"}
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)


async def test_a_member_changed_with_its_zip_made_to_fit_is_refused(settings: Settings, tmp_path: Path) -> None:
    await filled(settings)
    path = tmp_path / "b.zip"
    backup.backup(settings, path)
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members["attachments/a/one.jpg"] = b"two"
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    error = await refused("backup_damaged", settings, path)
    assert "one.jpg" in str(error.data["reason"])


async def test_a_backup_of_a_newer_version_is_refused(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(settings)
    path = tmp_path / "b.zip"
    backup.backup(settings, path)
    monkeypatch.setattr(schema, "expected", lambda: "20261101_before")
    await refused("backup_newer", settings, path)


async def test_a_backup_of_the_other_database_is_refused(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    def of(url: str) -> Settings:
        return load(_env_file=None, database_url=url, data_dir=tmp_path / "data", ballot_key_dir=tmp_path.parent / "k")

    path = tmp_path / "b.zip"
    backup.backup(of(sqlite_url), path)
    await refused("backup_other_database", of(postgres_url), path)


async def test_while_a_bot_serves_nothing_is_put_back(settings: Settings, tmp_path: Path) -> None:
    await filled(settings)
    path = tmp_path / "b.zip"
    backup.backup(settings, path)
    if settings.sqlite_path is not None:
        lock = serving_lock.take(settings.sqlite_path)
        await refused("already_serving", settings, path)
        lock.release()
    else:
        database = open_database(settings.database_url)
        await database.open()
        leader = Leader(database)
        assert await leader.leads()
        await refused("already_serving", settings, path)
        await leader.resign()
        await database.close()
    backup.restore(settings, path)


async def test_an_older_file_is_never_overwritten(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(b"older")
    with pytest.raises(DomainError, match="backup_file_exists"):
        backup.backup(settings, path)
    assert path.read_bytes() == b"older"


async def test_a_failing_backup_leaves_no_file(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    gone = settings.model_copy(
        update={
            "database_url": "sqlite+aiosqlite:////nowhere/bot.db"
            if settings.sqlite_path
            else "postgresql+asyncpg://postgres@127.0.0.1:1/none"
        }
    )
    with pytest.raises(DomainError, match="backup_failed"):
        backup.backup(gone, path)
    assert not path.exists()


def test_one_process_serves_a_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "bot.db"
    first = serving_lock.take(path)
    with pytest.raises(DomainError, match="already_serving"):
        serving_lock.take(path)
    first.release()
    serving_lock.take(path).release()
