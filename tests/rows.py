"""All rows of the database, to see what changed and what did not."""

from functools import cache

from sqlalchemy import LargeBinary, Table

from bot.storage.tables import metadata
from bot.storage.unit_of_work import UnitOfWork

BOOKKEEPING = frozenset({"seen_update", "state"})
"""Which updates were seen, and that the server is alive."""


async def dump(uow: UnitOfWork, but: frozenset[str] = BOOKKEEPING) -> set[str]:
    """A line for each row of the other tables, `unit {"id": 1, …}`."""
    async with uow.reading() as cx:
        return {row["line"] for row in await cx.fetch(_lines(cx.dialect, but))}


@cache
def _lines(dialect: str, but: frozenset[str]) -> str:
    """One statement for all tables: they are looked at before and after each of thousands of steps."""
    tables = [table for table in metadata.sorted_tables if table.name not in but]
    lines = [f"SELECT '{table.name} ' || {_as_json(table, dialect)} AS line FROM {table.name}" for table in tables]
    return " UNION ALL ".join(lines)


def _as_json(table: Table, dialect: str) -> str:
    if dialect == "postgresql":
        return f"CAST(row_to_json({table.name}) AS text)"
    # JSON has no bytes.
    pairs = [f"'{one.name}', {'hex' if isinstance(one.type, LargeBinary) else ''}({one.name})" for one in table.columns]
    return f"json_object({', '.join(pairs)})"
