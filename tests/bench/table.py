"""A benchmark's table: two variants and the ratio between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.turns import Spent, ratio, typical

MILLI = 1000.0


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` name their units; the first cell of a row says what it is about."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def figure(value: float) -> str:
    """Three digits that count."""
    return f"{value:#.3g}" if value < 100 else f"{value:.0f}"


def compared(names: tuple[str, str], spent: Sequence[Sequence[Spent]], unit: float) -> list[tuple[str, ...]]:
    """Time and CPU of both and the second over the first; `unit` is 1000 for milliseconds."""
    rows = [
        (name, figure(one.seconds * unit), figure(one.cpu * unit))
        for name, one in zip(names, map(typical, spent), strict=True)
    ]
    times = ratio(spent[0], spent[1])
    return [*rows, ("ratio, second ÷ first", f"× {figure(times.seconds)}", f"× {figure(times.cpu)}")]
