"""Matching the rows of a file with people on the roster: by number, else by name, unit and day of joining."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.people.roster import Column, Roster, RosterRow
from bot.domain.people.roster_present import KnownPerson
from bot.domain.sheet.table import Fault

Matches = dict[int, KnownPerson]
"""By the row's number; a row that is missing is somebody new."""


def match(roster: Roster, people: Sequence[KnownPerson], today: date) -> tuple[Matches, list[Fault]]:
    """Match rows with people, each person with at most one row.

    Someone who has left is not taken back, which needs a new number: such a row is a fault.
    """
    numbered = {known.person.number: known for known in people if known.person.number is not None}
    matches = {row.row: numbered[row.number] for row in roster.rows if row.number in numbered}
    exact = Column.JOINED in roster.columns
    faults = _by_name(roster.rows, people, matches, exact=exact) + _by_name(roster.rows, people, matches, exact=False)
    for row in roster.rows:
        known = matches.get(row.row)
        if known is not None and not known.person.here(today):
            faults.append(Fault(row.row, "roster_person_left", {"value": row.name, "left": known.person.left_on}))
    return matches, faults


def _by_name(rows: Sequence[RosterRow], people: Sequence[KnownPerson], matches: Matches, *, exact: bool) -> list[Fault]:
    """Match the rows that have no match yet; `exact`: the day of joining must be the same, else it may be unknown."""
    taken = {known.person.id for known in matches.values()}
    named: Mapping[tuple[str, str], list[KnownPerson]] = defaultdict(list)
    for known in people:
        if known.person.id not in taken:
            named[known.person.name, known.place].append(known)
    wanted: dict[int, list[int]] = defaultdict(list)
    faults: list[Fault] = []
    for row in rows:
        if row.row in matches:
            continue
        fitting = [known for known in named[row.name, row.unit] if _fits(row, known, exact=exact)]
        if len(fitting) > 1:
            faults.append(Fault(row.row, "roster_ambiguous", {"value": row.name}))
        for known in fitting[:1]:
            wanted[known.person.id].append(row.row)
            matches[row.row] = known
    for several in wanted.values():
        if len(several) > 1:
            faults += [Fault(line, "roster_ambiguous", {"value": matches.pop(line).person.name}) for line in several]
    return faults


def _fits(row: RosterRow, known: KnownPerson, *, exact: bool) -> bool:
    person = known.person
    if row.number is not None and (person.number is not None or person.left_on is not None):
        return False
    if exact or row.joined_on == person.joined_on:
        return row.joined_on == person.joined_on
    return row.joined_on is None or person.joined_on is None
