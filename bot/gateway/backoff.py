"""How long to wait before the next try: longer each time, never quite the same."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Backoff:
    """Seconds double from `base` to `most`; jitter takes up to half off, so that many do not come back at once."""

    base: float = 0.5
    most: float = 60.0
    sleep: Sleep = asyncio.sleep
    tries: int = field(default=0, init=False)

    def next(self) -> float:
        """The next pause in seconds."""
        self.tries += 1
        return self.after(self.tries)

    def after(self, tries: int) -> float:
        """The pause in seconds after so many tries, counted from 1."""
        full = min(self.most, self.base * 2.0 ** min(tries - 1, 30))
        return full * random.uniform(0.5, 1.0)

    async def wait(self, at_least: float = 0.0) -> None:
        """Pause; what Telegram asked for is waited for in full."""
        await self.sleep(max(self.next(), at_least))

    def reset(self) -> None:
        self.tries = 0

    def fresh(self) -> "Backoff":
        """The same pauses from the beginning."""
        return Backoff(self.base, self.most, self.sleep)
