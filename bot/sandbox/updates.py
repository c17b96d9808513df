"""Queue the updates of one bot: kept until confirmed, numbered upwards, read by one long poll at a time."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.sandbox.errors import ApiError, conflict

MESSAGE_LIFETIME = 24 * 3600.0
TAP_LIFETIME = 150.0
LARGEST_BATCH = 100
FUTURE_OFFSET = 10
HIGHEST_START = 2**31 - 10_000_000
OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Update:
    """An update; a webhook keeps those of one `lane` in order, and it is forgotten from the second `expires` on."""

    id: int
    kind: str
    body: dict[str, Any]
    lane: Hashable
    expires: float

    def as_json(self) -> dict[str, Any]:
        """The Bot API's Update object."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """The updates that the bot has not confirmed yet, oldest first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: OrderedDict[int, Update] = OrderedDict()
        self._next_id = 1 + secrets.randbelow(HIGHEST_START)
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[None] | None = None
        self.on_put: Callable[[Update], None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def allowed(self) -> frozenset[str] | None:
        """Kinds asked for by `allowed_updates`; None means Telegram's default."""
        return self._allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Set the kinds of later updates; None keeps the setting, an empty list restores the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    def put(self, kind: str, body: dict[str, Any], lane: Hashable, lifetime: float = MESSAGE_LIFETIME) -> None:
        """Queue one update, unless the bot did not ask for its kind."""
        if kind not in self._allowed if self._allowed is not None else kind in OFF_BY_DEFAULT:
            return
        update = Update(self._next_id, kind, body, lane, self._clock() + lifetime)
        self._next_id += 1
        self._waiting[update.id] = update
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        if self.on_put is not None:
            self.on_put(update)

    def first(self, limit: int = LARGEST_BATCH) -> list[Update]:
        """Return the oldest updates still alive, at most `limit`."""
        self._drop_expired(limit)
        return list(islice(self._waiting.values(), limit))

    def all(self) -> list[Update]:
        """Return every update still alive, oldest first."""
        return self.first(len(self._waiting))

    def alive(self, update: Update) -> bool:
        """Tell whether an update is neither confirmed nor too old."""
        return update.id in self._waiting and update.expires > self._clock()

    def confirm(self, update: Update) -> None:
        """Forget an update that was delivered."""
        self._waiting.pop(update.id, None)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    def jump(self, next_id: int | None = None) -> None:
        """Forget what waits and continue at another id, as Telegram does after a week without updates."""
        self.clear()
        self._next_id = 1 + secrets.randbelow(HIGHEST_START) if next_id is None else next_id

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:
        """Answer one getUpdates: confirm what `offset` confirms, then wait up to `timeout` seconds for an update."""
        self.interrupt(conflict(OTHER_POLL))
        self._apply(offset)
        ready = self.first(limit)
        if ready or timeout <= 0:
            return ready
        await self._wait(timeout)
        return self.first(limit)

    def interrupt(self, error: ApiError | ConnectionError) -> None:
        """End the waiting long poll, if there is one, with an error."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(error)

    async def _wait(self, timeout: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def _apply(self, offset: int) -> None:
        if offset < 0:
            self._drop_oldest(len(self._waiting) + offset)
        elif 0 < offset <= self._next_id + FUTURE_OFFSET:
            while self._waiting and next(iter(self._waiting)) < offset:
                self._waiting.popitem(last=False)

    def _drop_oldest(self, count: int) -> None:
        for _ in range(max(count, 0)):
            self._waiting.popitem(last=False)

    def _drop_expired(self, limit: int) -> None:
        now = self._clock()
        while dead := [update for update in islice(self._waiting.values(), limit) if update.expires <= now]:
            for update in dead:
                del self._waiting[update.id]
