"""Read rectification items from a sheet; the units and people that it names are looked up later."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.sheet.cell import optional, place
from bot.domain.sheet.day import day
from bot.domain.sheet.heading import heading
from bot.domain.sheet.table import Cell, Fault, Table

MOST_ROWS = 500
"""Items of one file, which are written in one transaction."""
LONGEST = 500
"""Characters of a text that says what and why."""
MOST_MILESTONES = 12
WORD, NAME = 20, 100
"""Characters of a category or source, and of a milestone."""
EXAMPLE = ("【示例】", "[Example]")
"""How a template's example begins; such a line is passed over."""


class Column(StrEnum):
    """The columns of a sheet of items."""

    PROBLEM = "problem"
    CATEGORY = "category"
    SOURCE = "source"
    CAUSE = "cause"
    MEASURE = "measure"
    TARGET = "target"
    OWNER = "owner"
    UNIT = "unit"
    START = "start"
    DUE = "due"
    MILESTONES = "milestones"


NAMES: Mapping[Column, tuple[str, ...]] = {
    Column.PROBLEM: ("问题", "存在问题", "突出问题", "问题描述"),
    Column.CATEGORY: ("类别", "问题类别"),
    Column.SOURCE: ("来源", "问题来源"),
    Column.CAUSE: ("原因", "原因分析", "产生原因"),
    Column.MEASURE: ("整改措施", "措施", "measures"),
    Column.TARGET: ("目标", "整改目标", "预期目标"),
    Column.OWNER: ("责任人", "整改责任人"),
    Column.UNIT: ("党组织", "所在党组织", "所属党组织", "党支部", "organisation", "organization"),
    Column.START: ("开始日期", "开始时间", "start date"),
    Column.DUE: ("完成时限", "整改时限", "完成日期", "完成时间", "due date"),
    Column.MILESTONES: ("节点", "时间节点", "milestone"),
}
"""The first is the one that a template writes."""
HEADINGS: Mapping[str, tuple[str, ...]] = {column.value: NAMES[column] for column in NAMES}
REQUIRED = (Column.PROBLEM, Column.MEASURE, Column.OWNER, Column.DUE)
Milestone = tuple[str, date]
BETWEEN = re.compile(r"[;；\r\n]")
BULLET = re.compile(r"^\s*[-–—•·*]+\s*(?=\D)")
DAY = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
MILESTONE = re.compile(
    rf"(?P<title>.*?\S)[\s:：,，、]*(?<!\d)(?P<day>{DAY})|(?P<first>{DAY})(?!\d)[\s:：,，、]*(?P<then>\S.*)"
)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as the file states it. `unit` empty: the sender's; `starts_on` None: the day of the import."""

    row: int
    problem: str
    measure: str
    owner: str
    due_on: date
    category: str = ""
    source: str = ""
    cause: str = ""
    target: str = ""
    unit: str = ""
    starts_on: date | None = None
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """The rows of a file that could be read, its number of `lines`, the `ignored` headings, and the faults."""

    rows: tuple[ItemRow, ...]
    lines: int
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]


def read(table: Table) -> ItemSheet:
    """Read a table; faults of single rows are returned.

    DomainError: as `sheet.heading`, rectify_import_too_many (most).
    """
    head = heading(table, HEADINGS, REQUIRED)
    if len(head.body) > MOST_ROWS:
        raise DomainError("rectify_import_too_many", most=str(MOST_ROWS))
    rows: list[ItemRow] = []
    faults: list[Fault] = []
    body = [(line, cells) for line, cells in head.body if not _example(cells, head.places[Column.PROBLEM])]
    for line, cells in body:
        values: dict[str, Any] = {}
        for name, index in head.places.items():
            column = Column(name)
            try:
                values[FIELDS.get(column, column)] = READ[column](cells[index] if index < len(cells) else None)
            except DomainError as error:
                faults.append(Fault(line, error.code, {"column": NAMES[column][0], **error.data}))
        if len(values) == len(head.places):
            rows.append(ItemRow(line, **values))
    return ItemSheet(tuple(rows), len(body), head.ignored, tuple(faults))


def _example(cells: Sequence[Cell], place: int) -> bool:
    return place < len(cells) and str(cells[place]).lstrip().startswith(EXAMPLE)


def folded(words: str) -> str:
    """For telling whether two problems are one: without case, width, spaces and punctuation."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "ZPC")


def _words(cell: Cell) -> str:
    """Prose: a list's dash in front is no formula."""
    return optional(BULLET.sub("", cell) if isinstance(cell, str) else cell, LONGEST)


def _choice(cell: Cell) -> str:
    return optional(cell, WORD)


def _needed(code: str) -> Callable[[Cell], str]:
    def words(cell: Cell) -> str:
        found = _words(cell)
        if not found:
            raise DomainError(code)
        return found

    return words


def _place(cell: Cell) -> str:
    return place(cell) if optional(cell) else ""


def _due(cell: Cell) -> date:
    """DomainError: rectify_import_due_missing, roster_day_unfit."""
    found = day(cell)
    if found is None:
        raise DomainError("rectify_import_due_missing")
    return found


def milestones(cell: Cell) -> tuple[Milestone, ...]:
    """中期检查 2026-12-01；验收 2026-12-20.

    DomainError: rectify_import_milestone_unfit (value), rectify_import_milestones_many (most), roster_day_unfit.
    """
    parts = BETWEEN.split(cell) if isinstance(cell, str) else [cell]
    found = tuple(_milestone(part) for part in (optional(each, LONGEST) for each in parts) if part)
    if len(found) > MOST_MILESTONES:
        raise DomainError("rectify_import_milestones_many", most=str(MOST_MILESTONES))
    return found


def _milestone(part: str) -> Milestone:
    match = MILESTONE.fullmatch(part)
    if match is None:
        raise DomainError("rectify_import_milestone_unfit", value=part)
    due_on = day(match["day"] or match["first"])
    title = (match["title"] or match["then"]).strip()
    if due_on is None or len(title) > NAME:
        raise DomainError("rectify_import_milestone_unfit", value=part)
    return title, due_on


FIELDS: Mapping[Column, str] = {Column.START: "starts_on", Column.DUE: "due_on"}
READ: Mapping[Column, Callable[[Cell], Any]] = {
    Column.PROBLEM: _needed("rectify_import_problem_missing"),
    Column.CATEGORY: _choice,
    Column.SOURCE: _choice,
    Column.CAUSE: _words,
    Column.MEASURE: _needed("rectify_import_measure_missing"),
    Column.TARGET: _words,
    Column.OWNER: _needed("rectify_import_owner_missing"),
    Column.UNIT: _place,
    Column.START: day,
    Column.DUE: _due,
    Column.MILESTONES: milestones,
}
