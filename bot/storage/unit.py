"""The tree of units."""

from bot.domain.unit import Unit, UnitKind
from bot.storage.connection import Connection, Row

UNIT = "unit.id, unit.parent_id, unit.name, unit.kind, unit.sector, unit.place, unit.path"
GET = f"SELECT {UNIT} FROM unit WHERE unit.id = $1"
AT = f"SELECT {UNIT} FROM unit WHERE unit.place = $1"
BELOW = f"SELECT {UNIT} FROM unit WHERE unit.path LIKE $1 ORDER BY unit.path"


def unit_of(row: Row) -> Unit:
    return Unit(
        row["id"], row["parent_id"], row["name"], UnitKind(row["kind"]), row["sector"], row["place"], row["path"]
    )


async def get(cx: Connection, unit_id: int) -> Unit | None:
    row = await cx.fetchrow(GET, unit_id)
    return unit_of(row) if row else None


async def at(cx: Connection, place: str) -> Unit | None:
    """By its names from the top, `甲党委/乙党支部`."""
    row = await cx.fetchrow(AT, place)
    return unit_of(row) if row else None


async def below(cx: Connection, path: str) -> list[Unit]:
    """The unit of that path and everything under it, parents first."""
    return [unit_of(row) for row in await cx.fetch(BELOW, path + "%")]
