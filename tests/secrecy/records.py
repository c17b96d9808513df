"""Every row of every table, as someone who owns the database reads it."""

import re
from typing import Any

from bot.services.installation.lifecycle import ALIVE
from bot.storage.unit_of_work import UnitOfWork

NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
}
Records = dict[str, list[str]]
"""Table -> its rows as text, sorted."""
RANDOM = {"envelope": {"id", "box"}, "rating": {"public_key", "salt"}, "rating_comment": {"place"}}
"""Columns of random bytes and of random order. What comes of random bytes (hashes) is hexadecimal."""
HEX = re.compile(r"\b[0-9a-f]{32,}\b")
PART = re.compile(r'(?<="seal": ")[0-9a-f]{6}(?=")|(?<="code": ")[0-9a-f]{8}(?=")')
"""The beginning of such a hash, in messages."""


async def everything(uow: UnitOfWork) -> Records:
    return {table: sorted(map(str, rows)) for table, rows in (await _tables(uow)).items()}


async def masked(uow: UnitOfWork) -> Records:
    """Random bytes, and hashes into which they went, as so many signs; the server's sign of life as a moment;
    everything else as it stands."""
    found = await _tables(uow)
    return {table: sorted(_masked(table, row) for row in rows) for table, rows in found.items()}


async def _tables(uow: UnitOfWork) -> dict[str, list[dict[str, Any]]]:
    async with uow.reading() as cx:
        names = [str(row["name"]) for row in await cx.fetch(NAMES[cx.dialect])]
        return {
            name: [dict(row) for row in await cx.fetch(f"SELECT * FROM {name}")]
            for name in names
            if not name.startswith("plain_")
        }


def _masked(table: str, row: dict[str, Any]) -> str:
    random = RANDOM.get(table, set())
    cells = {name: _length(value) if name in random else _hidden(value) for name, value in row.items()}
    return str(cells | {"value": "a moment"} if table == "state" and row["key"] == ALIVE else cells)


def _length(value: Any) -> str:
    return "none" if value is None else f"{len(value)} random" if isinstance(value, str | bytes) else "random"


def _hidden(value: Any) -> Any:
    return PART.sub(_digits, HEX.sub(_digits, value)) if isinstance(value, str) else value


def _digits(found: re.Match[str]) -> str:
    return f"{len(found[0])} hex"
