"""Backup and restore: database and attachments in one checked file, made beside a running bot; never secret keys."""

import tempfile
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from bot.domain.clock import Clock, SystemClock
from bot.domain.errors import DomainError
from bot.services.files import atomic_file, attachment
from bot.services.files.attachment import ATTACHMENTS
from bot.services.files.progress import Progress, silent
from bot.services.installation import schema, serving_lock
from bot.services.installation.backup_file import DATABASE, BadBackup, Manifest, pack, unpack
from bot.settings import Settings
from bot.storage.disk import synced
from bot.storage.installation import backup as storage
from bot.storage.installation.backup import BackupFailed

KEPT = ".before-restore"
CLOCK = SystemClock()


def backup(settings: Settings, path: Path, progress: Progress = silent, clock: Clock = CLOCK) -> Manifest:
    """Write the backup to `path`, which appears only when it is whole.

    Runs beside a serving bot. DomainError: backup_file_exists (path), backup_failed (reason).
    """
    path = path.absolute()
    if path.exists():
        raise DomainError("backup_file_exists", path=str(path))
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder,
            attachment.locked(settings.data_dir / ATTACHMENTS),
        ):
            copy = Path(folder) / DATABASE
            dialect, revision = _copied(settings, copy)
            members = {DATABASE: copy} | _attachments(settings.data_dir / ATTACHMENTS)
            return pack(Path(folder) / "whole", path, Manifest(dialect, revision, clock.now()), members, progress)
    except (BackupFailed, OSError) as error:
        raise DomainError("backup_failed", reason=str(error)) from None


def _copied(settings: Settings, copy: Path) -> tuple[str, str]:
    """Copy the database; the dialect and the schema revision of the copy."""
    if settings.sqlite_path is not None:
        storage.copy_sqlite(settings.sqlite_path, copy)
        return "sqlite", storage.sqlite_schema(copy)
    storage.dump_postgres(settings.database_url, copy)
    return "postgresql", storage.postgres_schema(settings.database_url)


def _attachments(folder: Path) -> dict[str, Path]:
    """List the attachments by their names in a backup, without those still being written, which no row names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    whole = [path for path in files if not path.name.startswith(atomic_file.DRAFT)]
    return {f"{ATTACHMENTS}/{path.relative_to(folder).as_posix()}": path for path in whole}


def unused_path(place: Path, stamp: str) -> Path:
    """Find a path beside `place` that nothing has yet, so that what an earlier restore has kept stays."""
    names = chain([f"{place.name}{KEPT}-{stamp}"], (f"{place.name}{KEPT}-{stamp}-{number}" for number in count(2)))
    return next(path for path in map(place.with_name, names) if not path.exists())


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored backup, and where the database that was there before is kept (a copy on SQLite, a dump on
    PostgreSQL); None: there was none."""

    manifest: Manifest
    kept: Path | None


def restore(settings: Settings, path: Path, progress: Progress = silent, clock: Clock = CLOCK) -> Restored:
    """Put a backup back. Nothing is changed before all of it was checked; the old database is kept beside, dated.

    DomainError: backup_damaged, backup_newer (has, knows), backup_other_database (has), already_serving,
    backup_failed (reason).
    """
    home = settings.data_dir.absolute() if settings.sqlite_path is None else settings.sqlite_path.absolute().parent
    home.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
            manifest = unpack(path, Path(folder), progress)
            _fits(settings, manifest, Path(folder) / DATABASE)
            stamp = clock.now().astimezone(settings.zone).strftime("%Y%m%d-%H%M%S")
            return Restored(manifest, _put_back(settings, Path(folder), stamp))
    except BadBackup as error:
        raise DomainError("backup_damaged", reason=str(error)) from None
    except (BackupFailed, OSError) as error:
        raise DomainError("backup_failed", reason=str(error)) from None


def _fits(settings: Settings, manifest: Manifest, copy: Path) -> None:
    own = "sqlite" if settings.sqlite_path is not None else "postgresql"
    if manifest.dialect != own:
        raise DomainError("backup_other_database", has=manifest.dialect, needs=own)
    if manifest.schema > schema.expected():
        raise DomainError("backup_newer", has=manifest.schema, knows=schema.expected())
    try:
        if own == "sqlite":
            storage.check_sqlite(copy)
        else:
            storage.check_dump(copy)
    except BackupFailed as error:
        raise BadBackup(str(error)) from None


def _put_back(settings: Settings, folder: Path, stamp: str) -> Path | None:
    """Put back the attachments, which only adds, then the database, in one step; where the old database is kept."""
    if settings.sqlite_path is not None:
        database = settings.sqlite_path.absolute()
        lock = serving_lock.take(database)
        try:
            _add_attachments(folder / ATTACHMENTS, settings.data_dir / ATTACHMENTS, stamp)
            kept = unused_path(database, stamp) if database.exists() else None
            storage.replace_sqlite(database, folder / DATABASE, kept)
            return kept
        finally:
            lock.release()
    if storage.postgres_serves(settings.database_url):
        raise DomainError("already_serving", path="PostgreSQL")
    _add_attachments(folder / ATTACHMENTS, settings.data_dir / ATTACHMENTS, stamp)
    kept = unused_path(settings.data_dir.absolute() / DATABASE, stamp)
    storage.replace_postgres(settings.database_url, folder / DATABASE, kept)
    return kept


def _add_attachments(source: Path, target: Path, stamp: str) -> None:
    """Add attachments: a file of the same name and other contents is kept under another name, all others stay."""
    for new in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / new.relative_to(source)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.chmod(0o600)
        if place.exists():
            if place.read_bytes() == new.read_bytes():
                continue
            place.replace(unused_path(place, stamp))
        new.replace(place)
        synced(place.parent)
