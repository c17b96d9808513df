"""What a thief of files reads out of them: pages, a write-ahead log, heaps of PostgreSQL."""

import re
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg

BALLOT = re.compile(rb'\["(?:members|masses|service_users)", \[[\d, ]*\], "(?:[^"\\]|\\.)*"\]')
"""A ballot as both designs write it before anything is sealed."""
HEADER, FRAME = 32, 24


def legible(data: bytes) -> set[bytes]:
    """The ballots that lie there to be read, whatever the database makes of these bytes."""
    return set(BALLOT.findall(data))


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def snapshots(path: Path, folder: Path) -> Iterator[Path]:
    """Out of ONE copy of a SQLite database with its log: the database after each commit that the log still holds."""
    log, number = log_of(path).read_bytes(), 0
    base = folder / "base.db"
    shutil.copy(path, base)
    (size,) = struct.unpack(">I", log[8:12])
    for at in range(HEADER, len(log), FRAME + size):
        page, commit = struct.unpack(">II", log[at : at + 8])
        if log[at + 8 : at + 16] != log[16:24]:
            return  # of an earlier life of the log
        with base.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(log[at + FRAME : at + FRAME + size])
        if commit:
            number += 1
            target = folder / f"commit-{number}.db"
            shutil.copy(base, target)
            _without_log(target)
            yield target


def _without_log(path: Path) -> None:
    """The header says that there is a log; now there is none."""
    with path.open("r+b") as file:
        file.seek(18)
        file.write(b"\x01\x01")


def fold(path: Path) -> None:
    """The log goes into the database, as it does from time to time."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def heaps(url: str, table: str) -> bytes:
    """The files of a PostgreSQL table and of what it keeps out of line, dead rows and all."""
    with psycopg.connect(url.replace("+asyncpg", ""), autocommit=True) as raw:
        raw.execute("CHECKPOINT")
        root = Path(_one(raw, "SHOW data_directory"))
        kept = f"(SELECT reltoastrelid FROM pg_class WHERE oid = '{table}'::regclass)"
        paths = [_one(raw, f"SELECT pg_relation_filepath({oid})") for oid in (f"'{table}'::regclass", kept)]
    return b"".join((root / path).read_bytes() for path in paths if path)


def _one(raw: "psycopg.Connection[tuple[str, ...]]", sql: str) -> str:
    row = raw.execute(sql.encode()).fetchone()
    return row[0] if row else ""
