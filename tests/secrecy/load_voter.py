"""Someone with a phone and a ballot to give, however often the bot dies meanwhile."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.rating.vote import marked
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.views.callback import Callback
from bot.views.rating.vote import Confirm, Fill, Open
from tests.secrecy.running_bot import RECORDED, has_one, holds

PATIENCE = 4.0
"""Seconds after which a voter looks again, and taps again."""


Wanted = Callable[[Message], bool]


@dataclass
class Voter:
    """Taps what stands there until it says that the ballot is in; taps the last button twice."""

    phone: Phone
    rating: int
    seal: str
    choice: int
    done: bool = False

    async def live(self) -> None:
        """An answer that was lost with the process is asked for again, by tapping what stands there then."""
        while not self.done:
            mark = self.phone.mark()
            wanted = self._tap()
            with contextlib.suppress(TimeoutError):
                await self.phone.wait_for(either(wanted), after=mark, timeout=PATIENCE)
            self.done = any(said(one) for one in self.phone.messages())

    def _tap(self) -> Wanted:
        """What should follow."""
        choice = marked((self.choice,))
        fill, confirm = Fill(self.rating, self.seal, choice), Confirm(self.rating, self.seal, choice)
        if (message := self._with(confirm)) is not None:
            for _ in range(2):
                self.phone.press(confirm.pack(), message=message)
            return said
        if (message := self._with(fill)) is not None:
            self.phone.press(fill.pack(), message=message)
            return has_one(confirm)
        opening = Open(self.rating, self.seal)
        self.phone.press(opening.pack(), message=self._with(opening))
        return has_one(fill)

    def _with(self, button: Callback) -> Message | None:
        found = [one for one in self.phone.messages() if holds(one, button)]
        return max(found, key=lambda one: one.stamp) if found else None


def said(message: Message) -> bool:
    """That the ballot is in."""
    return RECORDED in message.text


def either(wanted: Wanted) -> Wanted:
    return lambda message: wanted(message) or said(message)
