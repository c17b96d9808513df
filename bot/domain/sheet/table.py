"""A sheet as lines of cells, and what is wrong with a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | bool | datetime | date | None


Table = Sequence[tuple[int, Sequence[Cell]]]
"""Lines that hold anything, each with its number in the file (the first is 1)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: `code` names the sentence (`error-<code>`), `data` fills it."""

    row: int
    code: str
    data: Mapping[str, object] = field(default_factory=dict)
