"""What is not backed up or put back: refused with its reason, and nothing changes."""

import json
import zipfile
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.services.installation import backup, schema, serving_lock
from bot.settings import Settings, load
from bot.storage.leader import Leader
from tests.conftest import open_database
from tests.services.installation.backups import filled, later, refused, settings_of


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_of(database_url, tmp_path)


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


def test_one_process_serves_a_file_by_whichever_name(tmp_path: Path) -> None:
    path, other = tmp_path / "real" / "bot.db", tmp_path / "other.db"
    first = serving_lock.take(path)
    path.touch()
    other.symlink_to(path)
    with pytest.raises(DomainError, match="already_serving"):
        serving_lock.take(other)
    first.release()
    serving_lock.take(other).release()
