"""The plan of an import: what differs between a file and the roster. Importing it again changes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.people.roster import Column, Roster, RosterRow
from bot.domain.people.roster_match import match
from bot.domain.people.roster_present import KnownPerson, KnownPost, PresentRoster, posts_in
from bot.domain.people.roster_units import NewSector, NewUnit, prefixes, units
from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.domain.sheet.table import Fault
from bot.domain.unit import ENDINGS, UnitKind

Value = str | bool | date | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as the import will leave them. `place` and `group` may name units that the import makes."""

    name: str
    place: str
    group: str | None
    standing: Standing
    number: str | None
    phone: str | None
    joined_on: date | None
    retired: bool
    floating: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A value of a person that changes."""

    column: Column
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A row that changes something. `person_id` None: a new person; `give` and `end`: posts."""

    row: int
    person_id: int | None
    facts: PersonFacts
    changes: tuple[ColumnChange, ...]
    give: tuple[tuple[PostKind, str], ...]
    """Posts with the place of their unit."""
    end: tuple[KnownPost, ...]


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What an import will do: units to make, sectors to set, rows that change something; how many change nothing."""

    units: tuple[NewUnit, ...] = ()
    sectors: tuple[NewSector, ...] = ()
    entries: tuple[RosterEntry, ...] = ()
    unchanged: int = 0

    @property
    def added(self) -> tuple[RosterEntry, ...]:
        return tuple(entry for entry in self.entries if entry.person_id is None)

    @property
    def changed(self) -> tuple[RosterEntry, ...]:
        return tuple(entry for entry in self.entries if entry.person_id is not None)

    @property
    def empty(self) -> bool:
        return not (self.units or self.sectors or self.entries)

    def first(self, most: int | None) -> "RosterPlan":
        """Limit the plan to the units and so many people (None: all), for one transaction of a long import."""
        return replace(self, entries=self.entries[:most])


def plan(
    roster: Roster,
    present: PresentRoster,
    today: date,
    endings: Mapping[str, UnitKind] = ENDINGS,
    allowed: Callable[[str], bool] = lambda place: True,
) -> tuple[RosterPlan, list[Fault]]:
    """Compare a file with the roster. A plan that has faults must not be carried out.

    `allowed` says of a unit's place whether the asker may write there.
    """
    made = units(roster, present.units, endings)
    matches, faults = match(roster, present.people, today)
    faults = [*made.faults, *faults, *_outside(roster.rows, matches, allowed)]
    entries = [_entry(row, matches.get(row.row), roster.columns) for row in roster.rows]
    faults += _taken(entries, matches, present.people, today)
    doing = tuple(entry for entry in entries if entry.person_id is None or entry.changes or entry.give or entry.end)
    unique = {(fault.row, fault.code): fault for fault in faults}
    ordered = sorted(unique.values(), key=lambda fault: fault.row)
    return RosterPlan(made.made, made.sectors, doing, len(entries) - len(doing)), ordered


def writable_places(may: Mapping[str, bool], nobody: bool) -> Callable[[str], bool]:
    """Make the test whether a place may be written to: as its nearest existing unit, `nobody` where there is none."""

    def allowed(place: str) -> bool:
        return next((may[at] for at in reversed(prefixes(place)) if at in may), nobody)

    return allowed


def _outside(
    rows: Iterable[RosterRow], matches: Mapping[int, KnownPerson], allowed: Callable[[str], bool]
) -> list[Fault]:
    """List the rows of units, and of people from units, that are not the asker's to change."""
    faults = []
    for row in rows:
        known = matches.get(row.row)
        if not allowed(row.unit):
            faults.append(Fault(row.row, "roster_not_your_unit", {"value": row.unit}))
        elif known is not None and not allowed(known.place):
            faults.append(Fault(row.row, "roster_belongs_elsewhere", {"value": row.name}))
    return faults


def _taken(
    entries: Iterable[RosterEntry], matches: Mapping[int, KnownPerson], people: Iterable[KnownPerson], today: date
) -> list[Fault]:
    """List new phone numbers that somebody outside the file has."""
    named = {known.person.id for known in matches.values()}
    others = {known.person.phone for known in people if known.person.id not in named and known.person.here(today)}
    new = [entry for entry in entries if entry.facts.phone is not None and entry.facts.phone in others]
    fresh = [
        entry
        for entry in new
        if entry.person_id is None or any(change.column is Column.PHONE for change in entry.changes)
    ]
    return [Fault(entry.row, "roster_phone_taken") for entry in fresh]


def _entry(row: RosterRow, known: KnownPerson | None, columns: frozenset[Column]) -> RosterEntry:
    facts = _facts(row, known, columns)
    wanted = [
        (kind, facts.group if kind is PostKind.GROUP_LEADER and facts.group else facts.place) for kind in row.posts
    ]
    if known is None:
        return RosterEntry(row.row, None, facts, (), tuple(wanted), ())
    held = {(post.kind, post.place) for post in known.posts}
    here = posts_in(known.posts, (known.place, known.group, facts.place, facts.group))
    end = tuple(post for post in here if wanted and (post.kind, post.place) not in wanted)
    give = tuple(one for one in wanted if one not in held)
    return RosterEntry(row.row, known.person.id, facts, _changes(known, facts), give, end)


def _facts(row: RosterRow, known: KnownPerson | None, columns: frozenset[Column]) -> PersonFacts:
    """Merge a row with what is known of the person: a missing column changes nothing, a number is never taken away."""
    group = f"{row.unit}/{row.group}" if row.group else None
    stated = PersonFacts(
        row.name,
        row.unit,
        group,
        row.standing,
        row.number,
        row.phone,
        row.joined_on,
        row.retired,
        row.floating,
        row.language,
    )
    if known is None:
        return stated
    person = known.person
    same_unit = known.place == row.unit
    return replace(
        stated,
        group=group if Column.GROUP in columns else known.group if same_unit else None,
        number=row.number or person.number,
        phone=row.phone if Column.PHONE in columns else person.phone,
        joined_on=row.joined_on if Column.JOINED in columns else person.joined_on,
        retired=row.retired if Column.RETIRED in columns else person.retired,
        floating=row.floating if Column.FLOATING in columns else person.floating,
        language=row.language if Column.LANGUAGE in columns else person.language,
    )


def _changes(known: KnownPerson, facts: PersonFacts) -> tuple[ColumnChange, ...]:
    person = known.person
    pairs: tuple[tuple[Column, Value, Value], ...] = (
        (Column.NUMBER, person.number, facts.number),
        (Column.NAME, person.name, facts.name),
        (Column.UNIT, known.place, facts.place),
        (Column.GROUP, _last(known.group), _last(facts.group)),
        (Column.STANDING, person.standing, facts.standing),
        (Column.PHONE, person.phone, facts.phone),
        (Column.JOINED, person.joined_on, facts.joined_on),
        (Column.RETIRED, person.retired, facts.retired),
        (Column.FLOATING, person.floating, facts.floating),
        (Column.LANGUAGE, person.language, facts.language),
    )
    return tuple(ColumnChange(column, old, new) for column, old, new in pairs if old != new)


def _last(place: str | None) -> str | None:
    return place.rpartition("/")[2] if place else None
