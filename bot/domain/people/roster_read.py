"""Reading a sheet's cells as the rows of a roster, with every fault of every row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.people.roster import CHINESE, REQUIRED, Column, Roster, RosterRow
from bot.domain.people.roster_values import flag, identifier, language, phone, posts, standing, words
from bot.domain.post import PostKind
from bot.domain.sheet.cell import person_name, place
from bot.domain.sheet.day import day
from bot.domain.sheet.heading import heading
from bot.domain.sheet.table import Cell, Fault, Table

ALSO: Mapping[Column, tuple[str, ...]] = {
    Column.NUMBER: ("人员编号", "工号", "学号", "no", "id"),
    Column.UNIT: ("所在党组织", "所属党组织", "党支部", "所在党支部", "organisation", "organization"),
    Column.GROUP: ("所在党小组", "小组", "party group"),
    Column.STANDING: ("人员类别", "党员类别", "status"),
    Column.POST: ("党内职务", "posts"),
    Column.PHONE: ("手机号", "手机号码", "电话", "联系电话", "联系方式", "mobile", "phone number"),
    Column.JOINED: ("入党时间", "加入日期", "joined on", "date joined"),
    Column.RETIRED: ("是否离退休", "退休"),
    Column.FLOATING: ("是否流动", "流动党员", "是否流动党员"),
    Column.SECTOR: ("所属领域", "行业领域"),
}
HEADINGS: Mapping[str, tuple[str, ...]] = {column: (CHINESE[column], *ALSO.get(column, ())) for column in Column}
READ: Mapping[Column, Callable[[Cell], Any]] = {
    Column.NUMBER: identifier,
    Column.NAME: person_name,
    Column.UNIT: place,
    Column.GROUP: words,
    Column.STANDING: standing,
    Column.POST: posts,
    Column.PHONE: phone,
    Column.JOINED: day,
    Column.RETIRED: flag,
    Column.FLOATING: flag,
    Column.LANGUAGE: language,
    Column.SECTOR: words,
}


def read(table: Table) -> Roster:
    """Read a roster; what is wrong with single rows comes back as faults. DomainError: as `sheet.heading`."""
    head = heading(table, HEADINGS, REQUIRED)
    columns = {Column(name): index for name, index in head.places.items()}
    rows: list[RosterRow] = []
    faults: list[Fault] = []
    for line, cells in head.body:
        values = _values(line, cells, columns, faults)
        if values is not None:
            rows.append(_row(line, values))
    faults += _group_faults(rows) + _twice(rows)
    bad = {fault.row for fault in faults}
    good = tuple(row for row in rows if row.row not in bad)
    ordered = tuple(sorted(faults, key=lambda fault: fault.row))
    return Roster(good, len(head.body), frozenset(columns), head.ignored, ordered)


def _values(
    line: int, cells: Sequence[Cell], columns: Mapping[Column, int], faults: list[Fault]
) -> dict[Column, Any] | None:
    """Read the cells of a row; None, and the faults noted, when any cannot be read."""
    values: dict[Column, Any] = {}
    for column, index in columns.items():
        cell = cells[index] if index < len(cells) else None
        try:
            values[column] = READ[column](cell)
        except DomainError as error:
            faults.append(Fault(line, error.code, {"column": CHINESE[column], **error.data}))
    return values if len(values) == len(columns) else None


def _row(line: int, values: Mapping[Column, Any]) -> RosterRow:
    joined: date | None = values.get(Column.JOINED)
    return RosterRow(
        row=line,
        name=values[Column.NAME],
        unit=values[Column.UNIT],
        standing=values[Column.STANDING],
        number=values.get(Column.NUMBER),
        group=values.get(Column.GROUP) or None,
        posts=values.get(Column.POST, ()),
        phone=values.get(Column.PHONE),
        joined_on=joined,
        retired=values.get(Column.RETIRED, False),
        floating=values.get(Column.FLOATING, False),
        language=values.get(Column.LANGUAGE),
        sector=values.get(Column.SECTOR, ""),
    )


def _group_faults(rows: Sequence[RosterRow]) -> list[Fault]:
    slashed = [Fault(row.row, "roster_group_unfit", {"value": row.group}) for row in rows if "/" in (row.group or "")]
    leading = [row for row in rows if PostKind.GROUP_LEADER in row.posts and row.group is None]
    return slashed + [Fault(row.row, "roster_leader_without_group") for row in leading]


def _twice(rows: Sequence[RosterRow]) -> list[Fault]:
    """List numbers, phones and people that stand twice; the fault names the row where they stand first."""
    faults: list[Fault] = []
    numbers: dict[str, int] = {}
    phones: dict[str, int] = {}
    anyone: dict[tuple[str, str, date | None], int] = {}
    unnumbered: dict[tuple[str, str, date | None], int] = {}
    for row in rows:
        key = (row.name, row.unit, row.joined_on)
        first = (anyone if row.number is None else unnumbered).get(key)
        anyone.setdefault(key, row.row)
        if row.number is None:
            unnumbered.setdefault(key, row.row)
        if row.number is not None and numbers.setdefault(row.number, row.row) != row.row:
            faults.append(Fault(row.row, "roster_number_twice", {"first": numbers[row.number], "value": row.number}))
        elif first is not None:
            faults.append(Fault(row.row, "roster_row_twice", {"first": first, "value": row.name}))
        elif row.phone is not None and phones.setdefault(row.phone, row.row) != row.row:
            faults.append(Fault(row.row, "roster_phone_twice", {"first": phones[row.phone]}))
    return faults
