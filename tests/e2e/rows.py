"""All rows of the database: to see that nothing changed, and to put back what did."""

from collections.abc import Mapping

from bot.storage.connection import Value
from bot.storage.tables import metadata
from bot.storage.unit_of_work import UnitOfWork

BOOKKEEPING = frozenset({"seen_update", "state"})
"""Which updates were seen, and that the server is alive."""
EVERYTHING = " UNION ALL ".join(
    f"SELECT '{table.name}' AS name, {table.name}::text AS line FROM {table.name}" for table in metadata.sorted_tables
)
Line = tuple[tuple[str, Value], ...]
Rows = Mapping[str, list[Line]]


async def dump(uow: UnitOfWork) -> Rows:
    """Each table's rows in an order that does not depend on the database."""
    found = {}
    async with uow.reading() as cx:
        for table in metadata.sorted_tables:
            rows = await cx.fetch(f"SELECT * FROM {table.name}")
            found[table.name] = sorted((tuple(row.items()) for row in rows), key=repr)
    return found


async def printed(uow: UnitOfWork) -> Rows:
    """As `dump`, to be compared alone: on PostgreSQL by one statement, each row as one text."""
    if uow.database.dialect == "sqlite":
        return await dump(uow)
    found: dict[str, list[Line]] = {table.name: [] for table in metadata.sorted_tables}
    async with uow.reading() as cx:
        for row in await cx.fetch(EVERYTHING):
            found[row["name"]].append((("row", row["line"]),))
    return found


def changes(before: Rows, after: Rows, but: frozenset[str] = BOOKKEEPING) -> list[str]:
    """One line for each row that went (-) or came (+); empty when nothing changed."""
    lines = []
    for name in sorted(name for name in set(before) - but if before[name] != after[name]):
        lines += [f"- {name} {dict(row)}" for row in before[name] if row not in after[name]]
        lines += [f"+ {name} {dict(row)}" for row in after[name] if row not in before[name]]
    return lines


async def put_back(uow: UnitOfWork, rows: Rows) -> None:
    """The database as it was at that moment; what was seen stays seen."""
    tables = [table.name for table in metadata.sorted_tables if table.name not in BOOKKEEPING]
    async with uow.begin() as work:
        for name in reversed(tables):
            await work.execute(f"DELETE FROM {name}")
        for name in tables:
            if lines := sorted(rows[name], key=_parents_first):
                names = ", ".join(column for column, _ in lines[0])
                marks = ", ".join(f"${place}" for place, _ in enumerate(lines[0], 1))
                values = [[value for _, value in row] for row in lines]
                await work.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", values)
        await work.commit()


def _parents_first(row: Line) -> int:
    """A unit's id is higher than that of the unit above it."""
    number = dict(row).get("id")
    return number if isinstance(number, int) else 0
