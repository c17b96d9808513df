"""Record every Bot API call, in the form that a checker of calls reads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.params import Params

Recorded = dict[str, Any]


@dataclass(eq=False)
class _Watch:
    """A task that waits until a method is called `left` more times."""

    method: str
    left: int
    found: asyncio.Future[Recorded] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def see(self, call: Recorded) -> None:
        """Count one call."""
        if call["method"].lower() != self.method or self.found.done():
            return
        self.left -= 1
        if self.left == 0:
            self.found.set_result(call)


class CallRecord:
    """The calls in order: {"method", "params", "files"}."""

    def __init__(self) -> None:
        self.calls: list[Recorded] = []
        self._watches: list[_Watch] = []

    def add(self, method: str, params: Params) -> None:
        """Record a call; a file is named by its field."""
        call = {"method": method, "params": params.given, "files": list(params.files)}
        self.calls.append(call)
        for watch in self._watches:
            watch.see(call)

    async def called(self, method: str, times: int) -> Recorded:
        """Return the `times`-th call of a method, among those in `calls` and those to come."""
        watch = _Watch(method.lower(), times)
        for call in self.calls:
            watch.see(call)
        self._watches.append(watch)
        try:
            return await watch.found
        finally:
            self._watches.remove(watch)
