"""Show the progress of long work on the command line: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from rich.progress import Progress as Bar

from bot.commands import common
from bot.services.files.progress import Progress
from bot.settings import Settings
from bot.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
EVERY_SECONDS = 5.0


def run(chosen: Settings, label: str, work: Callable[[UnitOfWork, Progress], Awaitable[T]]) -> T:
    """Run one use case as `common.run` does; `label` is the key of the sentence that is shown meanwhile."""

    async def inner(uow: UnitOfWork) -> T:
        with shown(common.speech(chosen)(label)) as tell:
            return await work(uow, tell)

    return common.run(chosen, inner)


@contextmanager
def shown(label: str) -> Iterator[Progress]:
    """Show a bar, which pulses until the work first tells how far it is and is removed when the work ends."""
    if not sys.stdout.isatty():
        yield lines(label)
        return
    with Bar(transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def lines(label: str) -> Progress:
    """Write a line now, and another whenever some seconds have passed."""
    common.echo(f"{label}……")
    last = monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY_SECONDS:
            last = monotonic()
            common.echo(f"{label}…… {100 * done // max(total, 1)}%")

    return tell
