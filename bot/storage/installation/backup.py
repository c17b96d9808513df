"""Copies of a database: taken as one file while others write to it, put back whole or not at all."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg.sql import quote

from bot.storage.disk import synced
from bot.storage.leader import LOCK
from bot.storage.rating.ballot_box import INSTALLATION

BUSY_SECONDS = 30.0
RESTORED = "restored"
"""The key in `state` of a database that came out of a backup, until its open ratings are void."""
MARK = f"INSERT INTO state (key, value) VALUES ('{RESTORED}', 'now') ON CONFLICT (key) DO UPDATE SET value = 'now'"
NAME = f"SELECT value FROM state WHERE key = '{INSTALLATION}'"
CARRY = f"INSERT INTO state (key, value) VALUES ('{INSTALLATION}', {{}}) ON CONFLICT (key) DO NOTHING"
"""The keys of what was there before lie under its name: a backup older than that has none."""
EMPTY = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', name);
  END LOOP;
END $$;
SET lock_timeout = '10s';
"""


class BackupFailed(Exception):
    """A tool or the database refused; the text says why and holds no password."""


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's backup API; writers go on meanwhile. BackupFailed when it is not sound."""
    if not source.exists():
        raise BackupFailed(f"there is no database at {source}")
    with closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
    check_sqlite(target)
    synced(target)


def check_sqlite(path: Path) -> None:
    """BackupFailed when the file is not a sound database."""
    try:
        with closing(sqlite3.connect(path)) as raw:
            found = raw.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupFailed(str(error)) from None
    if found != "ok":
        raise BackupFailed(str(found))


def sqlite_schema(path: Path) -> str:
    """Read the revision of a database; empty when it has none."""
    try:
        with closing(sqlite3.connect(path)) as raw:
            row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return ""
    return str(row[0]) if row else ""


def replace_sqlite(database: Path, new: Path, kept: Path | None) -> None:
    """Put `new` (on the same disk) in the place of `database`; what was there is copied to `kept` first, if any.

    It is marked as restored, and bears the old one's name where it has none. A crash leaves the one or the other whole.
    BackupFailed while somebody else has the old one open.
    """
    name = None
    if kept is not None:
        draft = _draft(new)
        copy_sqlite(database, draft)
        draft.replace(kept)
        name = _sqlite_name(kept)
        _fold_log(database)
    with closing(sqlite3.connect(new)) as raw, raw:
        raw.execute(MARK)
        if name is not None:
            raw.execute(CARRY.format("?"), (name,))
    synced(new)
    os.replace(new, database)
    synced(database.parent)


def _sqlite_name(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(path)) as raw:
            row = raw.execute(NAME).fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None


def _draft(new: Path) -> Path:
    """Make the file for a copy of the old database, readable by its owner alone; it gets its name once it is whole."""
    draft = new.with_suffix(".kept")
    draft.touch(mode=0o600)
    return draft


def _fold_log(database: Path) -> None:
    """Bring the write-ahead log into the database: a log left behind would be read into the new one."""
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as raw:
        busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    log = database.with_name(database.name + "-wal")
    if busy or (log.exists() and log.stat().st_size):
        raise BackupFailed("the database is in use by another program")
    for rest in (log, database.with_name(database.name + "-shm")):
        rest.unlink(missing_ok=True)


def dump_postgres(url: str, target: Path) -> None:
    """Dump a database in the custom format of pg_dump: one snapshot, writers go on meanwhile."""
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", url=url)
    synced(target)


def check_dump(path: Path) -> None:
    """Check that pg_restore can read a dump; BackupFailed when not."""
    run("pg_restore", "--list", str(path), url="")


def postgres_schema(url: str) -> str:
    """Read the revision of the database; empty when it has none."""
    with psycopg.connect(url.replace("+asyncpg", "")) as raw:
        if raw.execute("SELECT to_regclass('public.alembic_version')").fetchone() == (None,):
            return ""
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def postgres_serves(url: str) -> bool:
    """Whether some worker leads on this database."""
    with psycopg.connect(url.replace("+asyncpg", "")) as raw:
        return raw.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() != (True,)


def replace_postgres(url: str, new: Path, kept: Path) -> None:
    """Replace all of a database by a dump's contents, in one transaction; what was there is dumped to `kept`.

    The database is marked as restored, and gets the name of what was there where the dump has none.
    """
    draft, name = _draft(new), _postgres_name(url)
    dump_postgres(url, draft)
    draft.replace(kept)
    empty, script, mark = (new.with_suffix(name) for name in (".empty.sql", ".sql", ".mark.sql"))
    empty.write_text(EMPTY)
    marks = [MARK, *([CARRY.format(quote(name))] if name is not None else [])]
    mark.write_text("".join(one.replace("INTO state", "INTO public.state") + ";" for one in marks))
    run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(new), url="")
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null")
    run("psql", *options, f"--file={empty}", f"--file={script}", f"--file={mark}", url=url)


def _postgres_name(url: str) -> str | None:
    with psycopg.connect(url.replace("+asyncpg", "")) as raw:
        if raw.execute("SELECT to_regclass('public.state')").fetchone() == (None,):
            return None
        row = raw.execute(NAME.replace("FROM state", "FROM public.state")).fetchone()
    return str(row[0]) if row else None


def run(program: str, *args: str, url: str) -> None:
    """Run a PostgreSQL client program; the environment carries the password, so that no process list shows it."""
    try:
        done = subprocess.run(
            [program, *args], env=os.environ | environment(url), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupFailed(f"{program} is not installed") from None
    if done.returncode != 0:
        raise BackupFailed(f"{program}: {(done.stderr.strip().splitlines() or ['failed'])[0]}")


def environment(url: str) -> dict[str, str]:
    """Translate a URL into the variables of libpq: `postgresql+asyncpg://user:password@host:port/name?sslmode=…`."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    found = {
        "PGHOST": query.get("host") or parts.hostname or "",
        "PGPORT": query.get("port") or str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGSSLMODE": query.get("sslmode") or query.get("ssl") or "",
    }
    return {name: value for name, value in found.items() if value}
