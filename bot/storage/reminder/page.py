"""Planned reminders of a person or a unit, and the people whom no message reaches."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.reminder.model import Kind
from bot.storage.connection import Connection, marks
from bot.storage.rows import Reader, fetch_one

WHEN = """reminder.state = 'planned' AND ((reminder.day >= $2 AND reminder.day <= $3)
  OR (reminder.at >= $4 AND reminder.at < $5))"""
ORDER = "ORDER BY coalesce(reminder.day, ''), reminder.at, reminder.kind, reminder.subject_id, reminder.occasion"
OF_PERSON = f"""
SELECT kind, subject_id, occasion, day, at, 1 AS people FROM reminder WHERE person_id = $1 AND {WHEN} {ORDER}"""
OF_UNIT = f"""
SELECT reminder.kind, reminder.subject_id, reminder.occasion, reminder.day, reminder.at, count(*) AS people
FROM reminder JOIN person ON person.id = reminder.person_id JOIN unit ON unit.id = person.unit_id
WHERE unit.path LIKE $1 AND (person.left_on IS NULL OR person.left_on > $2) AND {WHEN}
GROUP BY reminder.kind, reminder.subject_id, reminder.occasion, reminder.day, reminder.at {ORDER}"""
NAMES = {
    "meeting": """SELECT meeting.id, meeting.title AS name FROM meeting JOIN unit ON unit.id = meeting.unit_id
        WHERE meeting.id IN ({ids})""",
    "item": """SELECT rectify_item.id, rectify_item.problem AS name FROM rectify_item
        JOIN unit ON unit.id = rectify_item.unit_id WHERE rectify_item.id IN ({ids})""",
    "unit": "SELECT unit.id, unit.name FROM unit WHERE unit.id IN ({ids})",
    "person": """SELECT person.id, person.name FROM person JOIN unit ON unit.id = person.unit_id
        WHERE person.id IN ({ids})""",
    "post": """SELECT post.id, person.name FROM post JOIN person ON person.id = post.person_id
        JOIN unit ON unit.id = post.unit_id WHERE post.id IN ({ids})""",
    "rating": """SELECT rating.id, unit.name FROM rating JOIN unit ON unit.id = rating.unit_id
        WHERE rating.id IN ({ids})""",
    "round": """SELECT grade_round.id, unit.name FROM grade_round JOIN unit ON unit.id = grade_round.unit_id
        WHERE grade_round.id IN ({ids})""",
}
"""Each with the unit whose business it is."""
WITHIN = " AND unit.path LIKE ${number}"
UNREACHED = """
SELECT person.id, person.name, account.id AS account_id FROM person JOIN unit ON unit.id = person.unit_id
LEFT JOIN account ON account.person_id = person.id
WHERE unit.path LIKE $1 AND (person.left_on IS NULL OR person.left_on > $2)
  AND (account.id IS NULL OR account.unreachable_since IS NOT NULL)
ORDER BY CASE WHEN account.id IS NULL THEN 1 ELSE 0 END, unit.path, person.id LIMIT $3 OFFSET $4"""
COUNT = """
SELECT count(CASE WHEN account.id IS NULL THEN 1 END) AS unbound, count(account.unreachable_since) AS blocked
FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN account ON account.person_id = person.id
WHERE unit.path LIKE $1 AND (person.left_on IS NULL OR person.left_on > $2)"""


@dataclass(frozen=True, slots=True)
class Planned:
    """The same reminder for so many people. Exactly one of `day` and `at` is set."""

    kind: Kind
    subject_id: int
    occasion: str
    day: date | None
    at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """`blocked`: they have an account, but want nothing from the bot; else they never had one."""

    id: int
    name: str
    blocked: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """How many people no message reaches: they never had an account, or have blocked the bot."""

    unbound: int
    blocked: int


_read, _lost = Reader(Planned), Reader(Lost)


async def of_person(
    cx: Connection, person_id: int, days: tuple[date, date], moments: tuple[datetime, datetime]
) -> list[Planned]:
    """The planned reminders of a person; days from first to last, both included, moments since <= at < until."""
    return await _planned(cx, OF_PERSON, person_id, days, moments)


async def of_unit(
    cx: Connection, path: str, days: tuple[date, date], moments: tuple[datetime, datetime]
) -> list[Planned]:
    """The planned reminders of the people of the unit of that path and all below."""
    return await _planned(cx, OF_UNIT, path + "%", days, moments)


async def names(cx: Connection, what: str, ids: Collection[int], path: str) -> dict[int, str]:
    """Titles of meetings, problems of items, names of units, people, of who holds a post, of units that are rated, of
    committees that grade.

    Of the unit of that path and below only: "/" for all.
    """
    if not ids:
        return {}
    sql = NAMES[what].format(ids=marks(len(ids))) + WITHIN.format(number=len(ids) + 1)
    return {row["id"]: row["name"] for row in await cx.fetch(sql, *sorted(ids), path + "%")}


async def unreached(cx: Connection, path: str, today: date, limit: int, offset: int) -> list[Unreached]:
    """People of the unit of that path and below: who blocked the bot first, then who never had an account."""
    rows = await cx.fetch(UNREACHED, path + "%", today.isoformat(), limit, offset)
    return [Unreached(row["id"], row["name"], row["account_id"] is not None) for row in rows]


async def lost(cx: Connection, path: str, today: date) -> Lost:
    """The people of the unit of that path and below whom no message reaches, in numbers."""
    return await fetch_one(cx, _lost, COUNT, path + "%", today.isoformat()) or Lost(0, 0)


async def _planned(
    cx: Connection, sql: str, whose: int | str, days: tuple[date, date], moments: tuple[datetime, datetime]
) -> list[Planned]:
    args = (days[0].isoformat(), days[1].isoformat(), to_ms(moments[0]), to_ms(moments[1]))
    return [_read(row) for row in await cx.fetch(sql, whose, *args)]
