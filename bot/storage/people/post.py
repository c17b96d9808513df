"""Posts: who holds which in which unit, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.person import Person
from bot.domain.post import Post, PostKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection, under
from bot.storage.person import PERSON, person_of
from bot.storage.rows import Reader, fetch_one, insert
from bot.storage.unit import UNIT, unit_of

POST = "post.id, post.person_id, post.unit_id, post.kind, post.started_on, post.ended_on"
GET = f"SELECT {POST} FROM post WHERE post.id = $1"
NOW = "post.started_on <= $2 AND (post.ended_on IS NULL OR post.ended_on > $2)"
HELD = f"""
SELECT {POST}, person.name FROM post JOIN person ON person.id = post.person_id
WHERE post.unit_id = $1 AND {NOW} AND (person.left_on IS NULL OR person.left_on > $2) ORDER BY post.id"""
OF_PERSON = f"""
SELECT {POST}, unit.name FROM post JOIN unit ON unit.id = post.unit_id WHERE post.person_id = $1
ORDER BY post.started_on, post.id"""
ADD = "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, $3, $4) RETURNING id"
END = "UPDATE post SET ended_on = $2 WHERE id = $1 AND (ended_on IS NULL OR ended_on > $2)"
SET_END = "UPDATE post SET ended_on = $2 WHERE id = $1 AND (ended_on IS NULL OR ended_on > $3)"
PEOPLE = f"""
SELECT {PERSON} FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN unit part ON part.id = person.group_id
WHERE (unit.path LIKE $1 OR part.path LIKE $1) AND (person.left_on IS NULL OR person.left_on > $2)
  AND person.standing IN ('full', 'probationary')
ORDER BY unit.path, person.id LIMIT $3 OFFSET $4"""
_post = Reader(Post)


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post with the name of its holder, or of its unit."""

    post: Post
    name: str


async def get(cx: Connection, post_id: int) -> Post | None:
    """Look up a post by its id."""
    return await fetch_one(cx, _post, GET, post_id)


async def held(cx: Connection, unit_id: int, today: date) -> list[NamedPost]:
    """List the unit's posts of today with their holders' names, longest-held first."""
    return [NamedPost(_post(row), row["name"]) for row in await cx.fetch(HELD, unit_id, today.isoformat())]


async def of_person(cx: Connection, person_id: int) -> list[NamedPost]:
    """List all posts that the person holds or has held, with the units' names, oldest first."""
    return [NamedPost(_post(row), row["name"]) for row in await cx.fetch(OF_PERSON, person_id)]


async def add(cx: Connection, person_id: int, unit_id: int, kind: PostKind, day: date) -> int:
    """Store a new post; its id."""
    return await insert(cx, ADD, person_id, unit_id, kind.value, day.isoformat())


async def end(cx: Connection, post_id: int, day: date) -> bool:
    """End a post; False when it had ended by then."""
    return await cx.execute(END, post_id, day.isoformat()) == 1


async def set_end(cx: Connection, post_id: int, day: date | None, today: date) -> bool:
    """Set the first day on which a post is no longer held, None for no end; False when it is over already."""
    return await cx.execute(SET_END, post_id, day.isoformat() if day is not None else None, today.isoformat()) == 1


async def people(cx: Connection, path: str, today: date, limit: int, offset: int) -> list[Person]:
    """List the party members of the unit of that path and all below."""
    return [person_of(row) for row in await cx.fetch(PEOPLE, path + "%", today.isoformat(), limit, offset)]


async def units(cx: Connection, paths: Sequence[str], limit: int, offset: int) -> list[Unit]:
    """List the units of these paths and below, parents first."""
    sql = f"SELECT {UNIT} FROM unit WHERE {under(len(paths), 2)} ORDER BY unit.path LIMIT $1 OFFSET $2"
    return [unit_of(row) for row in await cx.fetch(sql, limit, offset, *(path + "%" for path in paths))]


async def lock_unit(cx: Connection, unit_id: int) -> None:
    """Lock a unit, so that two posts of one kind are not given at once; after the person's lock.

    SQLite needs none: it has one writer.
    """
    if cx.dialect == "postgresql":
        await cx.fetchrow("SELECT id FROM unit WHERE id = $1 FOR UPDATE", unit_id)
