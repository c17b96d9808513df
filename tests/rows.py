"""All rows of the database, to see what changed and what did not."""

from functools import cache

from sqlalchemy import LargeBinary

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
    lines = []
    for table in metadata.sorted_tables:
        # JSON has no bytes.
        cells = [f"hex({one.name})" if isinstance(one.type, LargeBinary) else one.name for one in table.columns]
        pairs = ", ".join(f"'{one.name}', {cell}" for one, cell in zip(table.columns, cells, strict=True))
        row = f"json_object({pairs})" if dialect == "sqlite" else f"CAST(row_to_json({table.name}) AS text)"
        if table.name not in but:
            lines.append(f"SELECT '{table.name} ' || {row} AS line FROM {table.name}")
    return " UNION ALL ".join(lines)
