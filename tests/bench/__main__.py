"""`make bench`: what things cost, as ratios measured in one run."""

import asyncio

from rich.console import Console

from tests.bench.report import machine, show, tables
from tests.bench.size import FULL


async def main() -> None:
    console = Console(width=120)
    console.print(machine())
    async for table in tables(FULL):
        show(console, table)


if __name__ == "__main__":
    asyncio.run(main())
