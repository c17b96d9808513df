"""All benchmarks, one after the other."""

import os
import platform
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from tests.bench import checkins, client, imports, update
from tests.bench.size import Size
from tests.bench.table import Table

ALL = (checkins, client, update, imports)


async def tables(size: Size) -> AsyncIterator[Table]:
    for benchmark in ALL:
        with TemporaryDirectory(prefix="zhibu-bench-") as folder:
            yield await benchmark.measure(size, Path(folder))


def machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, load {load}. "
        "Two variants in turns, A B A B; figures are medians over the turns, × the median of their ratios."
    )


def show(console: Console, table: Table) -> None:
    shown = RichTable(box=box.SIMPLE)
    for place, column in enumerate(table.columns):
        shown.add_column(column, justify="right" if place else "left")
    for row in table.rows:
        shown.add_row(*row)
    console.print(f"\n{table.title}", style="bold")
    console.print(shown, table.note)
