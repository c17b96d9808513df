"""Switch faults on: 429, 403, slow answers, dropped connections, an unreachable Telegram, another poller."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import ApiError, conflict, forbidden, too_many_requests
from bot.sandbox.updates import OTHER_POLL


class Dropped(ConnectionError):
    """The connection is closed without an answer."""


@dataclass
class _Rule:
    """A fault for the next `times` calls of one method (any if None) in one chat (any if None)."""

    times: int
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 0
    after_effect: bool = False

    def takes(self, method: str, chat_id: int | None) -> bool:
        """Tell whether the rule applies to this call, and count it if so."""
        fits = self.method in (None, method) and self.chat_id in (None, chat_id)
        if not fits or self.times <= 0:
            return False
        self.times -= 1
        return True


class Faults:
    """The switches, all of them off at first; method names are matched without regard to case."""

    def __init__(self) -> None:
        self.conflict = False
        self._unreachable = False
        self._busy: list[_Rule] = []
        self._drops: list[_Rule] = []
        self._forbidden: set[int] = set()
        self._delays: dict[str | None, float] = {}
        self.on_unreachable: Callable[[], None] = lambda: None

    @property
    def unreachable(self) -> bool:
        """Whether every connection of a bot is closed without an answer, including waiting long polls."""
        return self._unreachable

    @unreachable.setter
    def unreachable(self, value: bool) -> None:
        self._unreachable = value
        if value:
            self.on_unreachable()

    def too_many_requests(
        self, retry_after: int, method: str | None = None, chat_id: int | None = None, times: int = 1
    ) -> None:
        """Answer the next `times` fitting calls with 429 and `retry_after` seconds."""
        self._busy.append(_Rule(times, _lower(method), chat_id, retry_after))

    def forbidden(self, chat_id: int) -> None:
        """Answer everything sent to this chat with 403, as if the person had blocked the bot."""
        self._forbidden.add(chat_id)

    def slow(self, seconds: float, method: str | None = None) -> None:
        """Answer fitting calls only after so many seconds of real time; 0 ends it."""
        self._delays[_lower(method)] = seconds

    def drop_connection(self, method: str | None = None, times: int = 1, *, after_effect: bool = False) -> None:
        """Close the next `times` fitting connections; with `after_effect` the call is done and its answer lost."""
        self._drops.append(_Rule(times, _lower(method), after_effect=after_effect))

    def clear(self) -> None:
        """Turn everything off."""
        self._busy.clear()
        self._drops.clear()
        self._forbidden.clear()
        self._delays.clear()
        self.conflict = self._unreachable = False

    async def before(self, method: str, chat_id: int | None) -> None:
        """Apply the faults that come before a call (in lower case) takes effect."""
        delay = self._delays.get(method, self._delays.get(None, 0))
        if delay:
            await asyncio.sleep(delay)
        self._drop(method, chat_id, after_effect=False)
        if error := self._refusal(method, chat_id):
            raise error

    def after(self, method: str, chat_id: int | None) -> None:
        """Apply the faults that come when a call has taken effect."""
        self._drop(method, chat_id, after_effect=True)

    def _drop(self, method: str, chat_id: int | None, *, after_effect: bool) -> None:
        rules = [rule for rule in self._drops if rule.after_effect is after_effect]
        if self._unreachable or any(rule.takes(method, chat_id) for rule in rules):
            raise Dropped

    def _refusal(self, method: str, chat_id: int | None) -> ApiError | None:
        if self.conflict and method == "getupdates":
            return conflict(OTHER_POLL)
        for rule in self._busy:
            if rule.takes(method, chat_id):
                return too_many_requests(rule.retry_after)
        return forbidden("bot was blocked by the user") if chat_id in self._forbidden else None


def _lower(method: str | None) -> str | None:
    return method.lower() if method is not None else None
