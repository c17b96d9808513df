"""The holders of posts in a unit and above it, and the accounts through which they are told."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.domain.actor import Actor
from bot.domain.people.recipients import HeldPost, HeldPosts, lineage
from bot.domain.permission import Action, may
from bot.domain.post import DIRECTING
from bot.domain.unit import Unit, UnitKind
from bot.storage import actor as actors
from bot.storage.connection import Connection, Row, literals, marks
from bot.storage.people import account
from bot.storage.rectification import store as items
from bot.storage.rows import Reader

KINDS = literals(DIRECTING)
ABOVE = f"""
SELECT DISTINCT account.id, unit.path FROM post JOIN unit ON unit.id = post.unit_id
JOIN account ON account.person_id = post.person_id JOIN person ON person.id = post.person_id
WHERE $1 LIKE unit.path || '%' AND unit.path <> $1 AND post.kind IN ({KINDS})
  AND (unit.kind IN ('committee', 'general_branch') OR $2)
  AND post.started_on <= $3 AND (post.ended_on IS NULL OR post.ended_on > $3)
  AND (person.left_on IS NULL OR person.left_on > $3){{but}}
ORDER BY unit.path DESC, account.id"""


async def above(cx: Connection, unit: Unit, today: date, but: Collection[int]) -> list[int]:
    """List the accounts of those who act for the nearest unit above that has any, else of administrators.

    Never an account of the people `but`, nor one that was theirs and is nobody's now.
    """
    rows = await _directing(cx, unit, today, but)
    nearest = [row["id"] for row in rows if row["path"] == rows[0]["path"]]
    if nearest:
        return nearest
    administrators = await account.administrators(cx, 0, today)
    own = await items.accounts_of(cx, administrators, but)
    return [id for id in administrators if id not in own]


async def acting(cx: Connection, unit: Unit, today: date, barred: Callable[[Actor], bool]) -> list[int]:
    """List the accounts of those who act above in a grading or rating of the unit.

    These are those of the nearest level that has any who is not barred; else administrators, of whom for a unit at the
    top only those who stand in for the missing level.
    """
    for level in _levels(await _directing(cx, unit, today, ())):
        found = [one.account_id for one in await _actors(cx, level, today) if not barred(one)]
        if found:
            return found
    stand_in = [one for one in await _actors(cx, await account.administrators(cx, 0, today), today) if not barred(one)]
    return [one.account_id for one in stand_in if not unit.on_top or may(one, Action.GRADE, unit)]


async def _directing(cx: Connection, unit: Unit, today: date, but: Collection[int]) -> list[Row]:
    """List account and path of the unit that they direct, the nearest first."""
    sql = ABOVE.format(but=f" AND person.id NOT IN ({marks(len(but), 3)})" if but else "")
    return await cx.fetch(sql, unit.path, unit.kind is UnitKind.GROUP, today.isoformat(), *but)


def _levels(rows: Sequence[Row]) -> list[list[int]]:
    return [[row["id"] for row in level] for _, level in groupby(rows, key=lambda row: row["path"])]


async def _actors(cx: Connection, ids: Sequence[int], today: date) -> list[Actor]:
    found = [await actors.load(cx, id, today) for id in ids]
    return [one for one in found if one is not None]


HELD = """
SELECT post.unit_id, post.kind, post.person_id, person.unit_id AS home_id,
  EXISTS (SELECT 1 FROM account WHERE account.person_id = person.id) AS bound
FROM post JOIN person ON person.id = post.person_id
WHERE post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)
  AND (person.left_on IS NULL OR person.left_on > $1) AND post.unit_id IN ({ids})
ORDER BY post.started_on, post.id"""
_held_post = Reader(HeldPost)


async def held_posts(cx: Connection, units: Iterable[Unit], today: date) -> HeldPosts:
    """Find the posts held on that day in the units and all above, longest-held first."""
    ids = sorted({id for unit in units for id in lineage(unit)})
    if not ids:
        return HeldPosts(())
    rows = await cx.fetch(HELD.format(ids=marks(len(ids), 1)), today.isoformat(), *ids)
    return HeldPosts(_held_post(row) for row in rows)
