"""Writing rectification items: a draft's fields, what is corrected in an open one, opened, deleted."""

from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.person import Person
from bot.domain.rectification.model import SignOff
from bot.storage.connection import Connection
from bot.storage.person import PERSON, person_of
from bot.storage.rectification.store import Entry

FIELDS = """
UPDATE rectify_item SET problem = $2, category = $3, source = $4, cause = $5, measure = $6, target = $7, owner_id = $8,
  horizon = $9, starts_on = $10, due_on = $11, first_due_on = $11, version = version + 1
WHERE id = $1 AND state = 'draft'"""
CORRECT = """
UPDATE rectify_item SET measure = $2, target = $3, owner_id = $4, version = version + 1
WHERE id = $1 AND state IN ('open', 'returned')"""
OPENED = """
UPDATE rectify_item SET state = 'open', opened_at = $2, version = version + 1 WHERE id = $1 AND state = 'draft'"""
DELETE = (
    "DELETE FROM rectify_milestone WHERE item_id = $1",
    "DELETE FROM rectify_event WHERE item_id = $1",
    "DELETE FROM rectify_item WHERE id = $1 AND state = 'draft'",
)


async def redraft(cx: Connection, id: int, entry: Entry) -> bool:
    """Everything but its unit. False when it is no draft any more."""
    values = (entry.problem, entry.category, entry.source, entry.cause, entry.measure, entry.target, entry.owner_id)
    days = (entry.horizon.value, entry.starts_on.isoformat(), entry.due_on.isoformat())
    return await cx.execute(FIELDS, id, *values, *days) == 1


async def correct(cx: Connection, id: int, measure: str, target: str, owner_id: int) -> bool:
    """False when it is not the owner's turn."""
    return await cx.execute(CORRECT, id, measure, target, owner_id) == 1


async def open_(cx: Connection, id: int, at: datetime) -> bool:
    """False when it is no draft any more."""
    return await cx.execute(OPENED, id, to_ms(at)) == 1


async def delete(cx: Connection, id: int) -> bool:
    """A draft with its milestones and history. After its lock; False when it is no draft."""
    gone = [await cx.execute(sql, id) for sql in DELETE]
    return gone[-1] == 1


PEOPLE = f"""
SELECT {PERSON} FROM person JOIN unit ON unit.id = person.unit_id WHERE unit.path LIKE $1 ORDER BY person.id"""
HELD = "SELECT problem, owner_id FROM rectify_item WHERE unit_id = $1"


async def people(cx: Connection, path: str) -> list[Person]:
    """Of the unit of that path and all below."""
    return [person_of(row) for row in await cx.fetch(PEOPLE, path + "%")]


async def held(cx: Connection, unit_id: int) -> list[tuple[str, int]]:
    """Problem and owner of each of the unit's items, whatever has become of it."""
    return [(row["problem"], row["owner_id"]) for row in await cx.fetch(HELD, unit_id)]


LAST = """
SELECT coalesce(max(sign_off_number), 0) AS n FROM rectify_item WHERE signed_off_for = $1 AND sign_off_year = $2"""
SIGN_OFF = """
UPDATE rectify_item SET state = 'signed_off', version = version + 1, signed_off_at = $2, signed_off_by = $3,
  signed_off_for = $4, sign_off_year = $5, sign_off_number = $6
WHERE id = $1 AND state = 'handed_in'"""
RETURN = "UPDATE rectify_item SET state = 'returned', version = version + 1 WHERE id = $1 AND state = 'handed_in'"


async def sign_off(cx: Connection, item_id: int, committee_id: int, year: int, by: int | None, at: datetime) -> SignOff:
    """With the committee's next number of the year. After the locks of the committee's unit and of the item, which is
    handed in: a number that was counted is used."""
    row = await cx.fetchrow(LAST, committee_id, year)
    number = (int(row["n"]) if row else 0) + 1
    if await cx.execute(SIGN_OFF, item_id, to_ms(at), by, committee_id, year, number) != 1:
        raise RuntimeError("an item that is not handed in was to be signed off")
    return SignOff(committee_id, year, number, by, at)


async def return_(cx: Connection, item_id: int) -> bool:
    """False when it is not handed in."""
    return await cx.execute(RETURN, item_id) == 1
