"""The whole roster at once: read to be compared with a file, written in few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.people.roster_plan import PersonFacts, RosterEntry
from bot.domain.people.roster_present import KnownPerson, KnownPost, PresentRoster
from bot.domain.post import PostKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection, Row, Value
from bot.storage.person import PERSON, person_of
from bot.storage.unit import every

PEOPLE = f"""
SELECT {PERSON}, unit.place, part.place AS group_place
FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN unit part ON part.id = person.group_id"""
POSTS = """
SELECT post.id, post.person_id, post.kind, unit.place FROM post JOIN unit ON unit.id = post.unit_id
WHERE post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)"""
ADD = """
INSERT INTO person
  (number, name, unit_id, group_id, standing, phone, joined_on, retired, floating, language) VALUES {places}
RETURNING id, number, name, unit_id, joined_on"""
COLUMNS, AT_ONCE = 10, 100
CHANGE = """
UPDATE person SET number = $2, name = $3, unit_id = $4, group_id = $5, standing = $6, phone = $7, joined_on = $8,
  retired = $9, floating = $10, language = $11,
  standing_at = CASE WHEN standing <> $6 OR unit_id <> $4 THEN $12 ELSE standing_at END
WHERE id = $1"""
GIVE = """
INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (person_id, unit_id, kind) WHERE ended_on IS NULL DO NOTHING"""
END = "UPDATE post SET ended_on = $2 WHERE id = $1"
ACCOUNTS = "SELECT id, person_id FROM account WHERE person_id IS NOT NULL"
# One import at a time, so that none decides by a roster that another is changing. SQLite has one writer anyway.
LOCK = "SELECT pg_advisory_xact_lock(20120313)"


async def lock(cx: Connection) -> None:
    """Keep other imports from writing until the end of the transaction."""
    if cx.dialect == "postgresql":
        await cx.fetchrow(LOCK)


async def present(cx: Connection, today: date) -> PresentRoster:
    """Read everyone who is or was on the roster, with the posts held today."""
    units = await every(cx)
    posts: dict[int, list[KnownPost]] = defaultdict(list)
    for row in await cx.fetch(POSTS + " ORDER BY post.id", today.isoformat()):
        posts[row["person_id"]].append(KnownPost(row["id"], PostKind(row["kind"]), row["place"]))
    people = [_known(row, posts) for row in await cx.fetch(PEOPLE + " ORDER BY person.id")]
    return PresentRoster({unit.place: unit for unit in units}, tuple(people))


def _known(row: Row, posts: Mapping[int, Sequence[KnownPost]]) -> KnownPerson:
    return KnownPerson(person_of(row), row["place"], row["group_place"], tuple(posts.get(row["person_id"], ())))


async def add(cx: Connection, entries: Sequence[RosterEntry], units: Mapping[str, Unit]) -> dict[int, int]:
    """Add new people; their ids by the row's number."""
    ids: dict[int, int] = {}
    for start in range(0, len(entries), AT_ONCE):
        part = entries[start : start + AT_ONCE]
        lines = [_line(entry.facts, units) for entry in part]
        places = ", ".join(_places(number) for number in range(len(lines)))
        added = await cx.fetch(ADD.format(places=places), *(value for line in lines for value in line))
        found = {(row["number"], row["name"], row["unit_id"], row["joined_on"]): row["id"] for row in added}
        for entry, line in zip(part, lines, strict=True):
            ids[entry.row] = found[line[0], line[1], line[2], line[6]]
    return ids


def _places(number: int) -> str:
    """Number the parameters of a line: ($1, …, $10) for the first, ($11, …) for the second."""
    first = number * COLUMNS + 1
    return f"({', '.join(f'${place}' for place in range(first, first + COLUMNS))})"


async def change(cx: Connection, entries: Iterable[RosterEntry], units: Mapping[str, Unit], at: datetime) -> None:
    """Change people as the entries say."""
    lines = [(entry.person_id, *_line(entry.facts, units), to_ms(at)) for entry in entries if entry.changes]
    if lines:
        await cx.executemany(CHANGE, lines)


def _line(facts: PersonFacts, units: Mapping[str, Unit]) -> tuple[Value, ...]:
    return (
        facts.number,
        facts.name,
        units[facts.place].id,
        units[facts.group].id if facts.group else None,
        facts.standing.value,
        facts.phone,
        facts.joined_on.isoformat() if facts.joined_on else None,
        facts.retired,
        facts.floating,
        facts.language,
    )


async def give(cx: Connection, posts: Iterable[tuple[int, int, PostKind]], today: date) -> None:
    """Give posts from today on: (person, unit, post)."""
    lines = [(person, unit, kind.value, today.isoformat()) for person, unit, kind in posts]
    if lines:
        await cx.executemany(GIVE, lines)


async def end(cx: Connection, posts: Iterable[KnownPost], today: date) -> None:
    """End posts today."""
    lines = [(post.id, today.isoformat()) for post in posts]
    if lines:
        await cx.executemany(END, lines)


async def accounts(cx: Connection) -> dict[int, int]:
    """List everybody's Telegram account by person."""
    return {row["person_id"]: row["id"] for row in await cx.fetch(ACCOUNTS)}
