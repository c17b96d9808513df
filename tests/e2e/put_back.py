"""Put back what a forged button changed, so that the next one finds the database as the last one did."""

import json
from collections.abc import Mapping

from sqlalchemy import LargeBinary

from bot.storage.connection import Value
from bot.storage.tables import metadata
from bot.storage.unit_of_work import UnitOfWork
from tests.rows import BOOKKEEPING


def cells(line: str) -> dict[str, Value]:
    """The values by column of such a row as `dump` finds."""
    table, row = line.split(maxsplit=1)
    found: dict[str, Value] = json.loads(row)
    for column in metadata.tables[table].columns:
        given = found[column.name]
        if isinstance(column.type, LargeBinary) and isinstance(given, str):
            found[column.name] = bytes.fromhex(given.removeprefix("\\x"))
    return found


def of_table(table: str, rows: set[str]) -> list[dict[str, Value]]:
    return [cells(line) for line in rows if line.startswith(f"{table} ")]


async def put_back(uow: UnitOfWork, rows: set[str]) -> None:
    """The database as it was at that moment; what was seen stays seen."""
    tables = [table.name for table in metadata.sorted_tables if table.name not in BOOKKEEPING]
    async with uow.begin() as work:
        for name in reversed(tables):
            await work.execute(f"DELETE FROM {name}")
        for name in tables:
            if kept := sorted(of_table(name, rows), key=_parents_first):
                marks = ", ".join(f"${place}" for place, _ in enumerate(kept[0], 1))
                values = [list(row.values()) for row in kept]
                await work.executemany(f"INSERT INTO {name} ({', '.join(kept[0])}) VALUES ({marks})", values)
        await work.commit()


def _parents_first(row: Mapping[str, Value]) -> int:
    """A unit's id is higher than that of the unit above it."""
    number = row.get("id")
    return number if isinstance(number, int) else 0
