"""Exemptions from attending in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one, insert

EXEMPTION = """exemption.id, exemption.person_id, person.name, person.unit_id, exemption.from_on, exemption.until_on,
  exemption.reason, exemption.given_by, exemption.given_at"""
ADD = """
INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"""
GET = f"SELECT {EXEMPTION} FROM exemption JOIN person ON person.id = exemption.person_id WHERE exemption.id = $1"
OF_UNIT = f"""
SELECT {EXEMPTION} FROM exemption JOIN person ON person.id = exemption.person_id
WHERE person.unit_id = $1 AND exemption.until_on >= $2 ORDER BY exemption.until_on, exemption.id"""
END = "UPDATE exemption SET until_on = $2 WHERE id = $1 AND until_on > $2"
BETWEEN = "SELECT person_id, from_on, until_on FROM exemption WHERE until_on >= $1 AND from_on <= $2"
PEOPLE = """
SELECT id, name FROM person WHERE unit_id = $1 AND left_on IS NULL AND standing IN ('full', 'probationary')
ORDER BY id LIMIT $2 OFFSET $3"""


@dataclass(frozen=True, slots=True)
class Period:
    """The days of an exemption, first and last included."""

    from_on: date
    until_on: date

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True, slots=True)
class Exemption:
    """A person's exemption, with who gave it and why."""

    id: int
    person_id: int
    name: str
    unit_id: int
    period: Period
    reason: str
    given_by: int
    given_at: datetime


period_of, _read = Reader(Period), Reader(Exemption)


async def add(cx: Connection, person_id: int, period: Period, reason: str, given_by: int, at: datetime) -> int:
    """Store an exemption and return its id."""
    days = (period.from_on.isoformat(), period.until_on.isoformat())
    return await insert(cx, ADD, person_id, *days, reason, given_by, to_ms(at))


async def get(cx: Connection, exemption_id: int) -> Exemption | None:
    """The exemption with that id."""
    return await fetch_one(cx, _exemption, GET, exemption_id)


async def of_unit(cx: Connection, unit_id: int, today: date) -> list[Exemption]:
    """The exemptions of a unit's people that have not run out, soonest ending first."""
    return [_exemption(row) for row in await cx.fetch(OF_UNIT, unit_id, today.isoformat())]


async def end(cx: Connection, exemption_id: int, last_day: date) -> bool:
    """Let an exemption end on that day; False when it was over by then."""
    return await cx.execute(END, exemption_id, last_day.isoformat()) == 1


async def between(cx: Connection, first: date, last: date) -> dict[int, list[Period]]:
    """The exemptions that touch the days from first to last, by person."""
    found: dict[int, list[Period]] = {}
    for row in await cx.fetch(BETWEEN, first.isoformat(), last.isoformat()):
        found.setdefault(row["person_id"], []).append(period_of(row))
    return found


async def people(cx: Connection, unit_id: int, limit: int, offset: int) -> list[tuple[int, str]]:
    """The ids and names of a unit's members, in the order of the roster."""
    return [(row["id"], row["name"]) for row in await cx.fetch(PEOPLE, unit_id, limit, offset)]


def _exemption(row: Row) -> Exemption:
    return _read(row, period=period_of(row))
