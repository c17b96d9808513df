"""The rows of rectification items, their history, and the people whom they concern."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.installation.audit import canonical
from bot.domain.rectification.model import Item, ItemFields, ItemState, SignOff
from bot.storage.connection import Connection, Row, Value, marks
from bot.storage.rows import Reader, fetch_one, for_update, insert

ITEM = """
rectify_item.id, rectify_item.unit_id, rectify_item.problem, rectify_item.category, rectify_item.source,
rectify_item.cause, rectify_item.measure, rectify_item.target, rectify_item.owner_id, rectify_item.horizon,
rectify_item.starts_on, rectify_item.due_on, rectify_item.first_due_on, rectify_item.state, rectify_item.version,
rectify_item.entered_by, rectify_item.handed_in_at, rectify_item.signed_off_at, rectify_item.signed_off_by,
rectify_item.signed_off_for, rectify_item.sign_off_year, rectify_item.sign_off_number"""
GET = f"SELECT {ITEM} FROM rectify_item WHERE id = $1"
ADD = """
INSERT INTO rectify_item (unit_id, problem, category, source, cause, measure, target, owner_id, horizon, starts_on,
  due_on, first_due_on, state, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 'draft', $12, $13) RETURNING id"""
MOVE = "UPDATE rectify_item SET state = $3, version = version + 1 WHERE id = $1 AND state = $2"
EVENT = "INSERT INTO rectify_event (item_id, kind, data, person_id, at) VALUES ($1, $2, $3, $4, $5)"
HISTORY = """
SELECT rectify_event.kind, rectify_event.data, rectify_event.at, person.name
FROM rectify_event LEFT JOIN person ON person.id = rectify_event.person_id
WHERE item_id = $1 ORDER BY rectify_event.id"""

RETURNED = "SELECT data FROM rectify_event WHERE item_id = $1 AND kind = 'returned' ORDER BY id DESC LIMIT 1"
GIVEN_OR_ASKED = """
SELECT given_by AS person_id FROM rectify_evidence WHERE item_id = $1 AND handed_in_at IS NOT NULL
UNION SELECT asked_by AS person_id FROM rectify_extension WHERE item_id = $1"""
OWNER_CHANGES = "SELECT data FROM rectify_event WHERE item_id = $1 AND kind = 'corrected'"
BOUND = "SELECT id, person_id FROM account WHERE id IN ({ids})"
UNBOUND = "SELECT DISTINCT data FROM audit WHERE kind = 'account.unbound' AND data IN ({pairs})"
_item = Reader(Item)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of an item's history. `by`: the name of the person, None for an administrator who is on no roster."""

    kind: str
    data: dict[str, str | int]
    at: datetime
    by: str | None


async def get(cx: Connection, id: int) -> Item | None:
    """The item of that id."""
    return await fetch_one(cx, item_of, GET, id)


async def lock(cx: Connection, id: int) -> Item | None:
    """As `get`, and nobody else changes it before this transaction ends."""
    return await fetch_one(cx, item_of, for_update(cx, GET), id)


async def add(cx: Connection, entry: ItemFields, by: int | None, at: datetime) -> int:
    """Add a draft; its id."""
    return await insert(cx, ADD, entry.unit_id, *values_of(entry), by, to_ms(at))


def values_of(entry: ItemFields) -> tuple[Value, ...]:
    """The values of the entered columns but the unit, from `problem` to `due_on`."""
    values = (entry.problem, entry.category, entry.source, entry.cause, entry.measure, entry.target, entry.owner_id)
    return (*values, entry.horizon.value, entry.starts_on.isoformat(), entry.due_on.isoformat())


async def move(cx: Connection, id: int, from_: ItemState, to: ItemState) -> bool:
    """Change the state of an item. False when it is not in the state `from_` any more."""
    return await cx.execute(MOVE, id, from_.value, to.value) == 1


async def note(cx: Connection, id: int, kind: str, data: Mapping[str, str | int], by: int | None, at: datetime) -> None:
    """Add a line to the item's history."""
    await cx.execute(EVENT, id, kind, json.dumps(data, ensure_ascii=False, sort_keys=True), by, to_ms(at))


async def history(cx: Connection, id: int) -> list[Event]:
    """The history of an item, oldest first."""
    rows = await cx.fetch(HISTORY, id)
    return [Event(row["kind"], json.loads(row["data"]), from_ms(row["at"]), row["name"]) for row in rows]


async def return_reason(cx: Connection, item_id: int) -> str:
    """The reason of the last return; empty where there was none."""
    row = await cx.fetchrow(RETURNED, item_id)
    return str(json.loads(row["data"]).get("reason", "")) if row else ""


async def participants(cx: Connection, item: Item) -> frozenset[int]:
    """The ids of the people whom an item concerns: its owner, earlier owners, whoever handed in evidence or asked for
    a later date. They take no decision about it."""
    rows = await cx.fetch(GIVEN_OR_ASKED, item.id)
    changes = [json.loads(row["data"]) for row in await cx.fetch(OWNER_CHANGES, item.id)]
    earlier = {int(data["was_owner"]) for data in changes if "was_owner" in data}
    return frozenset({item.owner_id, *earlier, *(row["person_id"] for row in rows)})


async def accounts_of(cx: Connection, among: Collection[int], people: Collection[int]) -> set[int]:
    """Those of the accounts `among` that are bound to one of the people, or are bound to nobody now and were bound to
    one of them before."""
    if not (among and people):
        return set()
    rows = await cx.fetch(BOUND.format(ids=marks(len(among))), *among)
    own = {row["id"] for row in rows if row["person_id"] in people}
    free = [row["id"] for row in rows if row["person_id"] is None]
    pairs = {canonical({"account": id, "person": person}): id for id in free for person in people}
    if not pairs:
        return own
    unbound = await cx.fetch(UNBOUND.format(pairs=marks(len(pairs))), *pairs)
    return own | {pairs[row["data"]] for row in unbound}


def item_of(row: Row) -> Item:
    """From a row with the columns `ITEM`."""
    return _item(row, signed_off=_sign_off(row))


def _sign_off(row: Row) -> SignOff | None:
    if row["sign_off_number"] is None:
        return None
    committee, year, number = row["signed_off_for"], row["sign_off_year"], row["sign_off_number"]
    return SignOff(committee, year, number, row["signed_off_by"], from_ms(row["signed_off_at"]))
