"""The sender's pace on a time of its own, which passes as soon as somebody waits for it."""

import asyncio

from bot.gateway.pace import Limits, Pace


class Virtual:
    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += seconds
        await asyncio.sleep(0)


def unhurried() -> Pace:
    """The limits as they are, without their waiting."""
    time = Virtual()
    return Pace(Limits(), time.now, time.sleep)
