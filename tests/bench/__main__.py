"""`make bench`: what things cost, as ratios measured in one run."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tests.bench import reminders
from tests.bench.report import machine, show, tables
from tests.bench.size import FULL

EVERYONE = 3017
"""Members of the university, all reminded at one moment."""


async def main() -> None:
    console = Console(width=120)
    console.print(machine())
    async for table in tables(FULL):
        show(console, table)
    with TemporaryDirectory(prefix="zhibu-bench-") as folder:
        show(console, await reminders.measure(EVERYONE, Path(folder)))


if __name__ == "__main__":
    asyncio.run(main())
