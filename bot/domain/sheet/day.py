"""Reads a day as spreadsheets and people write it."""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta

from bot.domain.errors import DomainError
from bot.domain.sheet.cell import optional
from bot.domain.sheet.table import Cell

FIRST_YEAR, LAST_YEAR = 1921, 2100
"""Nobody joined before the first; serial numbers of days in between cannot be taken for years."""
EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers."""
SERIALS = range((date(FIRST_YEAR, 1, 1) - EPOCH).days, (date(LAST_YEAR, 12, 31) - EPOCH).days + 1)
WRITTEN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?\s*月?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
LOST_ZERO = re.compile(r"\d{4}\.\d")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")


def day(cell: Cell) -> date | None:
    """The day in a cell: 2019-07-01, 2019/7/1, 2019年7月1日, 20190701, a date, a serial number.

    A month alone is its first day. A number 2019.1 is refused: it may have been 2019.10. DomainError: roster_day_unfit.
    """
    typed = unicodedata.normalize("NFKC", optional(cell))
    if not typed:
        return None
    found = _serial(cell, typed) if not isinstance(cell, datetime | date) else cell
    if found is None and not (isinstance(cell, float) and LOST_ZERO.fullmatch(typed)):
        found = _written(typed)
    if isinstance(found, datetime):
        found = found.date()
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DomainError("roster_day_unfit", value=typed)
    return found


def _serial(cell: Cell, typed: str) -> date | None:
    """The day of a serial number, whose fraction is the hour."""
    number = cell if isinstance(cell, float) else int(typed) if re.fullmatch(r"[0-9]{5}", typed) else math.nan
    if not math.isfinite(number) or int(number) not in SERIALS:
        return None
    return EPOCH + timedelta(days=int(number))


def _written(typed: str) -> date | None:
    found = WRITTEN.fullmatch(typed) or PACKED.fullmatch(typed)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
