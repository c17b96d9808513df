"""The people who are or could be expected at a meeting, in the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.person import Person
from bot.domain.post import COMMITTEE, DIRECTING, PostKind
from bot.domain.unit import Unit, UnitKind
from bot.storage.connection import Connection, literals, marks
from bot.storage.person import PERSON, person_of
from bot.storage.unit import UNIT, unit_of

FROM = f"""
SELECT {PERSON} FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN unit part ON part.id = person.group_id
WHERE (person.left_on IS NULL OR person.left_on > $1)"""
"""Those on the roster on that day."""
MEMBERS = " AND person.standing IN ('full', 'probationary')"
OUTSIDE = " AND person.standing IN ('mass_representative', 'delegate', 'service_user')"
INSIDE = " AND person.standing NOT IN ('mass_representative', 'delegate', 'service_user')"
HOLDS = """EXISTS (SELECT 1 FROM post WHERE post.person_id = person.id AND post.unit_id = $2
  AND post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1) AND post.kind IN ({kinds}))"""
WITHIN = " AND (unit.path LIKE $2 OR part.path LIKE $2)"
NEAREST = " ORDER BY CASE WHEN person.unit_id = $3 OR person.group_id = $3 THEN 0 ELSE 1 END, person.id"
POSTS = """
SELECT post.person_id, post.kind FROM post JOIN person ON person.id = post.person_id
WHERE post.unit_id = $2 AND post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)
  AND (person.left_on IS NULL OR person.left_on > $1) ORDER BY post.id"""
REACH = """
SELECT account.id, invitee.person_id FROM invitee JOIN account ON account.person_id = invitee.person_id
WHERE invitee.meeting_id = $1 ORDER BY invitee.person_id"""
BUSY = """
SELECT person.id, person.name, session.starts, session.ends
FROM invitee JOIN meeting ON meeting.id = invitee.meeting_id JOIN session ON session.meeting_id = meeting.id
JOIN person ON person.id = invitee.person_id
WHERE meeting.state = 'called' AND session.starts < $1 AND session.ends > $2 AND meeting.id <> $3
  AND invitee.person_id IN ({ids}) ORDER BY person.id, session.starts"""

ROOTS = f"SELECT {UNIT} FROM unit WHERE unit.parent_id IS NULL ORDER BY unit.id"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A person's session of another meeting."""

    person_id: int
    name: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    """The account of an invited person."""

    account_id: int
    person_id: int


async def _people(cx: Connection, sql: str, *args: int | str) -> list[Person]:
    return [person_of(row) for row in await cx.fetch(sql, *args)]


async def of_unit(cx: Connection, unit: Unit, day: date) -> list[Person]:
    """The members of a unit: a general branch's with all below it, a committee's own people."""
    if unit.kind is UnitKind.GENERAL_BRANCH:
        return await _people(cx, FROM + MEMBERS + WITHIN + " ORDER BY person.id", day.isoformat(), unit.path + "%")
    holds = HOLDS.format(kinds=literals(COMMITTEE | DIRECTING))
    whose = {
        UnitKind.COMMITTEE: f" AND (person.unit_id = $2 OR {holds})",
        UnitKind.GROUP: " AND person.group_id = $2",
    }.get(unit.kind, " AND person.unit_id = $2")
    return await _people(cx, FROM + MEMBERS + whose + " ORDER BY person.id", day.isoformat(), unit.id)


async def of_committee(cx: Connection, unit: Unit, day: date) -> list[Person]:
    """The members of a branch's committee (支委会); a committee's own people."""
    if unit.kind is UnitKind.COMMITTEE:
        return await of_unit(cx, unit, day)
    holds = HOLDS.format(kinds=literals(COMMITTEE))
    return await _people(cx, f"{FROM} AND {holds} ORDER BY person.id", day.isoformat(), unit.id)


async def within(cx: Connection, path: str, unit_id: int, day: date, *, outside: bool = False) -> list[Person]:
    """The people of a unit and below, those of `unit_id` first; outside participants, or all but them."""
    who = OUTSIDE if outside else INSIDE
    return await _people(cx, FROM + who + WITHIN + NEAREST, day.isoformat(), path + "%", unit_id)


async def named(cx: Connection, ids: Iterable[int], day: date) -> list[Person]:
    """Those of the ids who are on the roster on that day."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    return await _people(cx, f"{FROM} AND person.id IN ({marks(len(wanted), 1)})", day.isoformat(), *wanted)


async def inside(cx: Connection, ids: Iterable[int], path: str, day: date) -> list[Person]:
    """Those of the ids who belong to the unit of that path or below."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    which = f"{FROM}{WITHIN} AND person.id IN ({marks(len(wanted), 2)}) ORDER BY person.id"
    return await _people(cx, which, day.isoformat(), path + "%", *wanted)


async def names(cx: Connection, ids: Iterable[int | None]) -> dict[int, str]:
    """Names by id, also of people who have left."""
    wanted = sorted({one for one in ids if one is not None})
    if not wanted:
        return {}
    rows = await cx.fetch(f"SELECT id, name FROM person WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row["id"]: row["name"] for row in rows}


async def posts(cx: Connection, unit_id: int, day: date) -> list[tuple[PostKind, int]]:
    """The posts held in a unit on that day, with their holders."""
    return [(PostKind(row["kind"]), row["person_id"]) for row in await cx.fetch(POSTS, day.isoformat(), unit_id)]


async def busy(cx: Connection, ids: Sequence[int], starts: datetime, ends: datetime, but: int = 0) -> list[Elsewhere]:
    """The sessions of other meetings, between the two moments, that these people are expected at."""
    if not ids:
        return []
    rows = await cx.fetch(BUSY.format(ids=marks(len(ids), 3)), to_ms(ends), to_ms(starts), but, *ids)
    return [Elsewhere(row["id"], row["name"], from_ms(row["starts"]), from_ms(row["ends"])) for row in rows]


async def reached(cx: Connection, meeting_id: int) -> list[Reached]:
    """The accounts of everyone invited to a meeting."""
    return [Reached(row["id"], row["person_id"]) for row in await cx.fetch(REACH, meeting_id)]


async def roots(cx: Connection) -> list[Unit]:
    """The units that have none above them."""
    return [unit_of(row) for row in await cx.fetch(ROOTS)]
