"""All rows of the database, to see what changed and what did not."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Column, LargeBinary

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


def changes(before: Rows, after: Rows, but: frozenset[str] = BOOKKEEPING) -> list[str]:
    """One line for each row that went (-) or came (+); empty when nothing changed."""
    lines = []
    for name in sorted(name for name in set(before) - but if before[name] != after[name]):
        lines += [f"- {name} {row}" for row in before[name] if row not in after[name]]
        lines += [f"+ {name} {row}" for row in after[name] if row not in before[name]]
    return lines
