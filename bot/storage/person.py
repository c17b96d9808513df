"""Load people on the roster."""

from bot.domain.person import Person
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one

PERSON = """person.id AS person_id, person.name, person.unit_id, person.group_id, person.standing, person.number,
  person.phone, person.joined_on, person.retired, person.floating, person.language, person.left_on"""
"""The columns that `person_of` needs."""

GET = f"SELECT {PERSON} FROM person WHERE person.id = $1"
BY_NUMBER = f"SELECT {PERSON} FROM person WHERE person.number = $1"
_person = Reader(Person)


def person_of(row: Row) -> Person:
    """Make a person of a row."""
    return _person(row, id=row["person_id"])


async def get(cx: Connection, person_id: int) -> Person | None:
    """Load a person by id."""
    return await fetch_one(cx, person_of, GET, person_id)


async def by_number(cx: Connection, number: str) -> Person | None:
    """Load a person by the roster's number, which is stable."""
    return await fetch_one(cx, person_of, BY_NUMBER, number)


async def lock(cx: Connection, person_id: int) -> None:
    """Lock a person for the length of the transaction, before anything else is locked. Rows that refer to the person
    can still be written. SQLite has a single writer and needs no lock."""
    if cx.dialect == "postgresql":
        await cx.fetchrow("SELECT id FROM person WHERE id = $1 FOR NO KEY UPDATE", person_id)
