"""The units that a file names: those to be made, from the top, and sectors to be set."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.people.roster import Roster, RosterRow
from bot.domain.post import OF_UNIT
from bot.domain.sheet.table import Fault
from bot.domain.unit import Unit, UnitKind, kind_of

ABOVE: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COMMITTEE: frozenset({UnitKind.COMMITTEE}),
    UnitKind.GENERAL_BRANCH: frozenset({UnitKind.COMMITTEE}),
    UnitKind.BRANCH: frozenset({UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH}),
    UnitKind.GROUP: frozenset({UnitKind.BRANCH}),
}
"""What may stand directly above each kind."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be made. `above` is the place of the unit that it belongs to, None at the top."""

    place: str
    name: str
    above: str | None
    kind: UnitKind
    sector: str


@dataclass(frozen=True, slots=True)
class NewSector:
    """An existing unit and its new sector."""

    unit: Unit
    sector: str


@dataclass(frozen=True, slots=True)
class PlannedUnits:
    """Units to be made and sectors to be set, with the faults of rows whose unit does not fit."""

    made: tuple[NewUnit, ...]
    sectors: tuple[NewSector, ...]
    faults: tuple[Fault, ...]


def units(roster: Roster, known: Mapping[str, Unit], endings: Mapping[str, UnitKind]) -> PlannedUnits:
    """Find the units that the rows need; a row whose unit cannot be, or has no such post, is a fault."""
    sectors, faults = _sectors(roster)
    made: dict[str, NewUnit] = {}
    for row in roster.rows:
        try:
            kinds = _kinds(row.unit, row.group, known, endings)
        except DomainError as error:
            faults.append(Fault(row.row, error.code, error.data))
            continue
        if _unfit(row, kinds):
            faults.append(Fault(row.row, "roster_post_unfit", {"value": row.unit}))
        for place, kind in kinds.items():
            if place not in known and place not in made:
                above, _, name = place.rpartition("/")
                made[place] = NewUnit(place, name, above or None, kind, sectors.get(place, ""))
    changed = [NewSector(known[place], sector) for place, sector in sectors.items() if place in known]
    moved = tuple(one for one in changed if one.unit.sector != one.sector)
    return PlannedUnits(tuple(made.values()), moved, tuple(faults))


def _sectors(roster: Roster) -> tuple[dict[str, str], list[Fault]]:
    """Read the sector of each place from the first row that states one; another one later is a fault."""
    first: dict[str, tuple[str, int]] = {}
    faults: list[Fault] = []
    for row in roster.rows:
        if not row.sector:
            continue
        sector, line = first.setdefault(row.unit, (row.sector, row.row))
        if sector != row.sector:
            data = {"value": row.sector, "first": line, "other": sector}
            faults.append(Fault(row.row, "roster_sector_differs", data))
    return {place: sector for place, (sector, _) in first.items()}, faults


def _kinds(
    place: str, group: str | None, known: Mapping[str, Unit], endings: Mapping[str, UnitKind]
) -> dict[str, UnitKind]:
    """Find the kind of every unit on the way down.

    DomainError: roster_unit_kind_unknown, roster_unit_is_group, roster_unit_order, roster_group_elsewhere.
    """
    found: dict[str, UnitKind] = {}
    above: tuple[str, UnitKind] | None = None
    for at in prefixes(place):
        name = at.rpartition("/")[2]
        kind = known[at].kind if at in known else kind_of(name, endings)
        if kind is None:
            raise DomainError("roster_unit_kind_unknown", value=name)
        if kind is UnitKind.GROUP:
            raise DomainError("roster_unit_is_group", value=name)
        if above is not None and at not in known and above[1] not in ABOVE[kind]:
            raise DomainError("roster_unit_order", value=name, above=above[0])
        found[at], above = kind, (name, kind)
    if group:
        if found[place] is not UnitKind.BRANCH:
            raise DomainError("roster_group_elsewhere", value=group)
        found[f"{place}/{group}"] = UnitKind.GROUP
    return found


def _unfit(row: RosterRow, kinds: Mapping[str, UnitKind]) -> bool:
    """Whether the row names a post that a unit of that kind does not have."""
    fitting = {*OF_UNIT[kinds[row.unit]], *(OF_UNIT[UnitKind.GROUP] if row.group else ())}
    return not fitting.issuperset(row.posts)


def prefixes(place: str) -> list[str]:
    """List a place and all above it: 甲/乙/丙 -> 甲, 甲/乙, 甲/乙/丙."""
    names = place.split("/")
    return ["/".join(names[: depth + 1]) for depth in range(len(names))]
