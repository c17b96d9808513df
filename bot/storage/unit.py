"""Load and store the tree of units."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.unit import Unit, UnitKind
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one, insert

UNIT = "unit.id, unit.parent_id, unit.name, unit.kind, unit.sector, unit.place, unit.path"
GET = f"SELECT {UNIT} FROM unit WHERE unit.id = $1"
AT = f"SELECT {UNIT} FROM unit WHERE unit.place = $1"
BELOW = f"SELECT {UNIT} FROM unit WHERE unit.path LIKE $1 ORDER BY unit.path"
ALL = f"SELECT {UNIT} FROM unit ORDER BY unit.path"
# Rows that refer to the unit can still be written.
LOCK = "SELECT id FROM unit WHERE id = $1 FOR NO KEY UPDATE"
ADD = """
INSERT INTO unit (parent_id, name, kind, sector, place, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"""


unit_of = Reader(Unit)


async def get(cx: Connection, unit_id: int) -> Unit | None:
    """Load a unit by id."""
    return await fetch_one(cx, unit_of, GET, unit_id)


async def at(cx: Connection, place: str) -> Unit | None:
    """Load a unit by its names from the top, such as `甲党委/乙党支部`."""
    return await fetch_one(cx, unit_of, AT, place)


async def below(cx: Connection, path: str) -> list[Unit]:
    """Load the unit of that path and all below it, parents first."""
    return [unit_of(row) for row in await cx.fetch(BELOW, path + "%")]


async def every(cx: Connection) -> list[Unit]:
    """Load all units, parents first."""
    return [unit_of(row) for row in await cx.fetch(ALL)]


async def lock(cx: Connection, unit_ids: Iterable[int]) -> None:
    """Lock units in the order of their ids; other transactions that want one of them wait. SQLite has a single writer
    and needs no lock."""
    if cx.dialect == "postgresql":
        for unit_id in sorted(unit_ids):
            await cx.fetchrow(LOCK, unit_id)


async def add(cx: Connection, above: Unit | None, name: str, kind: UnitKind, sector: str, at: datetime) -> Unit:
    """Add a unit below another, or at the top."""
    place = f"{above.place}/{name}" if above else name
    unit_id = await insert(cx, ADD, above.id if above else None, name, kind.value, sector, place, to_ms(at))
    path = f"{above.path if above else '/'}{unit_id}/"
    await cx.execute("UPDATE unit SET path = $2 WHERE id = $1", unit_id, path)
    return Unit(unit_id, above.id if above else None, name, kind, sector, place, path)


async def set_sector(cx: Connection, unit_id: int, sector: str) -> None:
    """Set a unit's sector."""
    await cx.execute("UPDATE unit SET sector = $2 WHERE id = $1", unit_id, sector)
