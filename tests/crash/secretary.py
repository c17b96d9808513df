"""A secretary binds by the personal link and calls a meeting step by step: each step once its prompt is there."""

import random
from datetime import datetime

from bot.domain.meeting.calling import Step
from bot.sandbox.model import Message
from bot.views.callback import Callback
from bot.views.meeting.call import PickType, Publish
from bot.views.meeting.card import Call
from bot.views.meeting.fields import Edit
from tests.crash.lives import Lives
from tests.crash.person import Person, data_of, version_of
from tests.crash.town import Villager, next_week

TYPE = "training"
PROMPTS = 7
"""Versions of the form on the way: type, time, card, place, card, agenda, card."""
KNOWN = ("绑定成功", "早已绑定好了", "请点下面的按钮")


def room(villager: Villager) -> str:
    """Where the branch's next meeting is."""
    return f"{villager.branch.name}三楼会议室"


class Secretary(Person):
    """`version`: of the form's step that was seen last."""

    def __init__(self, villager: Villager, lives: Lives, life: int, chance: random.Random) -> None:
        super().__init__(villager, lives, life, chance)
        self.version = 0
        self.first_kill = self.last_kill = 0
        self.starts: datetime = next_week(villager.branch.unit_id)
        self.agenda = [f"{villager.branch.name}第一项", f"{villager.branch.name}第二项"]

    @property
    def in_form(self) -> bool:
        return self.version > 0 and not self.done

    @property
    def interrupted(self) -> bool:
        return self.last_kill > self.first_kill

    @property
    def _steps(self) -> list[Callback | str]:
        """What follows on each prompt, beginning with the first."""
        when = f"{self.starts.month}月{self.starts.day}日 {self.starts:%H:%M}"
        return [
            PickType(1, TYPE),
            when,
            Edit(3, Step.PLACE.value),
            room(self.villager),
            Edit(5, Step.AGENDA.value),
            "\n".join(self.agenda),
        ]

    @property
    def effects(self) -> list[str]:
        steps = [step.pack() if isinstance(step, Callback) else step for step in self._steps]
        return [f"/start {self.villager.link}", Call().pack(), *steps, Publish(PROMPTS).pack()]

    async def live(self) -> None:
        await self.come()
        await self.answered(
            lambda: self.phone.start(self.villager.link),
            lambda one: any(words in one.text for words in KNOWN),
            lambda: self.phone.send("/start"),
        )
        meetings = await self.answered(lambda: self.phone.send("/meeting"), offers_to_call)
        self.first_kill = len(self.lives.kills)
        await self.press(Call(), meetings)
        for version, step in enumerate(self._steps, 1):
            prompt = await self._prompt(version)
            await (self.press(step, prompt) if isinstance(step, Callback) else self.phone.send(step))
        card = await self._prompt(PROMPTS)
        await self.answered(lambda: self.press(Publish(PROMPTS), card), lambda one: "已发布" in one.text)
        self.done, self.last_kill, self.waits_for = True, len(self.lives.kills), ""

    async def _prompt(self, version: int) -> Message:
        prompt = await self.sees(f"prompt {version}", lambda one: version_of(data_of(one)) == version)
        self.version = version
        await self.hesitate()
        return prompt


def offers_to_call(message: Message) -> bool:
    return Call().pack() in data_of(message)
