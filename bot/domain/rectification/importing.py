"""Compare the rows of a sheet of rectification items with the ledger, before they are imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import DomainError
from bot.domain.person import Person
from bot.domain.rectification.enter import ItemPlan, PlannedMilestone, check_dates
from bot.domain.rectification.sheet import ItemRow, ItemSheet, folded
from bot.domain.sheet.table import Fault
from bot.domain.unit import Unit

ItemKey = tuple[int, str, int]
"""Identifies an item for the comparison: the unit's id, the problem as `folded` gives it, the owner's id."""


@dataclass(frozen=True, slots=True)
class Existing:
    """The units, people and items that a sheet is compared with.

    `units` are all units, `own` those in which the sender may enter items; `people` of each unit and all below it, by
    its id, including those who have left; `held` the keys of the ledger's items.
    """

    units: Sequence[Unit]
    own: Sequence[Unit]
    people: Mapping[int, Sequence[Person]]
    held: frozenset[ItemKey]


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item of the sheet that is not in the ledger yet."""

    row: ItemRow
    unit: Unit
    owner: Person
    starts_on: date


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The items that an import would add, and how many rows are in the ledger already."""

    entries: tuple[NewItem, ...] = ()
    unchanged: int = 0

    @property
    def units(self) -> tuple[Unit, ...]:
        """Of the new items, each once."""
        return tuple({entry.unit.id: entry.unit for entry in self.entries}.values())


def compare(items: ItemSheet, existing: Existing, today: date) -> tuple[ImportPlan, list[Fault]]:
    """The items to add, and every fault of every row, those of reading included.

    Nothing may be imported while there are faults.
    """
    faults = list(items.faults)
    found: list[NewItem] = []
    for row in items.rows:
        unit = _unit(row, existing)
        owner = _owner(row, existing.people.get(unit.id, ()), unit, today) if isinstance(unit, Unit) else None
        faults += [one for one in (unit, owner) if isinstance(one, Fault)]
        if isinstance(unit, Unit) and isinstance(owner, Person):
            found.append(NewItem(row, unit, owner, row.starts_on or today))
    faults += _twice(found)
    new = tuple(entry for entry in found if key_of(entry) not in existing.held)
    for entry in new:
        faults += _days(entry, today)
    ordered = sorted(faults, key=lambda fault: fault.row)
    return ImportPlan(new, len(found) - len(new)), ordered


def key_of(entry: NewItem) -> ItemKey:
    """The key by which an item is found in the ledger."""
    return entry.unit.id, folded(entry.row.problem), entry.owner.id


def find_unit(units: Sequence[Unit], words: str) -> Unit | None:
    """Find a unit by its place from the top, or by a name that only one of them has."""
    fitting = [unit for unit in units if unit.place == words] or [unit for unit in units if unit.name == words]
    return fitting[0] if len(fitting) == 1 else None


def _unit(row: ItemRow, existing: Existing) -> Unit | Fault:
    if not row.unit:
        return existing.own[0] if len(existing.own) == 1 else Fault(row.row, "rectify_import_unit_missing")
    # A name that is there twice means the one that is the sender's to write for.
    if (own := find_unit(existing.own, row.unit)) is not None:
        return own
    code = "rectify_import_unit_unknown" if find_unit(existing.units, row.unit) is None else "roster_not_your_unit"
    return Fault(row.row, code, {"value": row.unit})


def _owner(row: ItemRow, people: Sequence[Person], unit: Unit, today: date) -> Person | Fault:
    """By number, or by name. Whoever left is named as such; somebody of another unit is nobody here."""
    typed = folded(row.owner)
    fitting = [one for one in people if one.number == row.owner] or [one for one in people if folded(one.name) == typed]
    here = [one for one in fitting if one.here(today) and not one.standing.outside]
    if len(here) == 1:
        return here[0]
    if here:
        return Fault(row.row, "rectify_import_owner_ambiguous", {"value": row.owner})
    left = [one.left_on for one in fitting if one.left_on is not None and not one.here(today)]
    if left:
        return Fault(row.row, "rectify_import_owner_left", {"value": row.owner, "left": left[0]})
    return Fault(row.row, "rectify_import_owner_outside", {"value": row.owner, "unit": unit.name})


def _days(entry: NewItem, today: date) -> list[Fault]:
    """As where an item is entered by hand."""
    row = entry.row
    steps = tuple(PlannedMilestone(name=name, due_on=due_on) for name, due_on in row.milestones)
    try:
        check_dates(ItemPlan(starts_on=entry.starts_on, due_on=row.due_on, milestones=steps), today)
    except DomainError as error:
        return [Fault(row.row, error.code, error.data)]
    return []


def _twice(entries: Sequence[NewItem]) -> list[Fault]:
    """The fault names the row where the item stands first."""
    first: dict[ItemKey, int] = {}
    faults = []
    for entry in entries:
        before = first.setdefault(key_of(entry), entry.row.row)
        if before != entry.row.row:
            faults.append(Fault(entry.row.row, "rectify_import_twice", {"first": before}))
    return faults
