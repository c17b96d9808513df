"""A unit as a whole: how many people of which standing, who holds which post; the tree of units."""

from dataclasses import dataclass
from datetime import date

from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one
from bot.storage.unit import UNIT, unit_of

HERE = "(person.left_on IS NULL OR person.left_on > $2)"
STANDINGS = f"""
SELECT person.standing, count(*) AS people FROM person JOIN unit ON unit.id = person.unit_id
WHERE unit.path LIKE $1 AND {HERE} GROUP BY person.standing"""
FLAGS = f"""
SELECT count(CASE WHEN person.retired THEN 1 END) AS retired, count(CASE WHEN person.floating THEN 1 END) AS floating
FROM person JOIN unit ON unit.id = person.unit_id
WHERE unit.path LIKE $1 AND {HERE} AND person.standing IN ('full', 'probationary')"""
POSTS = f"""
SELECT post.kind, person.name, unit.name AS unit_name, unit.id AS unit_id FROM post
JOIN person ON person.id = post.person_id JOIN unit ON unit.id = post.unit_id
WHERE (unit.id = $1 OR (unit.parent_id = $1 AND unit.kind = 'group')) AND post.started_on <= $2
  AND (post.ended_on IS NULL OR post.ended_on > $2) AND {HERE}
ORDER BY unit.path, post.started_on, post.id"""
TREE = f"""
SELECT {UNIT}, (SELECT count(*) FROM person WHERE (person.unit_id = unit.id OR person.group_id = unit.id)
  AND (person.left_on IS NULL OR person.left_on > $1)) AS people
FROM unit"""


@dataclass(frozen=True, slots=True)
class PostHolder:
    """A post of today and the name of its holder; `unit_name` is the group's for a group leader."""

    kind: PostKind
    name: str
    unit_id: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class MemberFlags:
    """How many members, probationary ones included, are retired and floating."""

    retired: int
    floating: int


_holder, _flags = Reader(PostHolder), Reader(MemberFlags)


async def standings(cx: Connection, path: str, today: date) -> dict[Standing, int]:
    """Count the people of the unit of that path and all below, by standing."""
    rows = await cx.fetch(STANDINGS, path + "%", today.isoformat())
    return {Standing(row["standing"]): int(row["people"]) for row in rows}


async def flags(cx: Connection, path: str, today: date) -> MemberFlags:
    """Count the retired and floating members of the unit of that path and all below."""
    return await fetch_one(cx, _flags, FLAGS, path + "%", today.isoformat()) or MemberFlags(0, 0)


async def posts(cx: Connection, unit_id: int, today: date) -> list[PostHolder]:
    """List the posts held today in the unit and in its groups."""
    return [_holder(row) for row in await cx.fetch(POSTS, unit_id, today.isoformat())]


async def tree(cx: Connection, today: date) -> list[tuple[Unit, int]]:
    """List every unit with the people directly in it, parents first; a group's people count in their branch too."""
    rows = await cx.fetch(TREE, today.isoformat())
    return sorted(((unit_of(row), int(row["people"])) for row in rows), key=lambda pair: pair[0].place.split("/"))
