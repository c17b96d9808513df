"""All rows of the database: to see that nothing changed, and to put back what did."""

import json
from collections.abc import Mapping
from functools import cache

from sqlalchemy import Column, LargeBinary

from bot.storage.connection import Value
from bot.storage.tables import metadata
from bot.storage.unit_of_work import UnitOfWork

BOOKKEEPING = frozenset({"seen_update", "state"})
"""Which updates were seen, and that the server is alive."""
Rows = Mapping[str, list[str]]
"""Each table's rows as JSON, in an order that does not depend on the database."""


async def dump(uow: UnitOfWork) -> Rows:
    async with uow.reading() as cx:
        rows = await cx.fetch(_everything(cx.dialect))
    found: dict[str, list[str]] = {table.name: [] for table in metadata.sorted_tables}
    for row in rows:
        found[row["name"]].append(row["line"])
    return {name: sorted(lines) for name, lines in found.items()}


@cache
def _everything(dialect: str) -> str:
    """One statement for all tables: they are looked at before and after each of thousands of steps."""
    parts = []
    for table in metadata.sorted_tables:
        columns = ", ".join(f"'{one.name}', {_as_json(one)}" for one in table.columns)
        line = f"json_object({columns})" if dialect == "sqlite" else f"CAST(row_to_json({table.name}) AS text)"
        parts.append(f"SELECT '{table.name}' AS name, {line} AS line FROM {table.name}")
    return " UNION ALL ".join(parts)


def _as_json(column: Column[object]) -> str:
    """As SQLite puts it: JSON has no bytes."""
    return f"hex({column.name})" if isinstance(column.type, LargeBinary) else column.name


def cells(table: str, line: str) -> dict[str, Value]:
    """A row's values by column."""
    found: dict[str, Value] = json.loads(line)
    for column in metadata.tables[table].columns:
        given = found[column.name]
        if isinstance(column.type, LargeBinary) and isinstance(given, str):
            found[column.name] = bytes.fromhex(given.removeprefix("\\x"))
    return found


def changes(before: Rows, after: Rows, but: frozenset[str] = BOOKKEEPING) -> list[str]:
    """One line for each row that went (-) or came (+); empty when nothing changed."""
    lines = []
    for name in sorted(name for name in set(before) - but if before[name] != after[name]):
        lines += [f"- {name} {row}" for row in before[name] if row not in after[name]]
        lines += [f"+ {name} {row}" for row in after[name] if row not in before[name]]
    return lines


async def put_back(uow: UnitOfWork, rows: Rows) -> None:
    """The database as it was at that moment; what was seen stays seen."""
    tables = [table.name for table in metadata.sorted_tables if table.name not in BOOKKEEPING]
    async with uow.begin() as work:
        for name in reversed(tables):
            await work.execute(f"DELETE FROM {name}")
        for name in tables:
            if kept := sorted((cells(name, line) for line in rows[name]), key=_parents_first):
                marks = ", ".join(f"${place}" for place, _ in enumerate(kept[0], 1))
                values = [list(row.values()) for row in kept]
                await work.executemany(f"INSERT INTO {name} ({', '.join(kept[0])}) VALUES ({marks})", values)
        await work.commit()


def _parents_first(row: Mapping[str, Value]) -> int:
    """A unit's id is higher than that of the unit above it."""
    number = row.get("id")
    return number if isinstance(number, int) else 0
