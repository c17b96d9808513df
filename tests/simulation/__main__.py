"""`make year`: a simulated year of messages, in tables; exit 1 where a promise is not kept."""

import asyncio
import logging
import sys
import tempfile
from pathlib import Path

import structlog
from rich.console import Console

from tests.simulation.checks import check
from tests.simulation.play import play
from tests.simulation.report import show


async def main() -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    console = Console(width=120)
    with console.status("…"), tempfile.TemporaryDirectory() as folder:
        played = await play(12, Path(folder) / "year")
    found = check(played)
    show(console, played, found)
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
