"""Rectification items as reminders need them: with their unit, and since when they stand as they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.rectification.model import AT_WORK, PENDING, Item
from bot.domain.unit import Unit, UnitKind
from bot.storage.connection import Connection, Row, literals, marks, under
from bot.storage.rectification.store import ITEM, item_of
from bot.storage.rows import moment
from bot.storage.unit import unit_of

AT_WORK_NOW, PENDING_NOW = literals(AT_WORK), literals(PENDING)
PLACE = """unit.id AS place_id, unit.parent_id, unit.name AS unit_name, unit.kind AS unit_kind, unit.sector, unit.place,
  unit.path"""
OPEN = f"""
SELECT {ITEM}, {PLACE}, person.name AS owner,
  (SELECT max(at) FROM rectify_event WHERE rectify_event.item_id = rectify_item.id) AS changed_at
FROM rectify_item JOIN unit ON unit.id = rectify_item.unit_id JOIN person ON person.id = rectify_item.owner_id
WHERE rectify_item.state IN ({AT_WORK_NOW})"""
IDS = f"SELECT id FROM rectify_item WHERE state IN ({AT_WORK_NOW}) ORDER BY id"
OF_MONTH = f"""
SELECT {ITEM}, {PLACE}, EXISTS (
  SELECT 1 FROM rectify_extension WHERE rectify_extension.item_id = rectify_item.id
    AND rectify_extension.state = 'agreed' AND decided_at >= $1 AND decided_at < $2) AS put_off
FROM rectify_item JOIN unit ON unit.id = rectify_item.unit_id
WHERE (rectify_item.state IN ({PENDING_NOW})
  OR (rectify_item.state = 'signed_off' AND signed_off_at >= $1 AND signed_off_at < $2)) AND ({{under}})
ORDER BY rectify_item.due_on, rectify_item.id"""


@dataclass(frozen=True, slots=True)
class ItemAtWork:
    """The owner's turn, since `changed_at` at the latest (None: no history)."""

    item: Item
    unit: Unit
    owner: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfMonth:
    """Not signed off, or signed off within the time asked for; `put_off`: a later date was agreed within it."""

    item: Item
    unit: Unit
    put_off: bool


async def at_work(cx: Connection, ids: Sequence[int] | None) -> list[ItemAtWork]:
    """Those of the items (None: of all) that are their owner's turn, soonest due first."""
    if ids is not None and not ids:
        return []
    among = f" AND rectify_item.id IN ({marks(len(ids))})" if ids is not None else ""
    rows = await cx.fetch(f"{OPEN}{among} ORDER BY rectify_item.due_on, rectify_item.id", *(ids or ()))
    return [_open(row) for row in rows]


async def ids(cx: Connection) -> list[int]:
    """All that are their owner's turn."""
    return [row["id"] for row in await cx.fetch(IDS)]


async def of_month(cx: Connection, patterns: Sequence[str], since: datetime, until: datetime) -> list[OfMonth]:
    """Of units with a path LIKE one of the patterns, soonest due first; since <= moment < until."""
    sql = OF_MONTH.format(under=under(len(patterns), 2))
    rows = await cx.fetch(sql, to_ms(since), to_ms(until), *patterns) if patterns else []
    return [OfMonth(item_of(row), _unit(row), bool(row["put_off"])) for row in rows]


def _open(row: Row) -> ItemAtWork:
    return ItemAtWork(item_of(row), _unit(row), row["owner"], moment(row["changed_at"]))


def _unit(row: Row) -> Unit:
    return unit_of(row, id=row["place_id"], name=row["unit_name"], kind=UnitKind(row["unit_kind"]))
