"""More units, people and posts than those that a test is set in."""

from bot.storage.connection import Value
from tests.world import ACCOUNTS, World


async def add_units(world: World, kind: str, *names: str, above: int = 0) -> list[int]:
    """Their ids; all below the unit `above`, or at the top."""
    found = await world.rows("SELECT place || '/' AS place, path FROM unit WHERE id = $1", above)
    place, path = found[0].values() if found else ("", "/")
    ids = []
    for name in names:
        row = {"parent_id": above or None, "name": name, "kind": kind, "place": place + name, "created_at": 0}
        ids.append(await world.insert("unit", **row))
        await world.run("UPDATE unit SET path = $2 WHERE id = $1", ids[-1], f"{path}{ids[-1]}/")
    return ids


async def add_person(world: World, name: str, unit: int, *, account: bool = True, **more: Value) -> int:
    """Their id; `more` are other columns."""
    id = await world.insert("person", **{"name": name, "unit_id": unit, "standing": "full", **more})
    if account:
        await world.insert("account", id=ACCOUNTS + id, person_id=id, language="zh")
    return id


async def give_posts(world: World, *held: tuple[int, int, str]) -> None:
    """Each of a person, in a unit, of a kind."""
    for person, unit, kind in held:
        await world.insert("post", person_id=person, unit_id=unit, kind=kind, started_on="2020-01-01")
