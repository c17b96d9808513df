"""Waiting for what has no event of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable

LOOK = 0.005


PATIENCE = 30.0
"""Seconds after which something counts as never happening, also on a machine that is busy with other things."""


async def looks(seconds: float = PATIENCE) -> AsyncIterator[None]:
    """A look every few milliseconds at what has no event of its own, until the deadline."""
    for _ in range(round(seconds / LOOK)):
        yield
        await asyncio.sleep(LOOK)


async def until(condition: Callable[[], bool], what: str = "", timeout: float = PATIENCE) -> None:
    """Wait until the condition holds; fails by name when it does not."""
    async for _ in looks(timeout):
        if condition():
            return
    raise AssertionError(f"never happened: {what or condition}")
