"""Roster files for tests: the project's own made-up rosters, and any table, as XLSX or CSV bytes."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from bot.services.installation.sample import COLUMNS, Line, as_csv, school, university

__all__ = ["COLUMNS", "Line", "as_csv", "as_xlsx", "csv_of", "school", "university", "xlsx_of"]


def as_xlsx(lines: Sequence[Line]) -> bytes:
    return xlsx_of([COLUMNS, *([line[column] for column in COLUMNS] for line in lines)])


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()
