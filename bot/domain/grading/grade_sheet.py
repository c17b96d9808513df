"""Reads earlier grades from a spreadsheet. Scores become whole tenths, exactly."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading.grade import Decided, Grade
from bot.domain.sheet.cell import optional, place, plain
from bot.domain.sheet.day import day
from bot.domain.sheet.heading import heading
from bot.domain.sheet.table import Cell, Fault, Table

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_GRADE = 20
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("党组织", "党支部"),
    "year": ("年度", "年份"),
    "score": ("得分", "分数"),
    "grade": ("等级", "定级"),
    "decided": ("定级日期", "decided on"),
}
REQUIRED = ("unit", "year", "grade")
NAMES: Mapping[Grade, tuple[str, ...]] = {
    Grade.GOOD: ("好", "good"),
    Grade.FAIRLY_GOOD: ("较好", "fairly good"),
    Grade.AVERAGE: ("一般", "average"),
    Grade.POOR: ("较差", "poor"),
}
"""The reference scheme's; another scheme's grades are kept under their own names."""
GRADES = {plain(name): grade for grade, names in NAMES.items() for name in names}
POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,20})?)\s*分?", re.ASCII)
YEAR = re.compile(r"(\d{4})(?:\.0+)?\s*年?度?", re.ASCII)


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A line of the sheet: a unit, as it is written there, and its grade."""

    row: int
    unit: str
    decided: Decided


def read(table: Table) -> tuple[list[GradeRow], list[Fault], tuple[str, ...], int]:
    """Return the rows without fault, the faults, the headings that are unknown, and the number of lines.

    DomainError: as `sheet.heading`.
    """
    head = heading(table, HEADINGS, REQUIRED)
    rows: list[GradeRow] = []
    faults: list[Fault] = []
    for line, cells in head.body:
        values: dict[str, Any] = {}
        for name, index in head.places.items():
            try:
                values[name] = READ[name](cells[index] if index < len(cells) else None)
            except DomainError as error:
                faults.append(Fault(line, error.code, {"column": HEADINGS[name][0], **error.data}))
        if len(values) == len(head.places):
            rows.append(_row(line, values))
    return rows, faults, head.ignored, len(head.body)


def _row(line: int, values: Mapping[str, Any]) -> GradeRow:
    """Without its day a grade counts as decided on the last of its year."""
    decided_on = values.get("decided") or date(values["year"], 12, 31)
    return GradeRow(line, values["unit"], Decided(values["year"], values["grade"], values.get("score"), decided_on))


def tenths(cell: Cell) -> int | None:
    """Read a score: 92.6 -> 926. DomainError: grades_score_unfit, also for more than one decimal."""
    typed = unicodedata.normalize("NFKC", optional(cell))
    if not typed:
        return None
    found = POINTS.fullmatch(typed)
    score = Decimal(found[1]) * 10 if found else None
    if score is None or score != score.to_integral_value() or not 0 <= score <= 1000:
        raise DomainError("grades_score_unfit", value=typed)
    return int(score)


def year(cell: Cell) -> int:
    """Read a year: 2025, 2025年度. DomainError: grades_year_unfit."""
    typed = unicodedata.normalize("NFKC", optional(cell))
    found = YEAR.fullmatch(typed)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise DomainError("grades_year_unfit", value=typed)
    return int(found[1])


def grade(cell: Cell) -> str:
    """Read a grade: a code of the reference scheme for its names, otherwise the text as it is.

    DomainError: grades_grade_missing, grades_grade_unfit (too long).
    """
    typed = optional(cell)
    if not typed:
        raise DomainError("grades_grade_missing")
    if len(typed) > LONGEST_GRADE:
        raise DomainError("grades_grade_unfit", value=typed)
    return GRADES.get(plain(typed), typed)


READ: Mapping[str, Callable[[Cell], Any]] = {
    "unit": place,
    "year": year,
    "score": tenths,
    "grade": grade,
    "decided": day,
}
