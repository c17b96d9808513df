"""What everyone does alike: come at a random moment, read, press, and ask again what was lost with the process."""

import asyncio
import math
import random
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable

from bot.handlers.meeting.call import CONVERSATION
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.views.callback import Callback
from bot.views.meeting.call import Publish
from bot.views.meeting.card import Come
from tests.crash.lives import Lives
from tests.crash.town import Villager

PATIENCE = 8.0
LONGEST = 60.0
"""Seconds that a bot which nobody has killed may need for an answer."""
RUSH, HESITATION = 0.5, 2.0
"""The longest that a person takes to come, and to read before going on."""
FORM = {kind.prefix for kind in CONVERSATION.buttons()} | {Publish.prefix}


class Person(ABC):
    """`life`: in which life of the bot they come, half of the people while it starts, half when it serves.

    `done`: what they came for is done. `waits_for`: empty when nothing more is to come.
    """

    def __init__(self, villager: Villager, lives: Lives, life: int, chance: random.Random) -> None:
        self.villager, self.lives, self.life = villager, lives, life
        self.chance = random.Random(chance.random())
        self.done = False
        self.waits_for = "the bot"
        self.asked_again = 0

    @property
    def phone(self) -> Phone:
        return self.villager.phone

    @property
    @abstractmethod
    def effects(self) -> list[str]:
        """The inputs that have an effect, each once: texts, or data of buttons."""

    @abstractmethod
    async def live(self) -> None:
        """All that the person does. TimeoutError when something does not come that must."""

    async def come(self) -> None:
        await (self.lives.begun(self.life) if self.chance.random() < 0.5 else self.lives.serving(self.life))
        await asyncio.sleep(self.chance.uniform(0, RUSH))

    async def hesitate(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, HESITATION))

    async def answered(
        self,
        act: Callable[[], Awaitable[object]],
        wanted: Callable[[Message], bool],
        again: Callable[[], Awaitable[object]] | None = None,
    ) -> Message:
        """An answer from memory: asked for again if the bot was killed meanwhile. TimeoutError if it was not."""
        self.waits_for = "an answer"
        mark, kills, waited = self.phone.mark(), len(self.lives.kills), 0.0
        await act()
        while True:
            try:
                return await self.phone.wait_for(wanted, after=mark, timeout=PATIENCE)
            except TimeoutError:
                waited += PATIENCE
                if len(self.lives.kills) > kills:
                    kills, waited = len(self.lives.kills), 0.0
                    self.asked_again += 1
                    await (again or act)()
                elif waited > LONGEST:
                    raise

    async def sees(self, what: str, wanted: Callable[[Message], bool]) -> Message:
        """What comes by itself however often the bot dies: an announcement, a form's prompt. Waits without end."""
        self.waits_for = what
        return await self.phone.wait_for(wanted, timeout=math.inf)

    async def press(self, button: Callback, message: Message) -> None:
        self.phone.press(button.pack(), message=message)


def data_of(message: Message) -> list[str]:
    """What the buttons carry."""
    return [str(button.get("callback_data", "")) for button in message.buttons]


def version_of(data: list[str]) -> int | None:
    """The form's version that the buttons carry; None for buttons of no form."""
    carried = [one.split(":")[1] for one in data if one.split(":")[0] in FORM]
    return int(carried[0]) if carried else None


def invites(message: Message, place: str) -> bool:
    """It announces the meeting at that place."""
    return place in message.text and any(one.startswith(f"{Come.prefix}:") for one in data_of(message))
