"""A member checks in: by /checkin or by the button of the message; where asked, says from where."""

import random
from collections.abc import Awaitable, Callable

from bot.sandbox.model import Message
from bot.views.attendance.checkin import As, CheckIn
from tests.crash.lives import Lives
from tests.crash.person import Person, data_of, invites
from tests.crash.secretary import room
from tests.crash.town import Villager

RECORDED = ("签到成功", "不用再签", "已记为远程参加")


class Member(Person):
    """`way`: as the attendance row must have it."""

    def __init__(self, villager: Villager, lives: Lives, life: int, chance: random.Random) -> None:
        super().__init__(villager, lives, life, chance)
        self.types = villager.caller or self.chance.random() < 0.5
        self.way = "remote" if villager.may_be_remote and self.chance.random() < 0.5 else "button"

    @property
    def effects(self) -> list[str]:
        session = self.villager.branch.session_id
        if self.villager.may_be_remote:
            return [As(session, self.way).pack()]
        return ["/checkin" if self.types else CheckIn(session).pack()]

    async def live(self) -> None:
        """Checks in, and afterwards hears of the next meeting."""
        await self.come()
        answer = await self.answered(await self._checking_in(), self._is_answer)
        if self.villager.may_be_remote:
            await self.hesitate()
            choice = As(self.villager.branch.session_id, self.way)
            await self.answered(lambda: self.press(choice, answer), is_recorded)
        self.done = True
        await self.sees("the next meeting", lambda one: invites(one, room(self.villager)))
        self.waits_for = ""

    async def _checking_in(self) -> Callable[[], Awaitable[object]]:
        if self.types:
            return lambda: self.phone.send("/checkin")
        message = await self.sees("the meeting", lambda one: invites(one, self.villager.branch.place))
        button = CheckIn(self.villager.branch.session_id)
        return lambda: self.press(button, message)

    def _is_answer(self, message: Message) -> bool:
        return asks_where(message) if self.villager.may_be_remote else is_recorded(message)


def is_recorded(message: Message) -> bool:
    return any(words in message.text for words in RECORDED)


def asks_where(message: Message) -> bool:
    return any(one.startswith(f"{As.prefix}:") for one in data_of(message))
