"""Keep the taps on a bot's inline buttons that still wait for answerCallbackQuery."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.updates import TAP_LIFETIME


@dataclass(frozen=True)
class Answer:
    """What the app shows after a tap; `alert` asks for a window instead of a passing note."""

    text: str
    alert: bool
    url: str | None


@dataclass(eq=False)
class Tap:
    """A tap; `answer` is set when the bot has answered."""

    id: str
    expires: float
    answer: asyncio.Future[Answer]
    show: Callable[[Answer], None]


class Taps:
    """Taps by id, oldest first; each is forgotten when it is answered or too old."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: dict[str, Tap] = {}

    def new(self, show: Callable[[Answer], None]) -> Tap:
        """Make a tap now; `show` is called with the bot's answer."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        tap = Tap(str(secrets.randbits(63)), self._clock() + TAP_LIFETIME, future, show)
        self._open[tap.id] = tap
        return tap

    def answer(self, tap_id: str, answer: Answer) -> None:
        """Show the bot's answer; an id that is unknown, answered or too old is refused as Telegram does."""
        tap = self._open.pop(tap_id, None)
        if tap is None or tap.expires <= self._clock():
            raise stale_query()
        tap.show(answer)
        if not tap.answer.done():
            tap.answer.set_result(answer)


def stale_query() -> ApiError:
    """Make Telegram's refusal of an old callback id."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
