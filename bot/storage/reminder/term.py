"""People on probation and posts that end on a day, each with its unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.post import PostKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection, marks
from bot.storage.unit import UNIT, unit_of

PROBATIONERS = f"""
SELECT {UNIT}, person.id AS person_id, person.name AS person_name, person.joined_on
FROM person JOIN unit ON unit.id = person.unit_id
WHERE person.standing = 'probationary' AND person.joined_on IS NOT NULL
  AND (person.left_on IS NULL OR person.left_on > $1)"""
TERMS = f"""
SELECT {UNIT}, post.id AS post_id, post.kind AS post_kind, post.ended_on, person.name AS person_name
FROM post JOIN unit ON unit.id = post.unit_id JOIN person ON person.id = post.person_id
WHERE post.started_on <= $1 AND post.ended_on > $1 AND (person.left_on IS NULL OR person.left_on > $1)"""


@dataclass(frozen=True, slots=True)
class Probationer:
    """A person on probation, which began on the day of joining."""

    id: int
    name: str
    unit: Unit
    joined_on: date


@dataclass(frozen=True, slots=True)
class Term:
    """A post held now. `last_on`: the last day on which it is held."""

    id: int
    kind: PostKind
    name: str
    unit: Unit
    last_on: date


async def probationers(cx: Connection, today: date, ids: Collection[int] | None = None) -> list[Probationer]:
    """Those of the people (None: of all) who are on probation and whose day of joining is known."""
    among, args = _among("person.id", ids)
    rows = await cx.fetch(f"{PROBATIONERS}{among} ORDER BY person.id", today.isoformat(), *args)
    return [
        Probationer(row["person_id"], row["person_name"], unit_of(row), date.fromisoformat(row["joined_on"]))
        for row in rows
    ]


async def terms(cx: Connection, today: date, ids: Collection[int] | None = None) -> list[Term]:
    """Those of the posts (None: of all) that are held and have an end."""
    among, args = _among("post.id", ids)
    rows = await cx.fetch(f"{TERMS}{among} ORDER BY post.id", today.isoformat(), *args)
    return [
        Term(
            row["post_id"],
            PostKind(row["post_kind"]),
            row["person_name"],
            unit_of(row),
            date.fromisoformat(row["ended_on"]) - timedelta(days=1),
        )
        for row in rows
    ]


def _among(column: str, ids: Collection[int] | None) -> tuple[str, list[int]]:
    if ids is None:
        return "", []
    return (f" AND {column} IN ({marks(len(ids), 1)})", sorted(ids)) if ids else (" AND 1 = 0", [])
