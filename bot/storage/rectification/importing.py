"""The people and items with which the rows of a sheet are compared before they are imported."""

from bot.domain.person import Person
from bot.storage.connection import Connection
from bot.storage.person import PERSON, person_of

PEOPLE = f"""
SELECT {PERSON} FROM person JOIN unit ON unit.id = person.unit_id WHERE unit.path LIKE $1 ORDER BY person.id"""
HELD = "SELECT problem, owner_id FROM rectify_item WHERE unit_id = $1"


async def people(cx: Connection, path: str) -> list[Person]:
    """The people of the unit of that path and all below, including those who have left."""
    return [person_of(row) for row in await cx.fetch(PEOPLE, path + "%")]


async def held(cx: Connection, unit_id: int) -> list[tuple[str, int]]:
    """The problem and the owner's id of each of the unit's items, in any state."""
    return [(row["problem"], row["owner_id"]) for row in await cx.fetch(HELD, unit_id)]
