"""XLSX and CSV files read into lines of cells; bytes of any kind that cannot be read are one clear refusal."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import PurePath

from openpyxl import load_workbook

from bot.domain.errors import DomainError
from bot.domain.sheet.table import Cell, Table

LARGEST = 5 * 1024 * 1024
"""Bytes of a file."""
LARGEST_UNPACKED = 60 * 1024 * 1024
"""Bytes of what an XLSX, which is a ZIP, unpacks to."""
MOST_LINES = 20_000
MOST_COLUMNS = 60
LAST_LINE = 5 * MOST_LINES
"""The last row that is read, however far down a workbook claims to go."""
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read(data: bytes, filename: str, first: int | None = None) -> Table:
    """Read the lines of the first sheet that hold anything: all, or the first so many.

    DomainError: sheet_wrong_type, sheet_old_excel, sheet_too_large (most, in MB), sheet_too_many_lines (most),
    sheet_unreadable, sheet_empty.
    """
    check_size(len(data))
    check_name(filename)
    if data.startswith(OLD_EXCEL):
        raise DomainError("sheet_old_excel")
    if not data.strip():
        raise DomainError("sheet_empty")
    if data.startswith(b"PK"):  # also where it was only renamed to .csv
        return _xlsx(data, first)
    if filename.lower().endswith(".xlsx"):
        raise DomainError("sheet_unreadable")
    return _csv(data, first)


def check_name(filename: str) -> None:
    """Refuse a file by the ending of its name. DomainError: sheet_old_excel, sheet_wrong_type."""
    ending = PurePath(filename.lower()).suffix
    if ending == ".xls":
        raise DomainError("sheet_old_excel")
    if ending not in (".xlsx", ".csv"):
        raise DomainError("sheet_wrong_type")


def check_size(size: int) -> None:
    """Refuse a file that is too large. DomainError: sheet_too_large."""
    if size > LARGEST:
        raise DomainError("sheet_too_large", most=LARGEST // (1024 * 1024))


def _xlsx(data: bytes, first: int | None) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # A ZIP gives no more than it declares: reading stops there.
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise DomainError("sheet_too_large", most=LARGEST // (1024 * 1024))
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        book = load_workbook(io.BytesIO(data), read_only=True)
        try:
            rows = book.worksheets[0].iter_rows(max_row=LAST_LINE, max_col=MOST_COLUMNS, values_only=True)
            return _lines(([_cell(value) for value in row] for row in rows), first)
        finally:
            book.close()
    except DomainError:
        raise
    except Exception:
        # A broken workbook can fail in any of a dozen ways inside the library; to the person all are one.
        raise DomainError("sheet_unreadable") from None


def _cell(value: object) -> Cell:
    """Turn a value of openpyxl into a cell; a formula, also one kept as an object, begins with =."""
    if value is None or isinstance(value, str | int | float | bool | datetime | date):
        return value
    return "=" if "Formula" in type(value).__name__ else str(value)


def _csv(data: bytes, most: int | None) -> Table:
    text = _decoded(data)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    if "\x00" in first:
        raise DomainError("sheet_unreadable")
    try:
        return _lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most)
    except csv.Error:
        raise DomainError("sheet_unreadable") from None


def _decoded(data: bytes) -> str:
    """Decode UTF-8, or what Chinese spreadsheets write: GBK, which GB18030 includes."""
    marked = [encoding for mark, encoding in ENCODINGS.items() if data.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DomainError("sheet_unreadable")


def _lines(rows: Iterable[Sequence[Cell]], first: int | None) -> Table:
    lines: list[tuple[int, Sequence[Cell]]] = []
    for number, row in enumerate(rows, 1):
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row):
            continue
        if len(lines) > MOST_LINES:
            raise DomainError("sheet_too_many_lines", most=str(MOST_LINES))
        lines.append((number, row))
        if len(lines) == first:
            break
    if not lines:
        raise DomainError("sheet_empty")
    return lines
