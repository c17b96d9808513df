"""Load people on the roster."""

from datetime import date

from bot.domain.person import Person, Standing
from bot.storage.connection import Connection, Row

PERSON = """person.id AS person_id, person.name, person.unit_id, person.group_id, person.standing, person.number,
  person.phone, person.joined_on, person.retired, person.floating, person.language, person.left_on"""
"""The columns that `person_of` needs."""

GET = f"SELECT {PERSON} FROM person WHERE person.id = $1"
BY_NUMBER = f"SELECT {PERSON} FROM person WHERE person.number = $1"


def person_of(row: Row) -> Person:
    """Make a person of a row."""
    return Person(
        id=row["person_id"],
        name=row["name"],
        unit_id=row["unit_id"],
        group_id=row["group_id"],
        standing=Standing(row["standing"]),
        number=row["number"],
        phone=row["phone"],
        joined_on=_day(row["joined_on"]),
        retired=bool(row["retired"]),
        floating=bool(row["floating"]),
        language=row["language"],
        left_on=_day(row["left_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


async def get(cx: Connection, person_id: int) -> Person | None:
    """Load a person by id."""
    row = await cx.fetchrow(GET, person_id)
    return person_of(row) if row else None


async def by_number(cx: Connection, number: str) -> Person | None:
    """Load a person by the roster's number, which is stable."""
    row = await cx.fetchrow(BY_NUMBER, number)
    return person_of(row) if row else None


async def lock(cx: Connection, person_id: int) -> None:
    """Lock a person for the length of the transaction, before anything else is locked. Rows that refer to the person
    can still be written. SQLite has a single writer and needs no lock."""
    if cx.dialect == "postgresql":
        await cx.fetchrow("SELECT id FROM person WHERE id = $1 FOR NO KEY UPDATE", person_id)
