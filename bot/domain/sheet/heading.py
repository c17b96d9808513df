"""Finds the heading line of a sheet, and its columns in any order and language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.sheet.cell import plain, text
from bot.domain.sheet.table import Cell, Table

TITLES = 10
"""Lines above the heading that may hold a title or a date."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading line. `places`: column indexes by column name; `body`: the lines below it."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]
    body: Table


def heading(table: Table, words: Mapping[str, Sequence[str]], required: Sequence[str]) -> Heading:
    """Find the heading line, which among the first lines names most columns.

    `words`: the headings by which each column is known. DomainError: sheet_empty, sheet_columns_missing (columns),
    sheet_column_twice (column).
    """
    if not table:
        raise DomainError("sheet_empty")
    found = _names(table, words)
    best = _best(found)
    named = [(name, place) for place, name in enumerate(found[best]) if name is not None]
    for name, _ in named:
        if sum(other == name for other, _ in named) > 1:
            raise DomainError("sheet_column_twice", column=_shown(name, words))
    if missing := [_shown(name, words) for name in required if name not in dict(named)]:
        raise DomainError("sheet_columns_missing", columns="、".join(missing))
    cells = table[best][1]
    ignored = tuple(str(cells[place]) for place, name in enumerate(found[best]) if name is None and cells[place])
    body = table[best + 1 :]
    if not body:
        raise DomainError("sheet_empty")
    return Heading(dict(named), ignored, body)


def fit(table: Table, words: Mapping[str, Sequence[str]], required: Sequence[str]) -> tuple[int, int]:
    """How many of the required columns, and how many in all, the likeliest heading line names.

    Kinds of sheets are told apart by it.
    """
    found = _names(table, words)
    names = set(found[_best(found)]) - {None} if found else set()
    return len(names & set(required)), len(names)


def _names(table: Table, words: Mapping[str, Sequence[str]]) -> list[list[str | None]]:
    """The columns that the cells of each possible heading line name."""
    known = {plain(word): name for name, each in words.items() for word in (name, *each)}
    return [[known.get(_word(cell)) for cell in cells] for _, cells in table[:TITLES]]


def _best(found: Sequence[Sequence[str | None]]) -> int:
    return max(range(len(found)), key=lambda line: (len(set(found[line]) - {None}), -line))


def _word(cell: Cell) -> str:
    """A heading without the star or the note in brackets that printed forms put after it."""
    try:
        typed = text(cell)
    except DomainError:
        return ""
    return plain(typed.replace("（", "(").split("(")[0].rstrip("*＊:： "))


def _shown(name: str, words: Mapping[str, Sequence[str]]) -> str:
    """A column's name in both languages, because the file may be in either."""
    return f"{words[name][0]} ({name})"
