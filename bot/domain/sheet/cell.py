"""Reads a cell of a spreadsheet as text, whatever type the spreadsheet gave it."""

import math
import re
import unicodedata
from datetime import date, datetime

from bot.domain.errors import DomainError
from bot.domain.sheet.table import Cell

MOST = 100
"""Characters in a cell where a column asks for no more; longer ones are a mistake in the file."""
NUMBER = re.compile(r"\+[\d\s()-]+|-\d+(?:[.,]\d+)?")
QUOTED = re.compile(r'="([^"]*)"')
BLANKS = frozenset({"", "-", "--", "—", "——", "/", "无", "none", "n/a", "null"})
BROKEN = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


def text(cell: Cell, most: int = MOST) -> str:
    """The cell as it would be typed, without the spaces around it.

    DomainError: roster_formula (also for the result of a broken one), roster_control_character, roster_cell_too_long.
    """
    typed = _typed(cell).strip()
    if literal := QUOTED.fullmatch(typed):  # how some spreadsheets export a number that is to stay text
        typed = literal[1].strip()
    if _calculates(typed) or typed in BROKEN:
        raise DomainError("roster_formula")
    if len(typed) > most:
        raise DomainError("roster_cell_too_long", most=most)
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in typed):
        raise DomainError("roster_control_character")
    return typed


def _calculates(typed: str) -> bool:
    """Whether a spreadsheet takes the text for a formula; +phone numbers and negative numbers are none."""
    if typed.startswith(("+", "-")):
        return NUMBER.fullmatch(typed) is None and typed not in BLANKS
    return typed.startswith(("=", "@"))


def _typed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, str):
        # A line break inside a cell is a space; zero-width signs come along when text is copied from a web page.
        return re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", re.sub(r"[\r\n\t\u3000\xa0]", " ", cell))
    return repr(cell)


def optional(cell: Cell, most: int = MOST) -> str:
    """As `text`, but empty for the signs that people write for an empty cell."""
    typed = text(cell, most)
    return "" if typed.lower() in BLANKS else typed


def plain(typed: str) -> str:
    """The text for comparing words: half-width, lower case, without spaces, hyphens and underscores."""
    return re.sub(r"[\s_\-]", "", unicodedata.normalize("NFKC", typed).lower())


def person_name(cell: Cell) -> str:
    """A person's name: 张 三 becomes 张三, all kinds of middle dots become one.

    DomainError: roster_name_missing, roster_name_unfit.
    """
    typed = re.sub("[•・‧∙]", "·", text(cell))
    typed = re.sub(r"\s+", " ", typed)
    if not typed.isascii():
        typed = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", typed)
    if not typed:
        raise DomainError("roster_name_missing")
    if not any(sign.isalpha() for sign in typed) or typed.startswith(("+", "-")):
        raise DomainError("roster_name_unfit", value=typed)
    return typed


def place(cell: Cell) -> str:
    """The path of a unit, `甲党委/乙党支部`, without spaces around names.

    DomainError: roster_unit_missing, roster_unit_unreadable.
    """
    typed = text(cell).replace("／", "/").strip("/")
    if not typed:
        raise DomainError("roster_unit_missing")
    names = [re.sub(r"\s+", " ", name).strip() for name in typed.split("/")]
    if not all(names) or len(names) > 8:
        raise DomainError("roster_unit_unreadable", value=typed)
    return "/".join(names)
