"""Two variants measured in turns, A B A B: what the machine does meanwhile meets both alike."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds for one item: on the clock, and of processor time."""

    seconds: float
    cpu: float


Turn = Callable[[], Awaitable[Spent]]


async def here(items: int, work: Callable[[], Awaitable[object]]) -> Spent:
    """What this process, its threads included, spends on each of so many items."""
    began, cpu = time.perf_counter(), time.process_time()
    await work()
    return Spent((time.perf_counter() - began) / items, (time.process_time() - cpu) / items)


async def in_turns(variants: Sequence[Turn], rounds: int) -> list[list[Spent]]:
    """For each variant what its turns spent; one turn before them, which warms up, is not counted."""
    spent: list[list[Spent]] = [[] for _ in variants]
    for number in range(rounds + 1):
        for place, turn in enumerate(variants):
            one = await turn()
            if number:
                spent[place].append(one)
    return spent


def typical(spent: Sequence[Spent]) -> Spent:
    return Spent(median(one.seconds for one in spent), median(one.cpu for one in spent))


def ratio(first: Sequence[Spent], second: Sequence[Spent]) -> Spent:
    """How many times as much the second spends: the median over the rounds."""
    pairs = list(zip(first, second, strict=True))
    return Spent(median(b.seconds / a.seconds for a, b in pairs), median(b.cpu / a.cpu for a, b in pairs))
