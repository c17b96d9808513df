"""Pauses between tries: each longer than the one before, and random within limits."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Backoff:
    """A series of pauses, in seconds, that double from `base` to `most`. Up to half of each is taken off at random, so
    that many processes do not come back at once."""

    base: float = 0.5
    most: float = 60.0
    sleep: Sleep = asyncio.sleep
    tries: int = field(default=0, init=False)

    def next(self) -> float:
        """Count one more try and return the pause before it, in seconds."""
        self.tries += 1
        return self.after(self.tries)

    def after(self, tries: int) -> float:
        """Return the pause, in seconds, after so many tries, counted from 1."""
        full = min(self.most, self.base * 2.0 ** min(tries - 1, 30))
        return full * random.uniform(0.5, 1.0)

    async def wait(self, at_least: float = 0.0) -> None:
        """Pause before the next try, for `at_least` so many seconds, as Telegram may have asked."""
        await self.sleep(max(self.next(), at_least))

    def reset(self) -> None:
        self.tries = 0

    def fresh(self) -> "Backoff":
        """Return the same series from its beginning."""
        return Backoff(self.base, self.most, self.sleep)
