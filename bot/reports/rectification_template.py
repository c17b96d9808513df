"""Write the spreadsheet template in which rectification items are filled in."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.rectification.sheet import MOST_ROWS, NAMES, REQUIRED, Column, ItemRow
from bot.views.rectification.importing import TemplateWords

WIDTHS = {
    Column.PROBLEM: 34,
    Column.CAUSE: 24,
    Column.MEASURE: 34,
    Column.TARGET: 24,
    Column.UNIT: 24,
    Column.MILESTONES: 30,
}
DAYS = (Column.START, Column.DUE)
BOLD, GREY = Font(bold=True), Font(color="808080", italic=True)
FILL = PatternFill("solid", fgColor="DDEBF7")
WRAP = Alignment(wrap_text=True, vertical="top")
NOTES = {"A": 14, "B": 12, "C": 16, "D": 60, "E": 80}


def line(row: ItemRow) -> list[str]:
    """Write an item as cells in the order of the headings."""
    values = {
        Column.PROBLEM: row.problem,
        Column.CATEGORY: row.category,
        Column.SOURCE: row.source,
        Column.CAUSE: row.cause,
        Column.MEASURE: row.measure,
        Column.TARGET: row.target,
        Column.OWNER: row.owner,
        Column.UNIT: row.unit,
        Column.START: row.starts_on.isoformat() if row.starts_on else "",
        Column.DUE: row.due_on.isoformat(),
        Column.MILESTONES: "；".join(f"{name} {due_on.isoformat()}" for name, due_on in row.milestones),
    }
    return [values[column] for column in NAMES]


def template(own: TemplateWords, other: TemplateWords) -> bytes:
    """Write the XLSX: a table in the reader's language with an example, and an explanation of its columns in both
    languages."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = own.sheet
    _table(sheet, own)
    _notes(book.create_sheet(f"{own.notes} {other.notes}"), own, other)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet: Worksheet, words: TemplateWords) -> None:
    """Write the headings in Chinese and English. Every cell is text, so that a date stays as it is typed."""
    sheet.append([_heading(column) for column in NAMES])
    sheet.append(line(words.example))
    _style(sheet[1], BOLD, FILL)
    _style(sheet[2], GREY)
    for place, column in enumerate(NAMES, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(column, 15)
        for number in range(2, MOST_ROWS + 3):
            cell = sheet.cell(number, place)
            cell.number_format, cell.alignment = "@", WRAP
    sheet.freeze_panes = "A2"


def _notes(sheet: Worksheet, own: TemplateWords, other: TemplateWords) -> None:
    head = [f"{one} {two}" for one, two in zip(own.head, other.head, strict=True)]
    sheet.append([head[0], "", head[1], head[2], ""])
    for column, (chinese, *_) in NAMES.items():
        must = f"{own.must} {other.must}" if column in REQUIRED else f"{own.may} {other.may}"
        sheet.append([chinese, column.value, must, own.columns[column], other.columns[column]])
    for number in range(1, sheet.max_row + 1):
        _style(sheet[number], BOLD if number == 1 else None, FILL if number == 1 else None)
    for letter, width in NOTES.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _heading(column: Column) -> str:
    """Word a heading such as `问题* (problem)`; reading ignores the star and what stands in brackets."""
    return f"{NAMES[column][0]}{'*' if column in REQUIRED else ''} ({column.value})"


def _style(cells: Sequence[Cell | MergedCell], font: Font | None = None, fill: PatternFill | None = None) -> None:
    for cell in cells:
        cell.alignment = WRAP
        if font is not None:
            cell.font = font
        if fill is not None:
            cell.fill = fill
