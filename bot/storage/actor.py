"""Load who an account is: its person, that person's unit, and the posts held today."""

from datetime import date
from typing import Any

from bot.domain.actor import Actor
from bot.domain.post import Held, PostKind
from bot.domain.unit import Unit, UnitKind
from bot.storage.connection import Connection, Row
from bot.storage.person import PERSON, person_of
from bot.storage.unit import unit_of

LOAD = f"""
SELECT account.id AS account_id, account.language AS account_language, account.administrator_since,
  unit.id AS own_unit, unit.parent_id, unit.name AS unit_name, unit.kind AS unit_kind, unit.sector, unit.place,
  unit.path AS unit_path, part.path AS group_path, {PERSON}
FROM account LEFT JOIN person ON person.id = account.person_id
LEFT JOIN unit ON unit.id = person.unit_id LEFT JOIN unit part ON part.id = person.group_id
WHERE account.id = $1"""
POSTS = """
SELECT post.kind, unit.id, unit.kind AS unit_kind, unit.path FROM post JOIN unit ON unit.id = post.unit_id
WHERE post.person_id = $1 AND post.started_on <= $2 AND (post.ended_on IS NULL OR post.ended_on > $2)
ORDER BY post.id"""


async def load(cx: Connection, account_id: int, today: date) -> Actor | None:
    """Load the actor. None for an account that is bound to nobody and is no administrator, and for that of a person who
    has left."""
    row = await cx.fetchrow(LOAD, account_id)
    if row is None or (row["person_id"] is None and row["administrator_since"] is None):
        return None
    posts = await cx.fetch(POSTS, row["person_id"], today.isoformat()) if row["person_id"] is not None else []
    actor = _actor(row, posts, today)
    return actor if actor.person is not None or actor.administrator else None


def _actor(row: Row, posts: list[Row], today: date) -> Actor:
    person = person_of(row) if row["person_id"] is not None else None
    left = person is not None and not person.here(today)
    if left:
        person, posts = None, []
    return Actor(
        account_id=row["account_id"],
        language=row["account_language"] or (person.language if person else None) or "",
        administrator=row["administrator_since"] is not None and not left,
        person=person,
        unit=_unit(row) if person else None,
        group_path=row["group_path"] if person else None,
        posts=tuple(_held(post) for post in posts),
    )


def _unit(row: Row) -> Unit:
    kind = UnitKind(row["unit_kind"])
    return unit_of(row, id=row["own_unit"], name=row["unit_name"], kind=kind, path=row["unit_path"])


def _held(row: Row) -> Held:
    values: dict[str, Any] = dict(row)
    return Held(PostKind(values["kind"]), values["id"], UnitKind(values["unit_kind"]), values["path"])
