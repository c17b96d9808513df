"""Imports earlier grades from a file, after a preview of what it would change."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.grading import grade_sheet
from bot.domain.grading.grade import Decided
from bot.domain.grading.grade_sheet import GradeRow
from bot.domain.permission import Action, may, require_apart
from bot.domain.request import Request
from bot.domain.sheet.table import Fault
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.files import sheet_file
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.grading import grade as grades
from bot.storage.installation import audit
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A grade that is new or differs from the stored one. `old` None: it is new."""

    row: int
    unit: Unit
    new: Decided
    old: Decided | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The changes that a file would make; with faults nothing may be imported."""

    digest: str
    rows: int
    entries: tuple[GradeChange, ...]
    unchanged: int
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]

    @property
    def added(self) -> int:
        return sum(entry.old is None for entry in self.entries)

    @property
    def changed(self) -> int:
        return len(self.entries) - self.added


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read. `lines`: their number; `ignored`: unknown headings."""

    digest: str
    lines: int
    rows: list[GradeRow]
    faults: list[Fault]
    ignored: tuple[str, ...]


async def preview(uow: UnitOfWork, request: Request | None, data: bytes, filename: str) -> Preview:
    """Return what the file would change. `request` None: the operator at the machine.

    DomainError: not_allowed, own_unit_alone (unit); as `sheet_file.read` and `sheet.heading` for the file as a whole.
    """
    file = await asyncio.to_thread(_read, data, filename)
    async with uow.reading() as cx:
        return await _planned(cx, request, file)


async def apply(uow: UnitOfWork, request: Request | None, data: bytes, filename: str) -> Preview:
    """Import the file and return what was changed; the same file again changes nothing.

    DomainError("roster_has_faults", count).
    """
    file = await asyncio.to_thread(_read, data, filename)
    async with uow.begin(request) as work:
        planned = await _planned(work, request, file)
        if planned.faults:
            raise DomainError("roster_has_faults", count=str(len(planned.faults)))
        if planned.entries:
            await grades.put(work, [(entry.unit.id, entry.new) for entry in planned.entries], "imported")
            account = request.account_id if request else None
            await audit.add(work, work.now, "grades.imported", account, _record(planned))
            await work.commit()
    return planned


def _read(data: bytes, filename: str) -> File:
    rows, faults, ignored, lines = grade_sheet.read(sheet_file.read(data, filename))
    return File(hashlib.sha256(data).hexdigest(), lines, rows, faults, ignored)


async def _planned(cx: Connection, request: Request | None, file: File) -> Preview:
    every = await units.every(cx)
    asker = await actor.load(cx, request) if request else None
    if asker is not None:
        _require_some(asker, every)
    found, faults = _units(file.rows, every)
    if asker is not None:
        faults += _of_others(asker, file.rows, found)
    entries, unchanged = _entries(file.rows, found, await grades.every(cx))
    faults += _of_rounds(entries, await grades.final(cx))
    ordered = sorted([*file.faults, *faults, *_twice(file.rows, found)], key=lambda fault: fault.row)
    return Preview(file.digest, file.lines, entries, unchanged, tuple(ordered), file.ignored)


def _require_some(asker: Actor, every: Sequence[Unit]) -> None:
    """Require that the asker may import for at least one unit. DomainError: as `require_apart`."""
    if any(may(asker, Action.IMPORT_GRADES, unit) for unit in every):
        return
    if asker.unit is not None:
        require_apart(asker, Action.IMPORT_GRADES, asker.unit)
    raise DomainError("not_allowed", action=Action.IMPORT_GRADES.value)


def _of_others(asker: Actor, rows: Sequence[GradeRow], found: Mapping[int, Unit]) -> list[Fault]:
    """Return the faults of rows whose units the asker may not grade, also because the asker runs them."""
    faults = []
    for row in rows:
        try:
            if row.row in found:
                require_apart(asker, Action.IMPORT_GRADES, found[row.row])
        except DomainError as error:
            code = "roster_not_your_unit" if error.code == "not_allowed" else "grades_own_unit"
            faults.append(Fault(row.row, code, {"value": row.unit}))
    return faults


def _units(rows: Sequence[GradeRow], every: Sequence[Unit]) -> tuple[dict[int, Unit], list[Fault]]:
    """Find the unit of each row: by its place from the top, or by a name that only one unit has."""
    named: Mapping[str, list[Unit]] = defaultdict(list)
    for unit in every:
        named[unit.name].append(unit)
    known = {unit.place: unit for unit in every}
    found: dict[int, Unit] = {}
    faults: list[Fault] = []
    for row in rows:
        fitting = [known[row.unit]] if row.unit in known else named.get(row.unit, [])
        if len(fitting) == 1:
            found[row.row] = fitting[0]
        else:
            faults.append(Fault(row.row, "grades_unit_unknown", {"value": row.unit}))
    return found, faults


def _of_rounds(entries: Sequence[GradeChange], results: Collection[tuple[int, int]]) -> list[Fault]:
    """Return the faults of rows that would change what a round has decided."""
    return [
        Fault(entry.row, "grades_of_a_round", {"value": entry.unit.name})
        for entry in entries
        if (entry.unit.id, entry.new.year) in results
    ]


def _twice(rows: Sequence[GradeRow], found: Mapping[int, Unit]) -> list[Fault]:
    first: dict[tuple[int, int], int] = {}
    faults = []
    for row in rows:
        if row.row in found:
            before = first.setdefault((found[row.row].id, row.decided.year), row.row)
            if before != row.row:
                faults.append(Fault(row.row, "grades_twice", {"first": before}))
    return faults


def _entries(
    rows: Sequence[GradeRow], found: Mapping[int, Unit], held: Mapping[tuple[int, int], Decided]
) -> tuple[tuple[GradeChange, ...], int]:
    compared = [
        GradeChange(row.row, found[row.row], row.decided, held.get((found[row.row].id, row.decided.year)))
        for row in rows
        if row.row in found
    ]
    entries = tuple(entry for entry in compared if entry.old != entry.new)
    return entries, len(compared) - len(entries)


def _record(planned: Preview) -> dict[str, object]:
    """Return the audit record's data, with the values: a later result is checked against them."""
    lines = [
        [entry.unit.id, entry.new.year, entry.new.grade, entry.new.score, entry.new.decided_on.isoformat()]
        for entry in planned.entries
    ]
    return {"file": planned.digest, "grades": lines}
