"""Backup beside a serving bot, and putting it back whole."""

import asyncio
import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.services.files import atomic_file, attachment
from bot.services.installation import backup, schema
from bot.settings import Settings
from tests.clock import Standing
from tests.conftest import open_database
from tests.services.installation.backups import attach, filled, kept_keys, keys, later, put, settings_of

AT = Standing(datetime(2026, 3, 12, 6, 5, tzinfo=UTC))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_of(database_url, tmp_path)


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
    (folder / f"{atomic_file.DRAFT}half").write_bytes(b"evi")
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
