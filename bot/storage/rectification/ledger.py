"""Rectification items as lists: of a unit, of an owner; and counts by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.rectification.model import AT_WORK, PENDING, Item, ItemState
from bot.domain.unit import Unit
from bot.storage.connection import Connection, literals, under
from bot.storage.rectification.store import ITEM, item_of
from bot.storage.rows import Reader, fetch_one
from bot.storage.unit import UNIT, unit_of

ORDER = """
  CASE rectify_item.state WHEN 'draft' THEN 1 WHEN 'signed_off' THEN 2 ELSE 0 END,
  COALESCE(rectify_item.sign_off_year, 0) DESC, COALESCE(rectify_item.sign_off_number, 0) DESC,
  rectify_item.due_on, rectify_item.id"""
"""Those to be done by their dates, then drafts, then what was signed off, the newest first."""
LINES = f"""
SELECT {ITEM}, person.name AS owner_name, unit.name AS unit_name FROM rectify_item
JOIN person ON person.id = rectify_item.owner_id JOIN unit ON unit.id = rectify_item.unit_id"""
OF_UNIT = f"""
{LINES} WHERE (rectify_item.unit_id = $1 AND rectify_item.state IN ({{states}}) AND {{owner}})
  OR (rectify_item.owner_id = $2 AND rectify_item.state IN ({literals(PENDING)}))
ORDER BY CASE WHEN rectify_item.owner_id = $2 AND rectify_item.state IN ({literals(PENDING)}) THEN 0 ELSE 1 END, {ORDER}
LIMIT $3 OFFSET $4"""
OF_OWNER = f"""
{LINES} WHERE rectify_item.owner_id = $1 AND rectify_item.state <> 'draft' ORDER BY {ORDER} LIMIT $2 OFFSET $3"""
OWED = f"SELECT count(*) AS items FROM rectify_item WHERE owner_id = $1 AND state IN ({literals(PENDING)})"
OWNERS = f"""
SELECT person.id, person.name, count(CASE WHEN rectify_item.state IN ({literals(PENDING)}) THEN 1 END) AS pending,
  count(*) AS items
FROM rectify_item JOIN person ON person.id = rectify_item.owner_id
WHERE rectify_item.unit_id = $1 AND rectify_item.state <> 'draft' GROUP BY person.id, person.name
ORDER BY pending DESC, person.id LIMIT $2 OFFSET $3"""
OWNER_NAME = """
SELECT person.name FROM rectify_item JOIN person ON person.id = rectify_item.owner_id
WHERE rectify_item.unit_id = $1 AND rectify_item.owner_id = $2 AND rectify_item.state <> 'draft' LIMIT 1"""
COUNTS = f"""
count(CASE WHEN rectify_item.state IN ({literals(AT_WORK)}) THEN 1 END) AS todo,
count(CASE WHEN rectify_item.state IN ({literals(AT_WORK)}) AND rectify_item.due_on < $1 THEN 1 END) AS overdue,
count(CASE WHEN rectify_item.state = 'handed_in' THEN 1 END) AS handed_in,
count(CASE WHEN rectify_item.state = 'signed_off' THEN 1 END) AS signed_off,
count(CASE WHEN rectify_item.state = 'draft' THEN 1 END) AS drafts"""
OF_ONE = f"SELECT {COUNTS} FROM rectify_item WHERE unit_id = $2"
BELOW = f"""
SELECT {UNIT}, {COUNTS} FROM unit LEFT JOIN rectify_item ON rectify_item.unit_id = unit.id
WHERE unit.kind <> 'group' AND ({{under}})
GROUP BY unit.id, unit.parent_id, unit.name, unit.kind, unit.sector, unit.place, unit.path
ORDER BY handed_in DESC, overdue DESC, todo DESC, unit.path LIMIT $2 OFFSET $3"""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An item as a list shows it, with the names of its owner and unit."""

    item: Item
    owner: str
    unit: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The items of a unit in numbers.

    `todo`: the owners' turn, of which `overdue`; `handed_in` waits for the committee above.
    """

    todo: int = 0
    overdue: int = 0
    handed_in: int = 0
    signed_off: int = 0
    drafts: int = 0

    @property
    def opened(self) -> int:
        return self.todo + self.handed_in + self.signed_off


@dataclass(frozen=True, slots=True)
class Owner:
    """A person who owns opened items of a unit; `pending` of them are not signed off."""

    id: int
    name: str
    pending: int
    items: int


_counts, _owner = Reader(Counts), Reader(Owner)


async def of_unit(
    cx: Connection, unit_id: int, states: Iterable[ItemState], own: int, limit: int, offset: int
) -> list[LedgerLine]:
    """The items of the unit in those states; before them the pending ones of the person `own` in any unit (0: none)."""
    sql = OF_UNIT.format(states=literals(states), owner="TRUE")
    return await _lines(cx, sql, unit_id, own, limit, offset)


async def of_unit_and_owner(
    cx: Connection, unit_id: int, states: Iterable[ItemState], owner_id: int, limit: int, offset: int
) -> list[LedgerLine]:
    """The items of the unit in those states that a person owns."""
    sql = OF_UNIT.format(states=literals(states), owner="rectify_item.owner_id = $5")
    return await _lines(cx, sql, unit_id, 0, limit, offset, owner_id)


async def of_owner(cx: Connection, person_id: int, limit: int, offset: int) -> list[LedgerLine]:
    """The items that a person owns, drafts left out."""
    return await _lines(cx, OF_OWNER, person_id, limit, offset)


async def count_pending(cx: Connection, person_id: int) -> int:
    """How many of a person's opened items are not signed off."""
    row = await cx.fetchrow(OWED, person_id)
    return int(row["items"]) if row else 0


async def owners(cx: Connection, unit_id: int, limit: int, offset: int) -> list[Owner]:
    """The owners of a unit's items, those with the most pending items first."""
    return [_owner(row) for row in await cx.fetch(OWNERS, unit_id, limit, offset)]


async def owner_name(cx: Connection, unit_id: int, person_id: int) -> str | None:
    """The name of an owner; None for a person who owns no opened item of the unit."""
    row = await cx.fetchrow(OWNER_NAME, unit_id, person_id)
    return str(row["name"]) if row else None


async def counts(cx: Connection, unit_id: int, today: date) -> Counts:
    """The items of a unit in numbers."""
    return await fetch_one(cx, _counts, OF_ONE, today.isoformat(), unit_id) or Counts()


async def below(
    cx: Connection, paths: Sequence[str], today: date, limit: int, offset: int, *, roots: bool = False
) -> list[tuple[Unit, Counts]]:
    """The units of these paths and below, groups left out: first where something waits or is overdue.

    `roots`: and those with nobody above them.
    """
    sql = BELOW.format(under=under(len(paths), 3) + (" OR unit.parent_id IS NULL" if roots else ""))
    rows = await cx.fetch(sql, today.isoformat(), limit, offset, *(path + "%" for path in paths))
    return [(unit_of(row), _counts(row)) for row in rows]


async def _lines(cx: Connection, sql: str, *args: int) -> list[LedgerLine]:
    return [LedgerLine(item_of(row), row["owner_name"], row["unit_name"]) for row in await cx.fetch(sql, *args)]
